-- The part of identity that asks contracts and mandates: what a token says, and whose account somebody administers.

-- What an access token says: memberships in force, and what contracts and mandates make of a person. It is told with
-- the session that they opened, and to nobody else.
create function app.token_roles(person uuid) returns text[]
  language sql stable security definer set search_path = public, pg_temp
return coalesce((
  select array_agg(r.role order by r.role)
  from (
    select m.role
    from memberships m
    where m.person_id = person
      and (m.from_day is null or m.from_day <= app.today())
      and (m.until_day is null or m.until_day > app.today())
    union
    select 'alternant'
    from contracts c
    where c.alternant_id = person
    union
    select case m.role when 'referent' then 'referent' else 'tutor' end
    from mandates m
    where m.person_id = person
      and (m.until_day is null or (m.until_day > m.from_day and m.until_day + 30 > app.today()))
  ) r
), '{}');
revoke execute on function app.token_roles(uuid) from public;

-- A role that the reader may not give, or a contract of other organisations than the reader's, today or later. What
-- one side drafts alone binds nobody else: only what was signed, and not cancelled, counts. Contracts of one person
-- are found by index, and what the reader administers is asked once.
create function app.stands_elsewhere(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
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
);

create function app.administers_account_of(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return person <> app.person_id() and (
  app.is_platform_admin()
  or (
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
  )
  and not app.stands_elsewhere(person)
);

-- The one way to another's account. Whether the caller may is the feature's policy; this is the wall behind it.
create function app.account_of(person uuid)
  returns table (id uuid, email text, created_at timestamptz, disabled_at timestamptz, disabled_by uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.id, a.email, a.created_at, a.disabled_at, a.disabled_by
  from accounts a
  where a.person_id = person and app.administers_account_of(person);
end;

-- Whoever was shut out by the platform is let in by the platform; also whoever the database's owner shut out. When
-- two administrators disable each other at once, the second finds itself disabled.
create function app.set_account_disabled(person uuid, disabled boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
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
end $$;
