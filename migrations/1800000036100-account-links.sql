-- Links by which somebody comes back into their account, or gives it another address. Each serves once, for a while, and
-- is judged when it is used: what uses one answers `pending` when it found it so, and then did it. A mailed one gets its token as its mail is made; one that an administrator gives by hand,
-- when it is given. Only hashes are kept.

create table account_links (
  id         uuid not null constraint account_links_pkey primary key,
  account_id uuid constraint account_links_account_id_fkey references accounts,
  purpose    text not null,
  email      text,
  token_hash bytea,
  issued_by  uuid constraint account_links_issued_by_fkey references people,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  voided_at  timestamptz,
  constraint account_links_purpose_known check (purpose in ('reset', 'confirm_email', 'undo_email')),
  constraint account_links_address_in_lower_case check (email = lower(email)),
  constraint account_links_address_where_needed check ((purpose = 'reset') = (email is null)),
  constraint account_links_end_once check (num_nonnulls(used_at, voided_at) <= 1)
);
create unique index account_links_token_once on account_links (token_hash);
create index account_links_account on account_links (account_id);
create index account_links_expiry on account_links (expires_at);

alter table account_links enable row level security, force row level security;
grant select, insert, update, delete on account_links to palier_maintenance;
grant select (id, account_id, purpose, email, created_at, expires_at, used_at, voided_at) on account_links to palier_api;
create policy account_links_maintenance on account_links to palier_maintenance using (true) with check (true);
create policy account_links_own on account_links for select to palier_api using (
  purpose = 'confirm_email' and account_id = (select app.account_id())
);

-- Whose password somebody may have chosen anew, by a link that they give by hand (docs/decisions/0044). Said of an
-- issuer by name: nobody is signed in when the link is used.

-- Stricter than giving a role: an alternant confides in the centre, so only the centre answers for them.
create function app.answers_for_role(issuer uuid, role text, organisation uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from memberships m
  where m.person_id = issuer
    and m.organisation_id = organisation
    and (m.from_day is null or m.from_day <= app.today())
    and (m.until_day is null or m.until_day > app.today())
    and case m.role
      when 'hr' then answers_for_role.role in ('hr', 'tutor')
      when 'centre_admin' then answers_for_role.role in ('centre_admin', 'referent', 'alternant', 'auditor')
      else false
    end
);

-- A mandate opens its contract for 30 days after its end, and an alternant reads theirs for ever. A draft is one side's
-- word, and counts for nothing.
create function app.reset_position(
  issuer uuid, person uuid, out is_platform_admin boolean, out is_member boolean, out has_other_roles boolean,
  out stands_elsewhere boolean, out learns_elsewhere boolean
)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select
    exists (
      select from memberships m
      where m.person_id = issuer and m.role = 'platform_admin'
        and (m.from_day is null or m.from_day <= app.today())
        and (m.until_day is null or m.until_day > app.today())
    ),
    exists (
      select from memberships m
      where m.person_id = reset_position.person
        and (m.from_day is null or m.from_day <= app.today())
        and (m.until_day is null or m.until_day > app.today())
        and app.answers_for_role(issuer, m.role, m.organisation_id)
    ),
    exists (
      select from memberships m
      where m.person_id = reset_position.person
        and (m.until_day is null or m.until_day > app.today())
        and not app.answers_for_role(issuer, m.role, m.organisation_id)
        -- The employer whose alternant they are by a contract with the issuer's centre.
        and not (m.role = 'alternant' and exists (
          select from contracts c
          where c.alternant_id = reset_position.person
            and c.employer_id = m.organisation_id
            and c.signed_on is not null
            and c.cancelled_on is null
            and app.answers_for_role(issuer, 'alternant', c.training_centre_id)
        ))
    ),
    exists (
      select from mandates d
      join contracts c on c.id = d.contract_id
      where d.person_id = reset_position.person
        and (d.until_day is null or d.until_day + 30 > app.today())
        and c.signed_on is not null
        and c.cancelled_on is null
        and not app.answers_for_role(issuer, 'tutor', c.employer_id)
        and not app.answers_for_role(issuer, 'referent', c.training_centre_id)
    ),
    exists (
      select from contracts c
      where c.alternant_id = reset_position.person
        and c.signed_on is not null
        and c.cancelled_on is null
        and not app.answers_for_role(issuer, 'alternant', c.training_centre_id)
    );
