import type { MigrationInterface, QueryRunner } from 'typeorm';

const READ = (table: string) => `
  contract_id = (select app.held_contract())
  or exists (select from contracts c where c.id = ${table}.contract_id)
`;

/** Of any contract that the author sees: an alternant asks, and withdraws, on their own. */
const SEEN = `(contract_id = (select app.held_contract()) or app.sees_contract(contract_id))`;
/** Of another: nobody answers for themselves. */
const OF_ANOTHER = `(contract_id = (select app.held_contract_of_another()) or app.sees_contract_of_another(contract_id))`;

/** Somebody asks for sign-offs; somebody takes it on; it is decided or withdrawn: three facts. */
export class CreateSignOffRequests1796000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sign_off_requests (
        id          uuid not null constraint sign_off_requests_pkey primary key,
        contract_id uuid not null constraint sign_off_requests_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        asked_by    uuid not null constraint sign_off_requests_asked_by_fkey references people,
        items       jsonb not null constraint sign_off_requests_names_items check (jsonb_array_length(items) > 0)
      )
    `);
    await runner.query(
      `create unique index sign_off_requests_in_order on sign_off_requests (contract_id, sequence)`,
    );
    await runner.query(`
      create table sign_off_request_claims (
        id          uuid not null constraint sign_off_request_claims_pkey primary key,
        request_id  uuid not null constraint sign_off_request_claims_request_id_fkey references sign_off_requests,
        contract_id uuid not null constraint sign_off_request_claims_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        claimed_by  uuid not null constraint sign_off_request_claims_claimed_by_fkey references people,
        attempt     integer not null
      )
    `);
    await runner.query(
      `create unique index sign_off_request_claims_in_order on sign_off_request_claims (contract_id, sequence)`,
    );
    await runner.query(
      `create unique index sign_off_request_claims_one_at_a_time on sign_off_request_claims (request_id, attempt)`,
    );
    await runner.query(`
      create table sign_off_request_ends (
        id          uuid not null constraint sign_off_request_ends_pkey primary key,
        request_id  uuid not null constraint sign_off_request_ends_request_id_fkey references sign_off_requests,
        contract_id uuid not null constraint sign_off_request_ends_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        ended_by    uuid not null constraint sign_off_request_ends_ended_by_fkey references people,
        ended_as    text not null constraint sign_off_request_ends_end_known check (ended_as in ('decided', 'withdrawn'))
      )
    `);
    await runner.query(
      `create unique index sign_off_request_ends_once on sign_off_request_ends (request_id)`,
    );
    await runner.query(
      `create unique index sign_off_request_ends_in_order on sign_off_request_ends (contract_id, sequence)`,
    );
    await runner.query(`
      alter table sign_offs
      add column request_id uuid constraint sign_offs_request_id_fkey references sign_off_requests
    `);
    await policies(runner, 'sign_off_requests', `asked_by = (select app.person_id()) and ${SEEN}`);
    await policies(
      runner,
      'sign_off_request_claims',
      `claimed_by = (select app.person_id()) and ${OF_ANOTHER}`,
    );
    await policies(
      runner,
      'sign_off_request_ends',
      `ended_by = (select app.person_id()) and case ended_as
         when 'decided' then ${OF_ANOTHER}
         else ${SEEN} and exists (
           select from sign_off_requests r where r.id = request_id and r.asked_by = ended_by
         )
       end`,
    );
    // Which of two levels is higher, where a mandate says how high it may sign. Unknown: below the first.
    await runner.query(`
      create function app.level_index(levels jsonb, wanted text) returns integer
      language sql immutable
      return (
        select coalesce(min(l.place), 0)::integer
        from jsonb_array_elements(levels) with ordinality as l (level, place)
        where l.level ->> 'code' = wanted
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.level_index`);
    await runner.query(`alter table sign_offs drop column request_id`);
    await runner.query(`drop table sign_off_request_ends, sign_off_request_claims, sign_off_requests`);
  }
}

async function policies(runner: QueryRunner, table: string, mayWrite: string): Promise<void> {
  await runner.query(`grant select, insert on ${table} to palier_api`);
  await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
  await runner.query(`alter table ${table} enable row level security`);
  await runner.query(`alter table ${table} force row level security`);
  await runner.query(
    `create policy ${table}_read on ${table} for select to palier_api using (${READ(table)})`,
  );
  await runner.query(
    `create policy ${table}_write on ${table} for insert to palier_api with check (${mayWrite})`,
  );
  await runner.query(
    `create policy ${table}_upkeep on ${table} for all to palier_maintenance using (true) with check (true)`,
  );
}
