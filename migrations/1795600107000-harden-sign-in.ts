import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that somebody disables, and what has expired deleted in batches. */
export class HardenSignIn1795600107000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table accounts
        add column disabled_by uuid constraint accounts_disabled_by_fkey references people,
        add constraint accounts_disabled_by_when_disabled check (disabled_by is null or disabled_at is not null)
    `);
    await runner.query(
      `create index accounts_disabled on accounts (disabled_at) where disabled_at is not null`,
    );
    await runner.query(`create index refresh_tokens_account on refresh_tokens (account_id)`);
    await runner.query(`create index refresh_tokens_expiry on refresh_tokens (expires_at)`);
    await runner.query(`create index sign_in_failures_last on sign_in_failures (last_at)`);
    await administration(runner);
    await upkeep(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.delete_expired, app.set_account_disabled, app.account_of`);
    await runner.query(`drop function app.administers_account_of, app.stands_elsewhere, app.may_give_role`);
    await runner.query(
      `drop index sign_in_failures_last, refresh_tokens_expiry, refresh_tokens_account, accounts_disabled`,
    );
    await runner.query(`alter table accounts drop column disabled_by`);
  }
}

async function administration(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.may_give_role(role text, organisation uuid) returns boolean language sql stable
      return app.is_platform_admin() or case
        when role in ('hr', 'tutor') then organisation = any (app.organisations_as('hr'))
        when role in ('centre_admin', 'referent', 'alternant', 'auditor')
          then organisation = any (app.organisations_as('centre_admin'))
        else false
      end
  `);
  // A role that the reader may not give, or a contract of other organisations than the reader's, today or later.
  await runner.query(`
    create function app.stands_elsewhere(person uuid) returns boolean
      language sql stable security definer set search_path = public, pg_temp
      return exists (
          select from memberships m
          where m.person_id = person
            and (m.until_day is null or m.until_day > app.today())
            and not app.may_give_role(m.role, m.organisation_id)
        )
        or exists (
          select from contracts c
          where (
              (c.alternant_id = person and c.cancelled_on is null and c.held_until > app.today())
              or exists (
                select from mandates d
                where d.contract_id = c.id
                  and d.person_id = person
                  and (d.until_day is null or d.until_day > app.today())
              )
            )
            and not c.employer_id = any (app.organisations_as('hr'))
            and not c.training_centre_id = any (app.organisations_as('centre_admin'))
        )
  `);
  // A role on the platform is one elsewhere, too.
  await runner.query(`
    create or replace function app.stands_elsewhere_without_password(person uuid, organisation uuid) returns boolean
      language sql stable security definer set search_path = public, pg_temp
      return not exists (select from accounts a where a.person_id = person and a.password_hash is not null)
        and (
          exists (
            select from memberships m
            where m.person_id = person
              and m.organisation_id is distinct from organisation
              and (m.until_day is null or m.until_day > app.today())
          )
          or exists (
            select from mandates d join contracts c on c.id = d.contract_id
            where d.person_id = person
              and organisation not in (c.employer_id, c.training_centre_id)
              and (d.until_day is null or d.until_day > app.today())
          )
        )
  `);
  await runner.query(`
    create function app.administers_account_of(person uuid) returns boolean
      language sql stable security definer set search_path = public, pg_temp
      return person <> app.person_id() and (
        app.is_platform_admin()
        or (
          (
            exists (
              select from people p
              where p.id = person and p.owner_id = any (app.organisations_as('hr', 'centre_admin'))
            )
            or exists (
              select from memberships m
              where m.person_id = person
                and (m.until_day is null or m.until_day + 30 > app.today())
                and m.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
            )
          )
          and not app.stands_elsewhere(person)
        )
      )
  `);
  // The one way to another's account. Whether the caller may is the feature's policy; this is the wall behind it.
  await runner.query(`
    create function app.account_of(person uuid)
      returns table (id uuid, email text, created_at timestamptz, disabled_at timestamptz, disabled_by uuid)
      language sql stable security definer set search_path = public, pg_temp
    begin atomic
      select a.id, a.email, a.created_at, a.disabled_at, a.disabled_by
      from accounts a
      where a.person_id = person and app.administers_account_of(person);
    end
  `);
  // Of two administrators who disable each other at once, the second finds itself disabled.
  await runner.query(`
    create function app.set_account_disabled(person uuid, disabled boolean) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
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
}

/** At most \`batch\` rows of each kind; 0 when nothing is left, or another process is at it. */
async function upkeep(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.delete_expired(at timestamptz, batch integer) returns integer
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        deleted integer := 0;
        n integer;
      begin
        if not pg_try_advisory_xact_lock(7254374) then
          return 0;
        end if;
        delete from idempotency_keys k where k.ctid = any (array(
          select e.ctid from idempotency_keys e where e.expires_at <= at limit batch for update skip locked));
        get diagnostics n = row_count;
        deleted := deleted + n;
        delete from refresh_tokens t where t.ctid = any (array(
          select e.ctid from refresh_tokens e where e.expires_at <= at limit batch for update skip locked));
        get diagnostics n = row_count;
        deleted := deleted + n;
        delete from sign_in_failures f where f.ctid = any (array(
          select e.ctid from sign_in_failures e where e.last_at <= at - interval '1 hour' limit batch for update skip locked));
        get diagnostics n = row_count;
        return deleted + n;
      end $$
  `);
}
