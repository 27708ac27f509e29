import type { MigrationInterface, QueryRunner } from 'typeorm';

const SECURE = `security definer set search_path = public, pg_temp`;

/** The memberships that let somebody hold a mandate: a tutor is of the employer, a referent of the centre, an observer of either. */
const OPENS_MANDATE = (role: string) => `
  case ${role}
    when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
    when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
    else m.organisation_id = c.employer_id and m.role in ('hr', 'tutor')
  end
`;

/** What a reader's mandates open: until 30 days after they end, or the membership that they need. */
const IS_READ = (d: string) =>
  `(${d}.until_day is null or (${d}.until_day > ${d}.from_day and ${d}.until_day + 30 > app.today()))`;
const IS_MEMBER_READ = `(m.until_day is null or m.until_day + 30 > app.today())`;

/** The days on which whoever holds a mandate of `c` is a member of what it stands for. */
const MEMBER_DAYS = (mandate: string) => `(
  select range_agg(daterange(m.from_day, m.until_day))
  from memberships m
  where m.person_id = ${mandate}.person_id and ${OPENS_MANDATE(`${mandate}.role`)}
)`;

/** What is remembered of the contract that is held; else the question is asked. `place`: 1 mandated, 2 of the team. */
const onHeldDays = (name: string, asked: string, place: number) => `
  create or replace function app.${name}(wanted uuid, on_day date) returns boolean
    language sql stable
    return case
      when wanted = app.held_contract() and app.setting('app.held_days') is not null
        then on_day <@ split_part(app.setting('app.held_days'), '|', ${place})::datemultirange
      else app.${asked}(wanted, on_day)
    end
`;

const asked = (name: string, alsoHeld: string) => `
  create or replace function app.${name}(wanted uuid, on_day date) returns boolean
    language plpgsql stable ${SECURE}
    as $$
        begin
          return exists (
            select
            from mandates m
            where m.contract_id = wanted
              and m.person_id = app.person_id()
              ${alsoHeld}
              and app.member_days(m.person_id, m.contract_id, m.role) @> on_day
          );
        end $$
`;
const IN_FORCE = 'and m.from_day <= on_day and (m.until_day is null or m.until_day > on_day)';

const REMEMBER_BEFORE = `
  create or replace function app.remember_contract(wanted uuid, alternant uuid) returns void language plpgsql as $$
      begin
        perform set_config('app.held_contract', coalesce(wanted::text, ''), true),
                set_config('app.held_contract_of_another',
                  case when alternant is distinct from app.person_id() then coalesce(wanted::text, '') else '' end, true);
      end $$
`;
const REMEMBER = REMEMBER_BEFORE.replace(
  'perform set_config(',
  `perform set_config('app.held_days', '', true),
                set_config(`,
);

const HOLD_BEFORE = `
  create or replace function app.hold(wanted uuid) returns boolean language plpgsql as $$
      declare
        alternant uuid;
      begin
        select c.alternant_id into alternant from contracts c where c.id = wanted for update;
        if not found then
          perform app.remember_contract(null, null);
          return false;
        end if;
        perform app.remember_contract(wanted, alternant);
        return true;
      end $$
`;

/**
 * Whoever has a mandate there needs no list of all their contracts to see this one. Their days are asked again when
 * somebody changed the contract meanwhile: whoever waited sees what the one before them left.
 */
const HOLD = `
  create or replace function app.hold(wanted uuid) returns boolean language plpgsql as $$
      declare
        mine record;
        alternant uuid;
        version xid;
      begin
        mine := app.own_mandates(wanted);
        perform set_config('app.held_contract', case when mine.are_read then wanted::text else '' end, true);
        select c.alternant_id, c.xmin into alternant, version from contracts c where c.id = wanted for update;
        if not found then
          perform app.remember_contract(null, null);
          return false;
        end if;
        if version is distinct from mine.version then
          mine := app.own_mandates(wanted);
        end if;
        perform app.remember_contract(wanted, alternant);
        perform set_config('app.held_days', coalesce(mine.days, ''), true);
        return true;
      end $$
`;

/** Whoever holds the contract of somebody else, and writes as themself, was asked when they held it. */
const OF_ANOTHER = `
      if author = app.person_id() and new.contract_id = app.held_contract_of_another() then
        return new;
      end if;
`;

const refuseOwnSubject = (isOfAnother: string) => `
  create or replace function app.refuse_own_subject() returns trigger language plpgsql ${SECURE} as $$
    declare
      author uuid;
    begin
      if tg_argv[0] = 'signer_id' then
        author := new.signer_id;
      elsif tg_argv[0] = 'observer_id' then
        author := new.observer_id;
      else
        author := (to_jsonb(new) ->> tg_argv[0])::uuid;
      end if;
      ${isOfAnother}
      if exists (select from contracts c where c.id = new.contract_id and c.alternant_id = author) then
        raise exception '% is by the alternant of its contract', tg_table_name
          using errcode = '23514', constraint = tg_name, table = tg_table_name;
      end if;
      return new;
    end $$
`;

