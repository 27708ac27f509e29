import type { MigrationInterface, QueryRunner } from 'typeorm';

const READ = (table: string) => `
  contract_id = (select app.held_contract())
  or exists (select from contracts c where c.id = ${table}.contract_id)
`;
const BY_THEMSELVES = `recorded_by = (select app.person_id())`;
const OF_ANOTHER = `
  contract_id = (select app.held_contract_of_another()) or app.sees_contract_of_another(contract_id)
`;
const OF_ONESELF = (table: string) => `
  exists (select from contracts c where c.id = ${table}.contract_id and c.alternant_id = ${table}.recorded_by)
`;
/**
 * The journal of what the alternant did, and what became of each entry; the training plan, and what was taken out of
 * it. All are facts.
 */
export class CreateJournalAndPlan1796250000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createJournal(runner);
    await createPlan(runner);
    for (const table of ['journal_entries', 'journal_entry_steps', 'plan_items', 'plan_item_withdrawals']) {
      await runner.query(`create unique index ${table}_in_order on ${table} (contract_id, sequence)`);
      await runner.query(`grant select, insert on ${table} to palier_api`);
      await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
      await runner.query(`alter table ${table} enable row level security`);
      await runner.query(`alter table ${table} force row level security`);
      await runner.query(
        `create policy ${table}_read on ${table} for select to palier_api using (${READ(table)})`,
      );
      await runner.query(
        `create policy ${table}_upkeep on ${table} for all to palier_maintenance using (true) with check (true)`,
      );
    }
    const write = (table: string, check: string) =>
      runner.query(
        `create policy ${table}_write on ${table} for insert to palier_api with check (${BY_THEMSELVES} and ${check})`,
      );
    await write('journal_entries', OF_ONESELF('journal_entries'));
    await write(
      'journal_entry_steps',
      `
      case kind when 'withdrawn' then ${OF_ONESELF('journal_entry_steps')} else ${OF_ANOTHER} end
      and exists (
        select from journal_entries j
        where j.id = journal_entry_steps.journal_entry_id and j.contract_id = journal_entry_steps.contract_id
      )
      `,
    );
    // A policy of a table does not ask that table itself; a function may.
    await runner.query(`
      create function app.plan_item_stands(contract uuid, item uuid) returns boolean
      language plpgsql stable
      as $$
      begin
        return exists (select from plan_items p where p.id = item and p.contract_id = contract)
          and not exists (select from plan_items r where r.replaces = item)
          and not exists (select from plan_item_withdrawals w where w.plan_item_id = item);
      end $$
    `);
    await write(
      'plan_items',
      `(${OF_ANOTHER}) and (replaces is null or app.plan_item_stands(contract_id, replaces))`,
    );
    await write(
      'plan_item_withdrawals',
      `(${OF_ANOTHER}) and app.plan_item_stands(contract_id, plan_item_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table plan_item_withdrawals, plan_items, journal_entry_steps, journal_entries`);
  }
}

async function createJournal(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table journal_entries (
      id                 uuid not null constraint journal_entries_pkey primary key,
      contract_id        uuid not null constraint journal_entries_contract_id_fkey references contracts,
      sequence           bigint not null,
      recorded_at        timestamptz not null,
      recorded_by        uuid not null constraint journal_entries_recorded_by_fkey references people,
      on_day             date not null,
      mission            text not null,
      minutes            integer not null constraint journal_entries_within_a_day check (minutes between 1 and 1440),
      text               text,
      beyond_entitlement boolean not null,
      reasons            text[] not null,
      constraint journal_entries_beyond_for_reasons check (beyond_entitlement = (cardinality(reasons) > 0))
    )
  `);
  await runner.query(`create index journal_entries_of_day on journal_entries (contract_id, on_day)`);
  await runner.query(`
    create table journal_entry_steps (
      id               uuid not null constraint journal_entry_steps_pkey primary key,
      journal_entry_id uuid not null constraint journal_entry_steps_journal_entry_id_fkey references journal_entries,
      contract_id      uuid not null constraint journal_entry_steps_contract_id_fkey references contracts,
      sequence         bigint not null,
      recorded_at      timestamptz not null,
      recorded_by      uuid not null constraint journal_entry_steps_recorded_by_fkey references people,
      kind             text not null constraint journal_entry_steps_kind_known check (kind in ('acknowledged', 'withdrawn')),
      reason           text,
      constraint journal_entry_steps_withdrawn_for_a_reason check ((kind = 'withdrawn') = (reason is not null))
    )
  `);
  await runner.query(
    `create unique index journal_entry_steps_once on journal_entry_steps (journal_entry_id)`,
  );
}

async function createPlan(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table plan_items (
      id           uuid not null constraint plan_items_pkey primary key,
      contract_id  uuid not null constraint plan_items_contract_id_fkey references contracts,
      sequence     bigint not null,
      recorded_at  timestamptz not null,
      recorded_by  uuid not null constraint plan_items_recorded_by_fkey references people,
      replaces     uuid constraint plan_items_replaces_fkey references plan_items,
      horizon      text not null constraint plan_items_horizon_known check (horizon in ('short', 'medium', 'long')),
      mission      text,
      competencies jsonb not null,
      place        text not null constraint plan_items_place_known check (place in ('employer', 'training_centre')),
      unit         text,
      by_day       date not null,
      note         text,
      constraint plan_items_something_to_learn check (mission is not null or jsonb_array_length(competencies) > 0)
    )
  `);
  await runner.query(`create unique index plan_items_replaced_once on plan_items (replaces)`);
  await runner.query(`create index plan_items_by_day on plan_items (contract_id, by_day, sequence)`);
  await runner.query(`
    create table plan_item_withdrawals (
      id           uuid not null constraint plan_item_withdrawals_pkey primary key,
      plan_item_id uuid not null constraint plan_item_withdrawals_plan_item_id_fkey references plan_items,
      contract_id  uuid not null constraint plan_item_withdrawals_contract_id_fkey references contracts,
      sequence     bigint not null,
      recorded_at  timestamptz not null,
      recorded_by  uuid not null constraint plan_item_withdrawals_recorded_by_fkey references people,
      reason       text not null
    )
  `);
  await runner.query(
    `create unique index plan_item_withdrawals_once on plan_item_withdrawals (plan_item_id)`,
  );
}