end;

create function app.may_reset_password_of(issuer uuid, person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return issuer <> person
  and exists (select from accounts a where a.person_id = issuer and a.disabled_at is null)
  and (
    select s.is_platform_admin
      or s.is_member and not s.has_other_roles and not s.stands_elsewhere and not s.learns_elsewhere
    from app.reset_position(issuer, person) s
  );

-- What whoever asks should know of somebody whom they answer for; of others, nothing.
create function app.own_reset_position(person uuid)
  returns table (
    is_platform_admin boolean, is_member boolean, has_other_roles boolean, stands_elsewhere boolean,
    learns_elsewhere boolean, has_password boolean, is_disabled boolean
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s.is_platform_admin, s.is_member, s.has_other_roles, s.stands_elsewhere, s.learns_elsewhere,
    a.password_hash is not null, a.disabled_at is not null
  from app.reset_position(app.person_id(), person) s
  left join accounts a on a.person_id = person
  where app.person_id() is not null and (s.is_platform_admin or s.is_member);
end;

create function app.judge_link(wanted uuid, out state text, out reason text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select
    case
      when l.used_at is not null then 'used'
      when l.voided_at is not null then 'void'
      when l.expires_at <= app.setting('app.now')::timestamptz then 'expired'
      when f.reason is not null then 'void'
      else 'pending'
    end,
    case when l.used_at is null then
      case
        when l.voided_at is not null then 'superseded'
        when l.expires_at > app.setting('app.now')::timestamptz then f.reason
      end
    end
  from account_links l
  join accounts a on a.id = l.account_id
  cross join lateral (
    select case
      when a.disabled_at is not null then 'account_disabled'
      when l.issued_by is not null and not app.may_reset_password_of(l.issued_by, a.person_id)
        then 'issuer_lost_right'
    end as reason
  ) f
  where l.id = wanted;
end;

-- What waits for an account is void, but for what brings an address back that somebody took from it.
create function app.void_links_of(account uuid) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  update account_links l
  set voided_at = app.setting('app.now')::timestamptz
  where l.account_id = account
    and l.purpose <> 'undo_email'
    and l.used_at is null
    and l.voided_at is null;
end;

-- Whoever uses a link holds its account first, and its issuer's; then it is judged.
create function app.hold_link(token bytea, wanted text) returns account_links
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held account_links;
begin
  perform from accounts a
  where a.id = (select l.account_id from account_links l where l.token_hash = token)
    or a.person_id = (select l.issued_by from account_links l where l.token_hash = token)
  order by a.id for no key update;
  select * into held from account_links l where l.token_hash = token and l.purpose = wanted for update;
  perform from memberships m where m.person_id = held.issued_by order by m.id for share;
  return held;
end $$;

revoke execute on function app.answers_for_role, app.reset_position, app.may_reset_password_of, app.judge_link,
  app.void_links_of, app.hold_link from public;

-- Asked alike for an address that nobody has: then the link is nobody's, and nothing is sent. Three may be open at once,
-- and ten are made in a day: whoever asks for somebody else fills no mailbox, and takes no link from them.
create function app.ask_password_reset(address text, link uuid, expires timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
  account uuid;
begin
  if not app.is_signing_in() then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('password reset ' || address, 0));
  select a.id into account
  from accounts a
  where a.email = lower(address) and a.disabled_at is null and a.password_hash is not null;
  if (
    select count(*) filter (where l.expires_at > at and l.used_at is null and l.voided_at is null) >= 3
      or count(*) >= 10
    from account_links l
    where l.account_id = account and l.purpose = 'reset' and l.issued_by is null
      and l.created_at > at - interval '1 day'
  ) then
    account := null;
  end if;
  insert into account_links (id, account_id, purpose, created_at, expires_at)
  values (link, account, 'reset', at, expires);
end $$;

-- By hand (`token`), or by mail to the address of the account (null), which then proves whose it is. The last one by
-- hand takes the place of the one before.
create function app.issue_password_reset(person uuid, link uuid, token bytea, expires timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
  account uuid;
begin
  perform from accounts a where a.person_id in (person, app.person_id()) order by a.id for no key update;
  select a.id into account
  from accounts a
  where a.person_id = person and a.disabled_at is null and a.password_hash is not null
    and app.may_reset_password_of(app.person_id(), person);
  if account is null then
    raise exception 'not theirs to issue' using errcode = '42501';
  end if;
  update account_links l
  set voided_at = at
  where l.account_id = account and l.issued_by is not null and l.used_at is null and l.voided_at is null;
  insert into account_links (id, account_id, purpose, token_hash, issued_by, created_at, expires_at)
  values (link, account, 'reset', token, case when token is not null then app.person_id() end, at, expires);
end $$;

-- For whoever bears it.
create function app.link_to_use(token bytea, wanted text)
  returns table (
    account_id uuid, state text, reason text, email text, next_email text, given_name text, family_name text
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.id, j.state, j.reason, a.email, l.email, p.given_name, p.family_name
  from account_links l
  join accounts a on a.id = l.account_id
  join people p on p.id = a.person_id
  cross join lateral app.judge_link(l.id) j
  where l.token_hash = token and l.purpose = wanted and app.is_signing_in();
end;

-- Once: of two at the same moment the second finds it used. Every session ends, and what waits is void.
create function app.reset_password(token bytea, next_hash text, account_tally text, out state text, out reason text, out person_id uuid)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held account_links;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    raise exception 'nobody resets for somebody else' using errcode = '42501';
  end if;
  held := app.hold_link(token, 'reset');
  select j.state, j.reason into state, reason from app.judge_link(held.id) j;
  if state is distinct from 'pending' then
    return;
  end if;
  update account_links l set used_at = at where l.id = held.id;
  update accounts a
  set password_hash = next_hash, password_changed_at = at, password_reset_by = held.issued_by
  where a.id = held.account_id
  returning a.person_id into person_id;
  perform app.void_links_of(held.account_id);
  perform app.end_sessions_of(held.account_id, null);
  update sign_in_failures f set failures = 0 where f.key = account_tally;
end $$;

-- A link that was asked for before is void with it.
create or replace function app.change_own_password(verified_hash text, next_hash text, kept uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update accounts a
  set password_hash = next_hash, password_changed_at = app.setting('app.now')::timestamptz, password_reset_by = null
  where a.id = app.account_id() and a.disabled_at is null and a.password_hash = verified_hash;
  if not found then
    return null;
  end if;
  perform app.void_links_of(app.account_id());
  return app.end_sessions_of(app.account_id(), kept);
end $$;

-- Another address to sign in with: asked with the password, good once it is confirmed from there.

-- Takes the place of the one before. `wrong`: the password was changed meanwhile; `many`: ten in a day.
create function app.ask_email_change(link uuid, address text, verified_hash text, expires timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  perform from accounts a
  where a.id = app.account_id() and a.disabled_at is null and a.password_hash = verified_hash
  for no key update;
  if not found then
    return case when app.account_id() is not null then 'wrong' end;
  end if;
  if (
    select count(*) >= 10 from account_links l
    where l.account_id = app.account_id() and l.purpose = 'confirm_email' and l.created_at > at - interval '1 day'
  ) then
    return 'many';
  end if;
  update account_links l
  set voided_at = at
  where l.account_id = app.account_id() and l.purpose = 'confirm_email' and l.used_at is null and l.voided_at is null;
  insert into account_links (id, account_id, purpose, email, created_at, expires_at)
  values (link, app.account_id(), 'confirm_email', lower(address), at, expires);
  return 'asked';
end $$;

create function app.withdraw_email_change(wanted uuid) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  update account_links l
  set voided_at = app.setting('app.now')::timestamptz
  where l.id = wanted
    and l.account_id = app.account_id()
    and l.purpose = 'confirm_email'
    and l.used_at is null
    and l.voided_at is null;
end;

-- The address that was is told, with a link that brings it back.
create function app.confirm_email(
  token bytea, undo_link uuid, undo_expires timestamptz, out state text, out reason text
)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held account_links;
  former text;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    raise exception 'nobody confirms for somebody else' using errcode = '42501';
  end if;
  held := app.hold_link(token, 'confirm_email');
  select j.state, j.reason into state, reason from app.judge_link(held.id) j;
  if state is distinct from 'pending' then
    return;
  end if;
  update account_links l set used_at = at where l.id = held.id;
  select a.email into former from accounts a where a.id = held.account_id;
  update accounts a set email = held.email where a.id = held.account_id;
  perform app.void_links_of(held.account_id);
  insert into account_links (id, account_id, purpose, email, created_at, expires_at)
  values (undo_link, held.account_id, 'undo_email', former, at, undo_expires);
end $$;

-- Whoever reads the former address takes the account back: a password of theirs, and nobody signed in any more. What
-- was changed after that is undone with it.
create function app.undo_email(token bytea, next_hash text, account_tally text, out state text, out reason text)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held account_links;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    raise exception 'nobody undoes for somebody else' using errcode = '42501';
  end if;
  held := app.hold_link(token, 'undo_email');
  select j.state, j.reason into state, reason from app.judge_link(held.id) j;
  if state is distinct from 'pending' then
    return;
  end if;
  update account_links l set used_at = at where l.id = held.id;
  update accounts a
  set email = held.email, password_hash = next_hash, password_changed_at = at, password_reset_by = null
  where a.id = held.account_id;
  perform app.void_links_of(held.account_id);
  update account_links l
  set voided_at = at
  where l.account_id = held.account_id and l.used_at is null and l.voided_at is null and l.created_at >= held.created_at;
  perform app.end_sessions_of(held.account_id, null);
  update sign_in_failures f set failures = 0 where f.key = account_tally;
end $$;

-- For the mail that brings it. One to an address that signs in already gets no token: its reader is told so.
create function app.renew_link_token(wanted uuid, token bytea)
  returns table (purpose text, address text, next_email text, is_taken boolean)
  language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  taken boolean;
begin
  if not app.is_notifier() then
    return;
  end if;
  perform from account_links l where l.id = wanted for update;
  select exists (select from accounts a where a.email = l.email and a.id <> l.account_id) into taken
  from account_links l where l.id = wanted;
  return query
    update account_links l
    set token_hash = case when not taken then token end
    from accounts a
    where l.id = wanted
      and a.id = l.account_id
      and l.issued_by is null
      and (select j.state from app.judge_link(wanted) j) = 'pending'
    returning l.purpose, coalesce(l.email, a.email),
      case l.purpose when 'undo_email' then a.email when 'confirm_email' then l.email end, taken;
end $$;

create function app.delete_expired_links(at timestamptz, batch integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  deleted integer;
begin
  if not app.is_signing_in() or not pg_try_advisory_xact_lock(7254374) then
    return 0;
  end if;
  delete from account_links l where l.ctid = any (array(
    select e.ctid from account_links e
    where e.expires_at <= at - interval '30 days' or e.expires_at <= at and e.account_id is null
    limit batch for update skip locked));
  get diagnostics deleted = row_count;
  return deleted;
end $$;

drop function app.account_of(uuid);
create function app.account_of(person uuid)
  returns table (
    id uuid, email text, created_at timestamptz, disabled_at timestamptz, disabled_by uuid,
    password_changed_at timestamptz, password_reset_by uuid
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.id, a.email, a.created_at, a.disabled_at, a.disabled_by, a.password_changed_at, a.password_reset_by
  from accounts a
  where a.person_id = person and app.administers_account_of(person);
end;

insert into jobs.queue
  (name, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, retention_seconds,
   deletion_seconds, partition, table_name)
values ('account_mail', 'standard', 700, 5, true, 900, 180, 604800, 86400, false, 'job_common');
