import type { MigrationInterface, QueryRunner } from 'typeorm';

const READ = (table: string) => `
  contract_id = (select app.held_contract())
  or exists (select from contracts c where c.id = ${table}.contract_id)
`;

/** By whoever it names, about another. */
const BY_ANOTHER = (author: string) => `
  ${author} = (select app.person_id())
  and (contract_id = (select app.held_contract_of_another()) or app.sees_contract_of_another(contract_id))
`;

const EVENTS_READ = READ('events');

/**
 * An alternant contests a fact, somebody rules on it or it is withdrawn, and what is overturned is as if it had never been
 * recorded: three facts. The employer's HR read the last only, since ladders follow from it.
 */
export class CreateDisputes1796100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table disputes (
        id                uuid not null constraint disputes_pkey primary key,
        contract_id       uuid not null constraint disputes_contract_id_fkey references contracts,
        sequence          bigint not null,
        recorded_at       timestamptz not null,
        opened_by         uuid not null constraint disputes_opened_by_fkey references people,
        on_behalf_of      text constraint disputes_on_behalf_of_known check (on_behalf_of = 'legal_representative'),
        sign_off_id       uuid constraint disputes_sign_off_id_fkey references sign_offs,
        revocation_id     uuid constraint disputes_revocation_id_fkey references revocations,
        level_decision_id uuid constraint disputes_level_decision_id_fkey references level_decisions,
        attempt           integer not null,
        grounds           text not null,
        constraint disputes_about_one_fact check (num_nonnulls(sign_off_id, revocation_id, level_decision_id) = 1)
      )
    `);
    await runner.query(`create unique index disputes_in_order on disputes (contract_id, sequence)`);
    for (const fact of ['sign_off', 'revocation', 'level_decision']) {
      // \`attempt\`: how often it was contested and withdrawn before, so that one dispute is open, or was ruled on.
      await runner.query(
        `create unique index disputes_one_of_${fact} on disputes (${fact}_id, attempt) where ${fact}_id is not null`,
      );
    }
    await runner.query(`
      create table dispute_endings (
        id          uuid not null constraint dispute_endings_pkey primary key,
        dispute_id  uuid not null constraint dispute_endings_dispute_id_fkey references disputes,
        contract_id uuid not null constraint dispute_endings_contract_id_fkey references contracts,
        sequence    bigint not null,
        recorded_at timestamptz not null,
        ended_by    uuid not null constraint dispute_endings_ended_by_fkey references people,
        ending      text not null constraint dispute_endings_ending_known
                      check (ending in ('fact_stands', 'fact_overturned', 'withdrawn')),
        reason      text,
        constraint dispute_endings_ruling_has_reason check ((ending = 'withdrawn') = (reason is null))
      )
    `);
    await runner.query(`create unique index dispute_endings_once on dispute_endings (dispute_id)`);
    await runner.query(
      `create unique index dispute_endings_in_order on dispute_endings (contract_id, sequence)`,
    );
    await runner.query(`
      create table overturns (
        id                uuid not null constraint overturns_pkey primary key,
        contract_id       uuid not null constraint overturns_contract_id_fkey references contracts,
        sequence          bigint not null,
        recorded_at       timestamptz not null,
        overturned_by     uuid not null constraint overturns_overturned_by_fkey references people,
        sign_off_id       uuid constraint overturns_sign_off_id_fkey references sign_offs,
        revocation_id     uuid constraint overturns_revocation_id_fkey references revocations,
        level_decision_id uuid constraint overturns_level_decision_id_fkey references level_decisions,
        constraint overturns_one_fact check (num_nonnulls(sign_off_id, revocation_id, level_decision_id) = 1)
      )
    `);
    await runner.query(`create unique index overturns_in_order on overturns (contract_id, sequence)`);
    for (const fact of ['sign_off', 'revocation', 'level_decision']) {
      await runner.query(
        `create unique index overturns_${fact}_once on overturns (${fact}_id) where ${fact}_id is not null`,
      );
    }
    // What was given back may be revoked again: once each time.
    await runner.query(`alter table revocations add column attempt integer not null default 0`);
    await runner.query(`drop index revocations_once`);
    await runner.query(`create unique index revocations_once on revocations (sign_off_id, attempt)`);
    await rights(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter policy events_read on events using (${EVENTS_READ})`);
    await runner.query(`drop table overturns, dispute_endings, disputes`);
    await runner.query(`drop index revocations_once`);
    await runner.query(`alter table revocations drop column attempt`);
    await runner.query(`create unique index revocations_once on revocations (sign_off_id)`);
    await runner.query(`drop function app.author_of_disputed(uuid)`);
    await runner.query(`drop function app.author_of_fact(uuid, uuid, uuid)`);
    await runner.query(`drop function app.last_event(uuid, timestamptz)`);
    await runner.query(`drop function app.is_confidential(text)`);
    await runner.query(`drop function app.reads_confidences(uuid)`);
  }
}

