import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINER = `security definer set search_path = public, pg_temp`;
const TUTORS = `('main_tutor', 'co_tutor', 'substitute')`;

/** A secret that opens at that instant, or opened a token that may still be in use. */
const secretOpens = (at: string) => `(s.expires_at is null or s.expires_at > ${at} - interval '65 minutes')`;

/** What stood before, for the way back. */
const GIVERS = `
  exists (
    select from contracts c
    where c.id = mandates.contract_id
      and (
        c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
`;
const AUTHOR = `
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
`;

/**
 * Nobody gives themself a right, neither in person nor by a program whose secret they know: mandates, confidences, roles,
 * accounts that the platform closed, and drafts that name other people's alternants.
 */
export class ConstrainSelfGivenRights1797030000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await clientsHaveMakers(runner);
    await nobodyOpensTheirOwnMandate(runner);
    await confidencesAreGivenByAnother(runner);
    await rolesThatReadAreGivenByPeople(runner);
    await thePlatformEnablesWhatItDisabled(runner);
    await draftsTouchNobody(runner);
    await signaturesNeedTheirOwnAlternant(runner);
    await answersAreKeptForTheirCaller(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function app.stored_answer(caller uuid, wanted text, at timestamptz)
      returns table (request_hash bytea, status integer, headers jsonb, sealed_body bytea)
      language sql stable ${DEFINER} begin atomic
        select k.request_hash, k.status, k.headers, k.sealed_body
        from idempotency_keys k
        where k.caller_id = stored_answer.caller
          and k.key = wanted
          and k.expires_at > at
          and k.status is not null
          and (
            exists (select from accounts a where a.id = stored_answer.caller and a.disabled_at is null)
            or exists (
              select from api_clients a
              where a.id = stored_answer.caller
                and app.client_role(a.id, a.organisation_id, (at at time zone 'Europe/Paris')::date) is not null
            )
          );
      end
    `);
    await runner.query(`drop function app.still_sees(text, uuid)`);
    await runner.query(`drop trigger contracts_signed_by_who_keeps_the_alternant on contracts`);
    await runner.query(`drop function app.refuse_signature_of_strangers()`);
    await runner.query(`drop function app.keeps_alternant(uuid, uuid, uuid)`);
    await runner.query(`
      create or replace function app.stands_elsewhere(person uuid) returns boolean
      language sql stable ${DEFINER}
      return exists (
        select from memberships m
        where m.person_id = person
          and (m.until_day is null or m.until_day > app.today())
          and not app.may_give_role(m.role, m.organisation_id)
      )
      or exists (
        select from contracts c
        where c.id in (
            select a.id from contracts a
            where a.alternant_id = person and a.cancelled_on is null and a.held_until > app.today()
            union all
            select d.contract_id from mandates d
            where d.person_id = person and (d.until_day is null or d.until_day > app.today())
          )
          and not c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
          and not c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
    `);
    await runner.query(`
      create or replace function app.stands_elsewhere_without_password(person uuid, organisation uuid) returns boolean
      language sql stable ${DEFINER}
      return not exists (select from accounts a where a.person_id = person and a.password_hash is not null)
        and (
          exists (
            select from memberships m
            where m.person_id = person
              and m.organisation_id is distinct from organisation
              and (m.until_day is null or m.until_day > app.today())
          )
          or exists (
            select from mandates d
            join contracts c on c.id = d.contract_id
            where d.person_id = person
              and organisation not in (c.employer_id, c.training_centre_id)
              and (d.until_day is null or d.until_day > app.today())
          )
        )
    `);
    await runner.query(`
      create or replace function app.set_account_disabled(person uuid, disabled boolean) returns void
      language plpgsql ${DEFINER} as $$
      begin
        perform from accounts a where a.person_id in (person, app.person_id()) order by a.id for no key update;
        if exists (select from accounts a where a.id = app.account_id() and a.disabled_at is not null) then
          raise exception 'account_closed' using errcode = 'PA401';
        end if;
        if not app.administers_account_of(person) then
          raise exception 'not yours to disable' using errcode = '42501';
        end if;
        update accounts a
        set disabled_at = case when disabled then app.setting('app.now')::timestamptz end,
            disabled_by = case when disabled then app.person_id() end
        where a.person_id = person and disabled = (a.disabled_at is null);
        if disabled then
          update refresh_tokens t
          set revoked_at = app.setting('app.now')::timestamptz
          where t.revoked_at is null and t.account_id = (select a.id from accounts a where a.person_id = person);
        end if;
      end $$
    `);
    await runner.query(`alter table accounts drop disabled_by_platform`);
    await runner.query(`drop trigger memberships_that_read_are_given_by_people on memberships`);
    await runner.query(`drop function app.refuse_role_given_by_program()`);
    await runner.query(`
      create or replace function app.may_give_role(role text, organisation uuid) returns boolean language sql stable
      return app.is_platform_admin() or case
        when role in ('hr', 'tutor') then organisation = any (app.organisations_as('hr'))
        when role in ('centre_admin', 'referent', 'alternant', 'auditor')
          then organisation = any (app.organisations_as('centre_admin'))
        else false
      end
    `);
    await runner.query(`
      create or replace function app.reads_comments(c contracts) returns boolean language sql stable
      return coalesce(c.alternant_id = app.person_id(), false)
        or c.id = any (app.contracts_mandated())
        or c.employer_id = any (app.organisations_as('auditor'))
        or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
    `);
    await runner.query(`drop function app.tutors_by_another_hand(uuid)`);
    await runner.query(`drop trigger mandates_only_end_sooner on mandates`);
    await runner.query(`drop function app.refuse_prolonged_mandate()`);
    await runner.query(`alter policy mandates_write on mandates with check (${AUTHOR} and ${GIVERS})`);
    await runner.query(`alter policy mandates_update on mandates using (${GIVERS})`);
    await runner.query(`drop function app.gives_mandate(uuid, uuid, text, date, date)`);
    await runner.query(`drop function app.people_behind_caller()`);
    await runner.query(`
      create or replace function app.client_role(client uuid, organisation uuid, on_day date) returns text
      language sql stable ${DEFINER}
      return (
        select case o.kind when 'employer' then 'hr' else 'centre_admin' end
        from api_clients a
        join organisations o on o.id = a.organisation_id
        where a.id = client
          and a.organisation_id = organisation
          and a.revoked_at is null
          and (a.until_day is null or a.until_day > on_day)
      )
    `);
    await runner.query(`drop function app.secret_stands(uuid)`);
    await runner.query(`drop function app.may_represent(uuid, uuid, date)`);
  }
}

/** A client is worth what whoever knows a secret of it is worth today. */
async function clientsHaveMakers(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.may_represent(person uuid, organisation uuid, on_day date) returns boolean
    language sql stable ${DEFINER}
    return exists (select from accounts a where a.person_id = person and a.disabled_at is null)
      and exists (
        select from memberships m
        where m.person_id = person
          and (
            m.role = 'platform_admin'
            or m.role in ('hr', 'centre_admin') and m.organisation_id = organisation
          )
          and (m.from_day is null or m.from_day <= on_day)
          and (m.until_day is null or m.until_day > on_day)
      )
  `);
  // Asked by the functions that let a client in, when nobody is known yet, and by nobody else.
  await runner.query(`revoke execute on function app.may_represent(uuid, uuid, date) from public`);
  await runner.query(`
    create or replace function app.client_role(client uuid, organisation uuid, on_day date) returns text
    language sql stable ${DEFINER}
    return (
      select case o.kind when 'employer' then 'hr' else 'centre_admin' end
      from api_clients a
      join organisations o on o.id = a.organisation_id
      where a.id = client
        and a.organisation_id = organisation
        and a.revoked_at is null
        and (a.until_day is null or a.until_day > on_day)
        and exists (
          select from api_client_secrets s
          where s.client_id = a.id
            and ${secretOpens(`coalesce(app.setting('app.now')::timestamptz, now())`)}
            and app.may_represent(s.created_by, a.organisation_id, on_day)
        )
    )
  `);
  await runner.query(`
    create function app.secret_stands(secret uuid) returns boolean
    language sql stable ${DEFINER}
    return app.is_signed_in() and exists (
      select from api_client_secrets s
      join api_clients a on a.id = s.client_id
      where s.id = secret and app.may_represent(s.created_by, a.organisation_id, app.today())
    )
  `);
  await runner.query(`
    create function app.people_behind_caller() returns uuid[]
    language sql stable ${DEFINER}
    return case
      when app.person_id() is not null then array[app.person_id()]
      else coalesce((
        select array_agg(distinct s.created_by)
        from api_client_secrets s
        where s.client_id = app.client_id() and ${secretOpens(`app.setting('app.now')::timestamptz`)}
      ), '{}')
    end
  `);
}

