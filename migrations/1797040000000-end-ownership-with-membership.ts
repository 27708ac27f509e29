import type { MigrationInterface, QueryRunner } from 'typeorm';

const ADMINISTERED = `(select app.organisations_as('hr', 'centre_admin'))::uuid[]`;

/** A membership in an organisation of the caller; `days` after its last day included. */
const member = (days: number) => `exists (
  select from memberships m
  where m.person_id = people.id
    and (m.until_day is null or m.until_day ${days > 0 ? `+ ${days} ` : ''}> (select app.today()))
    and m.organisation_id = any (${ADMINISTERED})
)`;
const SELF = `id = (select app.person_id())`;
const PLATFORM = `(select app.is_platform_admin())`;
const OWNED = `owner_id = any (${ADMINISTERED})`;
/** Recorded, or invited, and nowhere yet. */
const EXPECTED = `(${OWNED} and app.never_a_member(id))`;
const BY_CONTRACT = `
  exists (select from contracts c where c.alternant_id = people.id)
  or exists (select from mandates m where m.person_id = people.id)
  or (select app.is_signing_in())
`;
const DEFINER = `stable security definer set search_path = public, pg_temp`;

/**
 * What an organisation may know and change of a person ends with the membership there, whoever recorded them. For 30 days it
 * still finds the name, to correct an end made by mistake. Who somebody signed a contract as is for its centre to correct.
 */
export class EndOwnershipWithMembership1797040000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await corrections(runner);
    await functions(runner);
    await policies(runner);
    await trigger(runner);
    await runner.query(`
      alter table journal_entries drop constraint journal_entries_within_a_day,
        add constraint journal_entries_within_a_day check (minutes between 1 and 1500)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table journal_entries drop constraint journal_entries_within_a_day,
        add constraint journal_entries_within_a_day check (minutes between 1 and 1440)
    `);
    await runner.query(`drop trigger people_identity_is_kept on people`);
    await formerPolicies(runner);
    await runner.query(`
      drop function app.keep_name, app.hold_identity, app.renew_contracts_of, app.renew_person, app.keep_identity,
        app.person_of_external_id, app.says_the_same, app.left_lately, app.was_member
    `);
    await runner.query(`drop table person_corrections`);
    await runner.query(`drop function app.corrects_identity, app.holds_signed_contract`);
    await runner.query(
      accountsAdministeredBy(`(
      exists (
        select from people p
        where p.id = administers_account_of.person and p.owner_id = any (app.organisations_as('hr', 'centre_admin'))
      )
      or exists (
        select from memberships m
        where m.person_id = administers_account_of.person
          and (m.until_day is null or m.until_day + 30 > app.today())
          and m.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
      )
    )`),
    );
    await runner.query(`drop function app.never_a_member`);
  }
}

