import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every fact moves a contract's sequence: only what else is written to the contract needs the trigger's question. */
export class NarrowTriggerOfTerms1795700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger contracts_terms_are_the_parties on contracts`);
    await runner.query(`
      create trigger contracts_terms_are_the_parties
        before update of
          id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, owner_id, external_id,
          continuation_of, legal_representative, signed_on, held_until, ended_as, cancelled_on, suspensions, version,
          created_at, updated_at
        on contracts
        for each row execute function app.keep_terms_to_the_parties()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger contracts_terms_are_the_parties on contracts`);
    await runner.query(`
      create trigger contracts_terms_are_the_parties before update on contracts
        for each row execute function app.keep_terms_to_the_parties()
    `);
  }
}