async function rights(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.reads_confidences(wanted uuid) returns boolean
    language plpgsql stable
    as $$ begin return exists (select from contracts c where c.id = wanted and app.reads_comments(c)); end $$
  `);
  // The definer functions keep policies from reading their own table, and rows that the reader may not see.
  await runner.query(`
    create function app.author_of_fact(sign_off uuid, revocation uuid, level_decision uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    return coalesce(
      (select s.signer_id from sign_offs s where s.id = sign_off),
      (select r.revoked_by from revocations r where r.id = revocation),
      (select l.decided_by from level_decisions l where l.id = level_decision)
    )
  `);
  await runner.query(`
    create function app.author_of_disputed(dispute uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    return (
      select app.author_of_fact(d.sign_off_id, d.revocation_id, d.level_decision_id) from disputes d where d.id = dispute
    )
  `);
  for (const table of ['disputes', 'dispute_endings', 'overturns']) {
    await runner.query(`grant select, insert on ${table} to palier_api`);
    await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
    await runner.query(`alter table ${table} enable row level security`);
    await runner.query(`alter table ${table} force row level security`);
    await runner.query(
      `create policy ${table}_upkeep on ${table} for all to palier_maintenance using (true) with check (true)`,
    );
  }
  for (const table of ['disputes', 'dispute_endings']) {
    await runner.query(
      `create policy ${table}_read on ${table} for select to palier_api using (app.reads_confidences(contract_id))`,
    );
  }
  await runner.query(`
    create policy disputes_write on disputes for insert to palier_api with check (
      opened_by = (select app.person_id())
      and app.reads_confidences(contract_id)
      and (on_behalf_of is not null) = app.sees_contract_of_another(contract_id)
    )
  `);
  await runner.query(`
    create policy dispute_endings_write on dispute_endings for insert to palier_api with check (
      ended_by = (select app.person_id())
      and app.reads_confidences(contract_id)
      and (
        ending = 'withdrawn'
        or (app.sees_contract_of_another(contract_id) and app.author_of_disputed(dispute_id) <> ended_by)
      )
    )
  `);
  await runner.query(
    `create policy overturns_read on overturns for select to palier_api using (${READ('overturns')})`,
  );
  await runner.query(`
    create policy overturns_write on overturns for insert to palier_api with check (
      ${BY_ANOTHER('overturned_by')}
      and app.author_of_fact(sign_off_id, revocation_id, level_decision_id) <> overturned_by
    )
  `);
  // What the history tells of disputes is for those who read them.
  await runner.query(`
    create function app.is_confidential(type text) returns boolean
    language sql immutable
    return split_part(type, '.', 1) = 'dispute'
  `);
  await runner.query(`
    alter policy events_read on events using (
      (${EVENTS_READ})
      and (not app.is_confidential(type) or app.reads_confidences(contract_id))
    )
  `);
  // Where a contract's history stood, whoever asks: the same for those who do not read all of it.
  await runner.query(`
    create function app.last_event(wanted uuid, at timestamptz) returns table (sequence bigint, recorded_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
      select e.sequence, e.recorded_at
      from events e
      where e.contract_id = last_event.wanted
        and e.recorded_at <= last_event.at
      order by e.sequence desc
      limit 1;
    end
  `);
}