/** The employer's HR name tutors and observers; the centre its referent, observers, and the tutor who is HR. */
async function nobodyOpensTheirOwnMandate(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.gives_mandate(contract uuid, person uuid, role text, from_day date, until_day date) returns boolean
    language sql stable ${DEFINER}
    return exists (
      select from contracts c
      where c.id = contract
        and (
          c.employer_id = any (app.organisations_as('hr')) and role in ('main_tutor', 'co_tutor', 'substitute', 'observer')
          or c.training_centre_id = any (app.organisations_as('centre_admin'))
            and (
              role in ('referent', 'observer')
              or role in ${TUTORS} and 'hr' = any (app.member_roles(person, c.employer_id, from_day, until_day))
            )
        )
    )
  `);
  await runner.query(`
    alter policy mandates_write on mandates with check (
      ${AUTHOR}
      and person_id <> all ((select app.people_behind_caller())::uuid[])
      and app.gives_mandate(contract_id, person_id, role, from_day, until_day)
    )
  `);
  await runner.query(`
    create function app.refuse_prolonged_mandate() returns trigger language plpgsql as $$
    begin
      if new.until_day is null or new.until_day > old.until_day then
        raise exception 'a mandate is shortened, never prolonged' using errcode = '42501';
      end if;
      return new;
    end $$
  `);
  await runner.query(`
    create trigger mandates_only_end_sooner before update of until_day on mandates
    for each row when (current_user = 'palier_api' and new.until_day is distinct from old.until_day)
    execute function app.refuse_prolonged_mandate()
  `);
}

/** HR of the employer read what is confided only as a tutor whom somebody else named. */
async function confidencesAreGivenByAnother(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.tutors_by_another_hand(contract uuid) returns boolean
    language sql stable ${DEFINER}
    return exists (
      select from mandates m
      where m.contract_id = contract
        and m.person_id = app.person_id()
        and m.role in ${TUTORS}
        and (m.until_day is null or m.until_day > m.from_day and m.until_day + 30 > app.today())
        and m.recorded_by is distinct from m.person_id
        and not exists (
          select from api_client_secrets s
          where s.client_id = m.recorded_by_client and s.created_by = m.person_id
            and s.created_at <= m.recorded_at and ${secretOpens('m.recorded_at')}
        )
    )
  `);
  await runner.query(`
    create or replace function app.reads_comments(c contracts) returns boolean language sql stable
    return coalesce(c.alternant_id = app.person_id(), false)
      or c.id = any (app.contracts_mandated())
        and (not c.employer_id = any (app.organisations_as('hr')) or app.tutors_by_another_hand(c.id))
      or c.employer_id = any (app.organisations_as('auditor'))
      or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
  `);
}

