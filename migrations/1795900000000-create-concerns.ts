import type { MigrationInterface, QueryRunner } from 'typeorm';

const READ = (table: string) => `
  contract_id = (select app.held_contract())
  or exists (select from contracts c where c.id = ${table}.contract_id)
`;

/** By whoever it names, about another. */
const WRITE = (author: string) => `
  ${author} = (select app.person_id())
  and (contract_id = (select app.held_contract_of_another()) or app.sees_contract_of_another(contract_id))
`;

/** What worries somebody about named missions, and what was decided of it: two facts. */
export class CreateConcerns1795900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table concerns (
        id          uuid not null constraint concerns_pkey primary key,
        contract_id uuid not null constraint concerns_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        raised_by   uuid not null constraint concerns_raised_by_fkey references people,
        severity    text not null constraint concerns_severity_known check (severity in ('low', 'high')),
        missions    text[] not null constraint concerns_names_missions check (cardinality(missions) > 0),
        text        text not null
      )
    `);
    await runner.query(`create unique index concerns_in_order on concerns (contract_id, sequence)`);
    await runner.query(`
      create table concern_reviews (
        id          uuid not null constraint concern_reviews_pkey primary key,
        concern_id  uuid not null constraint concern_reviews_concern_id_fkey references concerns,
        contract_id uuid not null constraint concern_reviews_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        reviewed_by uuid not null constraint concern_reviews_reviewed_by_fkey references people,
        text        text not null
      )
    `);
    await runner.query(`create unique index concern_reviews_once on concern_reviews (concern_id)`);
    await runner.query(
      `create unique index concern_reviews_in_order on concern_reviews (contract_id, sequence)`,
    );
    await policies(runner, 'concerns', 'raised_by');
    await policies(runner, 'concern_reviews', 'reviewed_by');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table concern_reviews, concerns`);
  }
}

async function policies(runner: QueryRunner, table: string, author: string): Promise<void> {
  await runner.query(`grant select, insert on ${table} to palier_api`);
  await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
  await runner.query(`alter table ${table} enable row level security`);
  await runner.query(`alter table ${table} force row level security`);
  await runner.query(
    `create policy ${table}_read on ${table} for select to palier_api using (${READ(table)})`,
  );
  await runner.query(
    `create policy ${table}_write on ${table} for insert to palier_api with check (${WRITE(author)})`,
  );
  await runner.query(
    `create policy ${table}_upkeep on ${table} for all to palier_maintenance using (true) with check (true)`,
  );
}