async function corrections(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.holds_signed_contract(person uuid) returns boolean language sql ${DEFINER}
      return app.is_signed_in() and exists (
        select from contracts c
        where c.alternant_id = holds_signed_contract.person and c.signed_on is not null and c.cancelled_on is null
      )
  `);
  // Of contracts that are over only the last one counts: a centre that somebody left for another corrects nothing. Nobody
  // corrects themself, nor by a client of which they know a secret.
  await runner.query(`
    create function app.corrects_identity(person uuid) returns boolean language sql ${DEFINER}
      return person <> all (app.people_behind_caller()) and (app.is_platform_admin() or exists (
        select from contracts c
        where c.alternant_id = corrects_identity.person and c.signed_on is not null and c.cancelled_on is null
          and c.training_centre_id = any (app.organisations_as('centre_admin'))
          and (c.held_until > app.today() or not exists (
            select from contracts later
            where later.alternant_id = c.alternant_id and later.signed_on is not null and later.cancelled_on is null
              and later.held_until > c.held_until
          ))
      ))
  `);
  await runner.query(`
    create table person_corrections (
      person_id          uuid not null constraint person_corrections_person_id_fkey references people,
      version            integer not null,
      recorded_at        timestamptz not null,
      corrected_by       uuid constraint person_corrections_corrected_by_fkey references people,
      corrected_by_client uuid constraint person_corrections_corrected_by_client_fkey references api_clients,
      reason             text not null,
      given_name_before  text not null,
      family_name_before text not null,
      birth_date_before  date,
      given_name_after   text not null,
      family_name_after  text not null,
      birth_date_after   date,
      constraint person_corrections_pkey primary key (person_id, version),
      constraint person_corrections_have_one_author check (num_nonnulls(corrected_by, corrected_by_client) = 1)
    )
  `);
  await runner.query(`alter table person_corrections enable row level security`);
  await runner.query(`alter table person_corrections force row level security`);
  await runner.query(`grant select, insert on person_corrections to palier_api`);
  await runner.query(`grant select, insert, update, delete on person_corrections to palier_maintenance`);
  await runner.query(`
    create policy person_corrections_upkeep on person_corrections for all to palier_maintenance using (true) with check (true)
  `);
  await runner.query(`
    create policy person_corrections_read on person_corrections for select to palier_api
      using (person_id = (select app.person_id()) or app.corrects_identity(person_id))
  `);
  await runner.query(`
    create policy person_corrections_write on person_corrections for insert to palier_api
      with check (
        corrected_by is not distinct from (select app.person_id())
        and corrected_by_client is not distinct from (select app.client_id())
        and app.corrects_identity(person_id)
      )
  `);
}

async function functions(runner: QueryRunner): Promise<void> {
  // What stands in the record, and nothing else, becomes a name of it: nobody writes the history of names.
  await runner.query(`
    create function app.keep_name(person uuid) returns void language sql
      volatile security definer set search_path = public, pg_temp
      begin atomic
        insert into person_names (person_id, recorded_at, version, given_name, family_name)
        select p.id, p.updated_at, p.version, p.given_name, p.family_name
        from people p
        where p.id = keep_name.person and app.is_signed_in()
        on conflict do nothing;
      end
  `);
  // The contracts first: whoever signs one holds it, and reads who the alternant is. Held alone, as whoever writes a contract
  // holds it: whoever reads it asks the row who is writing.
  await runner.query(`
    create function app.hold_identity(person uuid, out is_protected boolean, out may_correct boolean, out birth_date date)
      language plpgsql
      volatile security definer set search_path = public, pg_temp as $$
      begin
        if app.is_signed_in() then
          perform from contracts c where c.alternant_id = hold_identity.person order by c.id for update;
        end if;
        is_protected := app.holds_signed_contract(hold_identity.person);
        may_correct := app.corrects_identity(hold_identity.person);
        if may_correct then
          select p.birth_date into birth_date from people p where p.id = hold_identity.person;
        end if;
      end $$
  `);
  await runner.query(`
    create function app.was_member(person uuid) returns boolean language sql ${DEFINER}
      return exists (
        select from memberships m
        where m.person_id = was_member.person and m.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
      )
  `);
  await runner.query(`
    create function app.left_lately(person uuid) returns boolean language sql ${DEFINER}
      return exists (
        select from memberships m
        where m.person_id = left_lately.person
          and m.until_day <= app.today() and m.until_day + 30 > app.today()
          and m.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
      )
  `);
  await runner.query(`
    create function app.says_the_same(
      person uuid, given_name text, family_name text, birth_date date, email text, phone text
    ) returns boolean language sql ${DEFINER}
      return app.left_lately(person) and exists (
        select from people p
        where p.id = says_the_same.person
          and p.given_name is not distinct from says_the_same.given_name
          and p.family_name is not distinct from says_the_same.family_name
          and p.birth_date is not distinct from says_the_same.birth_date
          and p.email is not distinct from says_the_same.email
          and p.phone is not distinct from says_the_same.phone
      )
  `);
  // An answer shows the name of its alternant, and what the birth date makes of the contract.
  await runner.query(`
    create function app.renew_contracts_of(person uuid, at timestamptz) returns void language sql
      volatile security definer set search_path = public, pg_temp
      begin atomic
        update contracts c
        set version = c.version + 1, updated_at = greatest(c.updated_at, renew_contracts_of.at)
        where c.alternant_id = renew_contracts_of.person
          and (
            c.alternant_id = app.person_id()
            or app.is_platform_admin()
            or app.was_member(c.alternant_id)
            or app.corrects_identity(c.alternant_id)
          );
      end
  `);
  await runner.query(`
    create function app.renew_person(person uuid, known integer, at timestamptz) returns boolean language plpgsql
      volatile security definer set search_path = public, pg_temp as $$
      begin
        if not app.was_member(renew_person.person) then
          return false;
        end if;
        update people p set version = p.version + 1, updated_at = renew_person.at
        where p.id = renew_person.person and p.version = renew_person.known;
        return found;
      end $$
  `);
  await runner.query(`
    create function app.person_of_external_id(owner uuid, wanted text) returns uuid language sql ${DEFINER}
      return (
        select p.id from people p
        where p.owner_id is not distinct from person_of_external_id.owner
          and p.external_id = person_of_external_id.wanted
          and (app.is_platform_admin() or p.owner_id = any (app.organisations_as('hr', 'centre_admin')))
      )
  `);
  await runner.query(`
    create function app.never_a_member(person uuid) returns boolean language sql ${DEFINER}
      return app.is_signed_in()
        and not exists (select from memberships m where m.person_id = never_a_member.person)
  `);
  await runner.query(
    accountsAdministeredBy(`(
      exists (
        select from memberships m
        where m.person_id = administers_account_of.person
          and (m.until_day is null or m.until_day > app.today())
          and m.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
      )
      or exists (
        select from people p
        where p.id = administers_account_of.person
          and p.owner_id = any (app.organisations_as('hr', 'centre_admin'))
          and app.never_a_member(p.id)
      )
    )`),
  );
}

const accountsAdministeredBy = (relation: string) => `
  create or replace function app.administers_account_of(person uuid) returns boolean language sql ${DEFINER}
    return person <> app.person_id()
      and (app.is_platform_admin() or (${relation} and not app.stands_elsewhere(person)))
`;

async function policies(runner: QueryRunner): Promise<void> {
  await runner.query(`
    alter policy people_read on people using (${SELF} or ${PLATFORM} or ${member(30)} or ${EXPECTED} or ${BY_CONTRACT})
  `);
  await runner.query(`
    alter policy people_update on people using (${SELF} or ${PLATFORM} or ${member(0)} or ${EXPECTED} or app.corrects_identity(id))
  `);
  await runner.query(`drop policy person_names_write on person_names`);
  await runner.query(`revoke insert on person_names from palier_api`);
}

async function formerPolicies(runner: QueryRunner): Promise<void> {
  const managed = `${SELF} or ${PLATFORM} or ${OWNED} or ${member(30)}`;
  await runner.query(`alter policy people_read on people using (${managed} or ${BY_CONTRACT})`);
  await runner.query(`alter policy people_update on people using (${managed})`);
  await runner.query(`grant insert on person_names to palier_api`);
  await runner.query(`
    create policy person_names_write on person_names for insert to palier_api
      with check (exists (select from people where people.id = person_names.person_id and (${managed})))
  `);
}

/** The second wall behind the policy of the service: a role that may change a phone may not change who signed. */
async function trigger(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.keep_identity() returns trigger language plpgsql as $$
      begin
        if current_user = 'palier_api' and app.holds_signed_contract(old.id) and not app.corrects_identity(old.id) then
          raise exception 'identity_protected' using errcode = 'PA403';
        end if;
        return new;
      end $$
  `);
  await runner.query(`
    create trigger people_identity_is_kept before update on people for each row
      when (
        old.given_name is distinct from new.given_name
        or old.family_name is distinct from new.family_name
        or old.birth_date is distinct from new.birth_date
      )
      execute function app.keep_identity()
  `);
}
