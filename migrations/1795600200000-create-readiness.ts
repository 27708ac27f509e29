import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a process must know before it takes requests: which migrations ran, and whether tokens can be signed. */
export class CreateReadiness1795600200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function app.readiness() returns table (migrations text[], has_signing_key boolean)
        language sql stable security definer set search_path = public, pg_temp as $$
          select
            array(select m.name::text from migrations m order by m.id),
            exists (select from signing_keys k where k.retired_at is null)
        $$
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.readiness()`);
  }
}
