import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddQuotaFunctions1797080000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Whoever adds a file to a contract sees few of the others of its employer, and learns nothing but this sum.
    await runner.query(`
      create function app.evidence_bytes_of_employer(wanted uuid) returns bigint
        language sql stable security definer set search_path = public, pg_temp
      begin atomic
        select sum(e.size)::bigint
        from contracts held
        join contracts c on c.employer_id = held.employer_id
        join evidence e on e.contract_id = c.id
        where app.is_signed_in()
          and held.id = wanted
          and held.id = app.held_contract()
          and not exists (select from evidence_withdrawals w where w.evidence_id = e.id);
      end
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.evidence_bytes_of_employer(uuid)');
  }
}
