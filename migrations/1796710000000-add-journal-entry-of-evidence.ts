import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By whoever it names, on a contract that they see; what it belongs to is of the same contract. */
const WRITE = `
  added_by = (select app.person_id())
  and (contract_id = (select app.held_contract()) or app.sees_contract(contract_id))
  and (observation_id is null or exists (
    select from observations o where o.id = evidence.observation_id and o.contract_id = evidence.contract_id
  ))
  and (sign_off_id is null or exists (
    select from sign_offs s where s.id = evidence.sign_off_id and s.contract_id = evidence.contract_id
  ))
`;
const OF_THE_JOURNAL = `
  and (journal_entry_id is null or exists (
    select from journal_entries j where j.id = evidence.journal_entry_id and j.contract_id = evidence.contract_id
  ))
`;

/** A file may show what an entry of the journal tells. */
export class AddJournalEntryOfEvidence1796710000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table evidence
        add journal_entry_id uuid constraint evidence_journal_entry_id_fkey references journal_entries
    `);
    await runner.query(`alter policy evidence_write on evidence with check (${WRITE + OF_THE_JOURNAL})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter policy evidence_write on evidence with check (${WRITE})`);
    await runner.query(`alter table evidence drop journal_entry_id`);
  }
}