/** A program gives the roles that neither read others nor judge them by themselves; it ends any. */
async function rolesThatReadAreGivenByPeople(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create or replace function app.may_give_role(role text, organisation uuid) returns boolean language sql stable
    return app.is_platform_admin() or case
      when role in ('hr', 'tutor') then organisation = any (app.organisations_as('hr'))
      when role = 'alternant' then organisation = any (app.organisations_as('hr', 'centre_admin'))
      when role in ('centre_admin', 'referent', 'auditor') then organisation = any (app.organisations_as('centre_admin'))
      else false
    end
  `);
  await runner.query(`
    create function app.refuse_role_given_by_program() returns trigger language plpgsql as $$
    begin
      if app.client_id() is null or new.role in ('alternant', 'tutor', 'referent') then
        return new;
      end if;
      -- What is left of the days before, at either end, is nothing given.
      if tg_op = 'UPDATE' and daterange(old.from_day, old.until_day) @> daterange(new.from_day, new.until_day) then
        return new;
      end if;
      raise exception 'a person gives this role' using errcode = '42501';
    end $$
  `);
  await runner.query(`
    create trigger memberships_that_read_are_given_by_people before insert or update on memberships
    for each row when (current_user = 'palier_api') execute function app.refuse_role_given_by_program()
  `);
}

/** Whoever was shut out by the platform is let in by the platform; also whoever the database's owner shut out. */
async function thePlatformEnablesWhatItDisabled(runner: QueryRunner): Promise<void> {
  await runner.query(`alter table accounts add disabled_by_platform boolean not null default false`);
  await runner.query(`
    create or replace function app.set_account_disabled(person uuid, disabled boolean) returns void
    language plpgsql ${DEFINER} as $$
    begin
      perform from accounts a where a.person_id in (person, app.person_id()) order by a.id for no key update;
      if exists (select from accounts a where a.id = app.account_id() and a.disabled_at is not null) then
        raise exception 'account_closed' using errcode = 'PA401';
      end if;
      if not app.administers_account_of(person) then
        raise exception 'not yours to disable' using errcode = '42501';
      end if;
      if not disabled and not app.is_platform_admin() and exists (
        select from accounts a
        where a.person_id = person and a.disabled_at is not null and (a.disabled_by_platform or a.disabled_by is null)
      ) then
        raise exception 'disabled_by_platform' using errcode = 'PA403';
      end if;
      update accounts a
      set disabled_at = case when disabled then app.setting('app.now')::timestamptz end,
          disabled_by = case when disabled then app.person_id() end
      where a.person_id = person and disabled = (a.disabled_at is null);
      update accounts a
      set disabled_by_platform = disabled
      where a.person_id = person and app.is_platform_admin();
      if disabled then
        update refresh_tokens t
        set revoked_at = app.setting('app.now')::timestamptz
        where t.revoked_at is null and t.account_id = (select a.id from accounts a where a.person_id = person);
      end if;
    end $$
  `);
}

/** What one side drafts alone binds nobody else: only what was signed, and not cancelled, counts as standing elsewhere. */
async function draftsTouchNobody(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create or replace function app.stands_elsewhere(person uuid) returns boolean
    language sql stable ${DEFINER}
    return app.is_signed_in() and (
      exists (
        select from memberships m
        where m.person_id = person
          and (m.until_day is null or m.until_day > app.today())
          and not app.may_give_role(m.role, m.organisation_id)
      )
      or exists (
        select from contracts c
        where c.id in (
            select a.id from contracts a where a.alternant_id = person and a.held_until > app.today()
            union all
            select d.contract_id from mandates d
            where d.person_id = person and (d.until_day is null or d.until_day > app.today())
          )
          and c.signed_on is not null
          and c.cancelled_on is null
          and not c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
          and not c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
    )
  `);
  await runner.query(`
    create or replace function app.stands_elsewhere_without_password(person uuid, organisation uuid) returns boolean
    language sql stable ${DEFINER}
    return not exists (select from accounts a where a.person_id = person and a.password_hash is not null)
      and (
        exists (
          select from memberships m
          where m.person_id = person
            and m.organisation_id is distinct from organisation
            and (m.until_day is null or m.until_day > app.today())
        )
        or exists (
          select from mandates d
          join contracts c on c.id = d.contract_id
          where d.person_id = person
            and c.signed_on is not null
            and c.cancelled_on is null
            and organisation not in (c.employer_id, c.training_centre_id)
            and (d.until_day is null or d.until_day > app.today())
        )
      )
  `);
}

