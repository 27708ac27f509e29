import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever a platform administrator disabled before that was remembered. */
export class BackfillAccountsDisabledByPlatform1797030001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update accounts a
      set disabled_by_platform = true
      where a.disabled_at is not null
        and exists (select from memberships m where m.person_id = a.disabled_by and m.role = 'platform_admin')
    `);
  }

  async down(): Promise<void> {
    // What was learnt goes with its column.
  }
}
