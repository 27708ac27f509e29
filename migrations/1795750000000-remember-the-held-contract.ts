import type { MigrationInterface, QueryRunner } from 'typeorm';

// What a policy asked of every row of every table, whether the contract is seen, is answered once for the contract that
// a transaction is about: docs/decisions/0017.

const READ = [
  'events',
  'level_decisions',
  'mandate_absences',
  'mandates',
  'observation_withdrawals',
  'observations',
  'progress',
  'resumptions',
  'revocations',
  'sign_offs',
];

const VISIBLE = `
  alternant_id = (select app.person_id())
  or id = any ((select app.contracts_mandated())::uuid[])
  or employer_id = any ((select app.organisations_as('hr', 'auditor'))::uuid[])
  or training_centre_id = any ((select app.organisations_as('centre_admin', 'auditor'))::uuid[])
`;

/** The facts that nobody records about themselves: each insert policy, and the column of who recorded it. */
const JUDGED = [
  ['observations', 'observations_write', 'observer_id', ''],
  ['observation_withdrawals', 'observation_withdrawals_write', 'withdrawn_by', ''],
  ['sign_offs', 'sign_offs_never_for_oneself', 'signer_id', ''],
  ['revocations', 'revocations_write', 'revoked_by', ''],
  ['resumptions', 'resumptions_write', 'recorded_by', ''],
  [
    'level_decisions',
    'level_decisions_by_two_people',
    'decided_by',
    'and (cosigns is null or app.decided_by(cosigns) <> decided_by)',
  ],
] as const;

const EVENTS_WRITTEN = `
  actor_person_id is not distinct from (select app.person_id())
  and actor_client_id is not distinct from (select app.client_id())
`;

/** The mandates of today, read by every policy: a plan kept by PL/pgSQL costs a third of one that SQL starts anew. */
const MANDATED = `
  coalesce((
    select array_agg(m.contract_id)
    from mandates m
    where m.person_id = app.person_id()
      and (m.until_day is null or (m.until_day > m.from_day and m.until_day + 30 > app.today()))
  ), '{}'::uuid[])
`;

/** Whoever enters, nothing is held yet: `forget` says so where there is something to forget. */
const enter = (forget: string) => `
  create or replace function app.enter(kind text, caller uuid, subject uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
    declare
      is_client boolean := kind = 'client';
      role text;
    begin
      perform set_config('app.kind', kind, true),
              set_config('app.account_id', coalesce(case when not is_client then caller::text end, ''), true),
              set_config('app.person_id', coalesce(case when not is_client then subject::text end, ''), true),
              set_config('app.client_id', coalesce(case when is_client then caller::text end, ''), true),
              set_config('app.organisation_id', coalesce(case when is_client then subject::text end, ''), true),
              ${forget}set_config('app.now', at::text, true);
      if is_client then
        role := app.client_role(caller, subject, app.today());
        perform set_config('app.client_role', coalesce(role, ''), true);
        if role is null then
          raise exception 'client_closed' using errcode = 'PA401';
        end if;
      elsif kind = 'person' and not exists (
        select from accounts a where a.id = caller and a.person_id = subject and a.disabled_at is null
      ) then
        raise exception 'account_closed' using errcode = 'PA401';
      end if;
    end $$
`;

const FORGET = `set_config('app.held_contract', '', true),
              set_config('app.held_contract_of_another', '', true),
              `;