const CLAIM_BEFORE = `
  create or replace function app.claim_key(wanted text, hash bytea, expires timestamptz) returns void language plpgsql as $$
    begin
      delete from idempotency_keys k
      where k.caller_id = app.caller_id() and k.key = wanted and k.expires_at <= app.setting('app.now')::timestamptz;
      insert into idempotency_keys (caller_id, key, request_hash, expires_at)
      values (app.caller_id(), wanted, hash, expires)
      on conflict do nothing;
      if not found then
        raise exception 'key_answered' using errcode = 'PA208';
      end if;
    exception when lock_not_available then
      raise exception 'key_in_flight' using errcode = 'PA209';
    end $$
`;

/**
 * What recording a fact asks of PostgreSQL each time, asked once: the days on which the caller may record are computed
 * when the contract is held, a key is one row written with its answer, and whoever holds somebody else's contract is not
 * asked again whether it is theirs.
 */
export class LightenRecording1798010000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REMEMBER);
    await runner.query(`
      create function app.own_mandates(wanted uuid, out days text, out are_read boolean, out version xid)
        language plpgsql stable ${SECURE}
        as $$
        begin
          if app.person_id() is null then
            return;
          end if;
          select
            concat(
              coalesce(range_agg(datemultirange(daterange(d.from_day, d.until_day)) * m.days), '{}'),
              '|',
              coalesce(range_agg(m.days), '{}')
            ),
            coalesce(bool_or(m.are_read and ${IS_READ('d')}), false),
            min(c.xmin::text)::xid
          into days, are_read, version
          from contracts c
          join mandates d on d.contract_id = c.id and d.person_id = app.person_id()
          cross join lateral (
            select range_agg(daterange(m.from_day, m.until_day)) as days, bool_or(${IS_MEMBER_READ}) as are_read
            from memberships m
            where m.person_id = d.person_id and ${OPENS_MANDATE('d.role')}
          ) m
          where c.id = wanted;
        end $$
    `);
    await runner.query(HOLD);
    await runner.query(asked('asked_mandate', IN_FORCE));
    await runner.query(asked('asked_team', ''));
    await runner.query('alter function app.has_mandate(uuid, date) reset all security invoker');
    await runner.query('alter function app.is_of_team(uuid, date) reset all security invoker');
    await runner.query(onHeldDays('has_mandate', 'asked_mandate', 1));
    await runner.query(onHeldDays('is_of_team', 'asked_team', 2));
    // The days of a whole team in one question.
    await runner.query(`
      create function app.team_days(wanted uuid) returns table (mandate_id uuid, days datemultirange)
        language plpgsql stable ${SECURE}
        as $$
        begin
          return query
            select d.id, coalesce(${MEMBER_DAYS('d')}, '{}')
            from mandates d
            join contracts c on c.id = d.contract_id
            where d.contract_id = wanted and (app.is_signed_in() or app.is_telling());
        end $$
    `);
    await runner.query(refuseOwnSubject(OF_ANOTHER));
    // Each fact changes both rows: with room on their page, no index learns of it.
    await runner.query('alter table contracts set (fillfactor = 75)');
    await runner.query('alter table progress set (fillfactor = 60)');
    // One request at a time for a key; its row is written once, with its answer.
    await runner.query(`
      create or replace function app.claim_key(wanted text, hash bytea, expires timestamptz) returns void language plpgsql as $$
    declare
      kept_until timestamptz;
    begin
      perform pg_advisory_xact_lock(hashtextextended(app.caller_id() || wanted, 27002));
      select k.expires_at into kept_until from idempotency_keys k where k.caller_id = app.caller_id() and k.key = wanted;
      if found and kept_until > app.setting('app.now')::timestamptz then
        raise exception 'key_answered' using errcode = 'PA208';
      end if;
      if found then
        delete from idempotency_keys k where k.caller_id = app.caller_id() and k.key = wanted;
      end if;
    exception when lock_not_available then
      raise exception 'key_in_flight' using errcode = 'PA209';
    end $$
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(CLAIM_BEFORE);
    await runner.query('alter table contracts reset (fillfactor)');
    await runner.query('alter table progress reset (fillfactor)');
    await runner.query(refuseOwnSubject(''));
    await runner.query('drop function app.team_days(uuid)');
    await runner.query(asked('has_mandate', IN_FORCE));
    await runner.query(asked('is_of_team', ''));
    await runner.query('drop function app.asked_mandate(uuid, date)');
    await runner.query('drop function app.asked_team(uuid, date)');
    await runner.query(HOLD_BEFORE);
    await runner.query('drop function app.own_mandates(uuid)');
    await runner.query(REMEMBER_BEFORE);
  }
}
