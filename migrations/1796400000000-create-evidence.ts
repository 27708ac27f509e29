import type { MigrationInterface, QueryRunner } from 'typeorm';

const READ = (table: string) => `
  contract_id = (select app.held_contract())
  or exists (select from contracts c where c.id = ${table}.contract_id)
`;

/** By whoever it names, the alternant included, on a contract that they see. */
const WRITE = (author: string) => `
  ${author} = (select app.person_id())
  and (contract_id = (select app.held_contract()) or app.sees_contract(contract_id))
`;

/** What it belongs to is of the same contract. */
const OF_THE_CONTRACT = `
  and (observation_id is null or exists (
    select from observations o where o.id = evidence.observation_id and o.contract_id = evidence.contract_id
  ))
  and (sign_off_id is null or exists (
    select from sign_offs s where s.id = evidence.sign_off_id and s.contract_id = evidence.contract_id
  ))
`;

/** Photos and documents, and that they were taken away: two facts. The bytes are elsewhere, under the id. */
export class CreateEvidence1796400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table evidence (
        id              uuid not null constraint evidence_pkey primary key,
        contract_id     uuid not null constraint evidence_contract_id_fkey references contracts,
        sequence        bigint not null,
        recorded_at     timestamptz not null,
        added_by        uuid not null constraint evidence_added_by_fkey references people,
        observation_id  uuid constraint evidence_observation_id_fkey references observations,
        sign_off_id     uuid constraint evidence_sign_off_id_fkey references sign_offs,
        media_type      text not null constraint evidence_media_type_known
                          check (media_type in ('image/jpeg', 'image/png', 'application/pdf')),
        size            integer not null constraint evidence_size_positive check (size > 0),
        sha256          bytea not null constraint evidence_sha256_whole check (octet_length(sha256) = 32),
        file_name       text,
        warning_version integer not null constraint evidence_warning_acknowledged check (warning_version > 0)
      )
    `);
    await runner.query(`create unique index evidence_in_order on evidence (contract_id, sequence)`);
    await runner.query(`
      create table evidence_withdrawals (
        id           uuid not null constraint evidence_withdrawals_pkey primary key,
        evidence_id  uuid not null constraint evidence_withdrawals_evidence_id_fkey references evidence,
        contract_id  uuid not null constraint evidence_withdrawals_contract_id_fkey references contracts,
        sequence     bigint not null,
        recorded_at  timestamptz not null,
        withdrawn_by uuid not null constraint evidence_withdrawals_withdrawn_by_fkey references people,
        reason       text not null
      )
    `);
    await runner.query(`create unique index evidence_withdrawals_once on evidence_withdrawals (evidence_id)`);
    await runner.query(
      `create unique index evidence_withdrawals_in_order on evidence_withdrawals (contract_id, sequence)`,
    );
    await policies(runner, 'evidence', WRITE('added_by') + OF_THE_CONTRACT);
    await policies(runner, 'evidence_withdrawals', WRITE('withdrawn_by'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table evidence_withdrawals, evidence`);
  }
}

async function policies(runner: QueryRunner, table: string, write: string): Promise<void> {
  await runner.query(`grant select, insert on ${table} to palier_api`);
  await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
  await runner.query(`alter table ${table} enable row level security`);
  await runner.query(`alter table ${table} force row level security`);
  await runner.query(
    `create policy ${table}_read on ${table} for select to palier_api using (${READ(table)})`,
  );
  await runner.query(
    `create policy ${table}_write on ${table} for insert to palier_api with check (${write})`,
  );
  await runner.query(
    `create policy ${table}_upkeep on ${table} for all to palier_maintenance using (true) with check (true)`,
  );
}