export class RememberTheHeldContract1795750000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function app.contracts_mandated() returns uuid[]
      language plpgsql stable security definer set search_path = public, pg_temp
      as $$ begin return ${MANDATED}; end $$
    `);
    await runner.query(enter(FORGET));
    await runner.query(`
      create function app.held_contract() returns uuid
      language sql stable
      return app.setting('app.held_contract')::uuid
    `);
    await runner.query(`
      create function app.held_contract_of_another() returns uuid
      language sql stable
      return app.setting('app.held_contract_of_another')::uuid
    `);
    await runner.query(`
      create function app.remember_contract(wanted uuid, alternant uuid) returns void
      language plpgsql
      as $$
      begin
        perform set_config('app.held_contract', coalesce(wanted::text, ''), true),
                set_config('app.held_contract_of_another',
                  case when alternant is distinct from app.person_id() then coalesce(wanted::text, '') else '' end, true);
      end $$
    `);
    // As the caller: row security says whether the contract is seen, and only then is it remembered.
    await runner.query(`
      create function app.look_at(wanted uuid) returns void
      language plpgsql
      as $$
      declare
        alternant uuid;
      begin
        perform app.remember_contract(null, null);
        select c.alternant_id into alternant from contracts c where c.id = wanted;
        if found then
          perform app.remember_contract(wanted, alternant);
        end if;
      end $$
    `);
    await runner.query(`
      create function app.hold(wanted uuid) returns void
      language plpgsql
      as $$
      declare
        alternant uuid;
      begin
        perform app.remember_contract(null, null);
        select c.alternant_id into alternant from contracts c where c.id = wanted for update;
        if found then
          perform app.remember_contract(wanted, alternant);
        end if;
      end $$
    `);
    await runner.query(`
      create function app.sees_contract(wanted uuid) returns boolean
      language plpgsql stable
      as $$ begin return exists (select from contracts c where c.id = wanted); end $$
    `);
    await runner.query(`
      create function app.sees_contract_of_another(wanted uuid) returns boolean
      language plpgsql stable
      as $$
      begin
        return exists (select from contracts c where c.id = wanted and c.alternant_id is distinct from app.person_id());
      end $$
    `);
    for (const policy of ['contracts_read', 'contracts_update']) {
      await runner.query(
        `alter policy ${policy} on contracts using (id = (select app.held_contract()) or ${VISIBLE})`,
      );
    }
    await runner.query(`drop policy progress_of_visible_contracts on progress`);
    await runner.query(`create policy progress_read on progress for select to palier_api using (false)`);
    for (const table of READ) {
      await runner.query(`
        alter policy ${table}_read on ${table} using (
          contract_id = (select app.held_contract())
          or exists (select from contracts c where c.id = ${table}.contract_id)
        )
      `);
    }
    const ofAnother = `
      contract_id = (select app.held_contract_of_another()) or app.sees_contract_of_another(contract_id)
    `;
    await runner.query(
      `create policy progress_write on progress for insert to palier_api with check (${ofAnother})`,
    );
    await runner.query(`
      create policy progress_update on progress for update to palier_api
      using (contract_id = (select app.held_contract()) or app.sees_contract(contract_id))
      with check (${ofAnother})
    `);
    for (const [table, policy, author, also] of JUDGED) {
      await runner.query(`
        alter policy ${policy} on ${table} with check (
          ${author} = (select app.person_id()) and (${ofAnother}) ${also}
        )
      `);
    }
    await runner.query(`
      alter policy events_write on events with check (
        ${EVENTS_WRITTEN} and (contract_id = (select app.held_contract()) or app.sees_contract(contract_id))
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(enter(''));
    const seen = (table: string) => `exists (select from contracts c where c.id = ${table}.contract_id)`;
    const ofAnother = (table: string, author: string) =>
      `exists (select from contracts c where c.id = ${table}.contract_id and c.alternant_id <> ${author})`;
    await runner.query(
      `alter policy events_write on events with check (${EVENTS_WRITTEN} and ${seen('events')})`,
    );
    for (const [table, policy, author, also] of JUDGED) {
      await runner.query(`
        alter policy ${policy} on ${table} with check (
          ${author} = (select app.person_id()) and ${ofAnother(table, `${table}.${author}`)} ${also}
        )
      `);
    }
    for (const table of READ) {
      await runner.query(`alter policy ${table}_read on ${table} using (${seen(table)})`);
    }
    for (const policy of ['progress_read', 'progress_write', 'progress_update']) {
      await runner.query(`drop policy ${policy} on progress`);
    }
    await runner.query(`
      create policy progress_of_visible_contracts on progress for all to palier_api
      using (${seen('progress')})
      with check (${ofAnother('progress', '(select app.person_id())')})
    `);
    for (const policy of ['contracts_read', 'contracts_update']) {
      await runner.query(`alter policy ${policy} on contracts using (${VISIBLE})`);
    }
    for (const name of [
      'sees_contract_of_another(uuid)',
      'sees_contract(uuid)',
      'hold(uuid)',
      'look_at(uuid)',
      'remember_contract(uuid, uuid)',
      'held_contract_of_another()',
      'held_contract()',
    ]) {
      await runner.query(`drop function app.${name}`);
    }
    await runner.query(`
      create or replace function app.contracts_mandated() returns uuid[]
      language sql stable security definer set search_path = public, pg_temp
      return ${MANDATED}
    `);
  }
}