/**
 * A signature binds the alternant everywhere. It is for the side that keeps them to give; for either while only the
 * contract's own organisations, or no organisation at all, do.
 */
async function signaturesNeedTheirOwnAlternant(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.keeps_alternant(alternant uuid, employer uuid, centre uuid) returns boolean
    language sql stable ${DEFINER}
    return (
      with keeper as (
        select m.organisation_id as id
        from memberships m
        where m.person_id = alternant and (m.until_day is null or m.until_day > app.today())
        union
        select p.owner_id
        from people p
        where p.id = alternant
          and not exists (
            select from memberships m where m.person_id = p.id and m.organisation_id = p.owner_id
          )
      )
      select app.is_signed_in() and coalesce(
        bool_or(
          k.id = employer and k.id = any (app.organisations_as('hr'))
          or k.id = centre and k.id = any (app.organisations_as('centre_admin'))
        )
        or bool_or(k.id in (employer, centre)) and not bool_or(k.id <> employer and o.kind = 'employer'),
        true
      )
      from keeper k
      join organisations o on o.id = k.id
    )
  `);
  await runner.query(`
    create function app.refuse_signature_of_strangers() returns trigger language plpgsql as $$
    begin
      if not app.keeps_alternant(new.alternant_id, new.employer_id, new.training_centre_id) then
        raise exception 'alternant_kept_elsewhere' using errcode = 'PA409';
      end if;
      return new;
    end $$
  `);
  // After the row, so that a contract that overlaps is said first: it is the nearer reason.
  await runner.query(`
    create trigger contracts_signed_by_who_keeps_the_alternant after update of signed_on on contracts
    for each row when (current_user = 'palier_api' and old.signed_on is null and new.signed_on is not null)
    execute function app.refuse_signature_of_strangers()
  `);
}

/** What is answered again is judged again: by `app.enter`, and by what the caller sees today. */
async function answersAreKeptForTheirCaller(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create or replace function app.stored_answer(caller uuid, wanted text, at timestamptz)
    returns table (request_hash bytea, status integer, headers jsonb, sealed_body bytea)
    language sql stable ${DEFINER} begin atomic
      select k.request_hash, k.status, k.headers, k.sealed_body
      from idempotency_keys k
      where k.caller_id = stored_answer.caller
        and k.key = wanted
        and k.expires_at > at
        and k.status is not null
        and (
          exists (select from accounts a where a.id = stored_answer.caller and a.disabled_at is null)
          or exists (select from api_clients a where a.id = stored_answer.caller and a.revoked_at is null)
        );
    end
  `);
  // Of a person, seeing the name is not seeing the answer: it is for whom the row is theirs to change.
  await runner.query(`
    create function app.still_sees(collection text, wanted uuid) returns boolean language plpgsql as $$
    declare
      rows_of text := case collection when 'declarations' then 'employer_declarations' else replace(collection, '-', '_') end;
      seen boolean;
    begin
      execute format(
        'select exists (select from public.%I r where r.id = $1 %s)',
        rows_of, case when collection = 'people' then 'for key share' else '' end
      )
      into seen using wanted;
      return seen;
    end $$
  `);
}
