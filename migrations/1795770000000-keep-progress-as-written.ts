import type { MigrationInterface, QueryRunner } from 'typeorm';

// The API reads and writes these three whole, and no statement looks into them: `jsonb` took a quarter of what a sign-off
// costs, to take them apart, to put them together again, and to compress what had become larger.

const COLUMNS = ['state', 'tallies', 'marks'];

export class KeepProgressAsWritten1795770000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await retype(runner, 'json');
  }

  async down(runner: QueryRunner): Promise<void> {
    await retype(runner, 'jsonb');
  }
}

async function retype(runner: QueryRunner, type: 'json' | 'jsonb'): Promise<void> {
  const parts = COLUMNS.map((column) => `alter column ${column} type ${type} using ${column}::${type}`);
  await runner.query(`alter table progress ${parts.join(', ')}`);
}
