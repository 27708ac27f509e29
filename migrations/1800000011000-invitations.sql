-- Invitations. One is judged when it is made and again when it is accepted; it is withdrawn, superseded or void
-- meanwhile. What acceptance does, the account of a new person included, is behind functions that take the hash of a
-- token and act on that invitation alone: whoever is signing in reads and writes nothing else.

-- Whether somebody may give a role, by whoever it is, signed in or not.
create function app.gives_role(giver uuid, role text, organisation uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from memberships m
  where m.person_id = giver
    and (m.from_day is null or m.from_day <= app.today())
    and (m.until_day is null or m.until_day > app.today())
    and case m.role
      when 'platform_admin' then true
      when 'hr' then gives_role.role in ('hr', 'tutor') and m.organisation_id = organisation
      when 'centre_admin' then gives_role.role in ('centre_admin', 'referent', 'alternant', 'auditor')
        and m.organisation_id = organisation
      else false
    end
);

-- An invitation lets its bearer choose the first password: nobody but the platform gives one of somebody who also
-- stands elsewhere. That is a role or a mandate elsewhere, one on the platform included; or a contract, as its
-- alternant, of which the organisation is not the centre: what alternants confide is not their employer's to read. A
-- draft is one side's word, and counts for nothing.
create function app.first_password_is_not_of(organisation uuid, person uuid) returns boolean
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
        and c.signed_on is not null
        and c.cancelled_on is null
        and (organisation is null or organisation not in (c.employer_id, c.training_centre_id))
        and (d.until_day is null or d.until_day > app.today())
    )
    or exists (
      select from contracts c
      where c.alternant_id = person
        and c.signed_on is not null
        and c.cancelled_on is null
        and c.held_until > app.today()
        and c.training_centre_id is distinct from organisation
    )
  );

revoke execute on function app.gives_role, app.first_password_is_not_of from public;

create function app.stands_elsewhere_without_password(person uuid, organisation uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.person_id() is not null and app.first_password_is_not_of(organisation, person);

create table invitations (
  id              uuid not null constraint invitations_pkey primary key,
  email           text not null,
  organisation_id uuid constraint invitations_organisation_id_fkey references organisations,
  role            text not null,
  person_id       uuid not null constraint invitations_person_id_fkey references people,
  token_hash      bytea not null,
  invited_by      uuid not null constraint invitations_invited_by_fkey references people,
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  accepted_at     timestamptz,
  withdrawn_at    timestamptz,
  withdrawn_by    uuid constraint invitations_withdrawn_by_fkey references people,
  superseded_by   uuid constraint invitations_superseded_by_fkey references invitations deferrable initially deferred,
  voided_at       timestamptz,
  constraint invitations_withdrawn_by_somebody check ((withdrawn_at is null) = (withdrawn_by is null)),
  constraint invitations_end_once check (num_nonnulls(accepted_at, withdrawn_at, superseded_by) <= 1)
);
create unique index invitations_token_once on invitations (token_hash);
create index invitations_organisation on invitations (organisation_id);
create unique index invitations_open_once on invitations (lower(email), organisation_id, role)
  nulls not distinct
  where accepted_at is null and withdrawn_at is null and superseded_by is null and voided_at is null;
create index invitations_person on invitations (person_id);

-- The API's role makes invitations and reads them without their token; the rest is the functions'.
alter table invitations enable row level security, force row level security;
grant select, insert, update, delete on invitations to palier_maintenance;
grant
  select (
    id, email, organisation_id, role, person_id, invited_by, created_at, expires_at, accepted_at, withdrawn_at,
    withdrawn_by, superseded_by, voided_at
  ),
  insert (id, email, organisation_id, role, person_id, token_hash, invited_by, created_at, expires_at)
on invitations to palier_api;
create policy invitations_maintenance on invitations to palier_maintenance using (true) with check (true);
create policy invitations_read on invitations for select to palier_api using (
  (select app.is_platform_admin())
  or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
);
create policy invitations_write on invitations for insert to palier_api with check (
  invited_by = (select app.person_id())
  and app.may_give_role(role, organisation_id)
  and ((select app.is_platform_admin()) or not app.stands_elsewhere_without_password(person_id, organisation_id))
);

-- Whether somebody whose role ended is still what an invitation to that role, or to another, takes them for.
create function app.is_member_as(person uuid, organisation uuid, ended text, wanted text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from memberships m
  where m.person_id = person
    and m.organisation_id is not distinct from organisation
    and (ended <> wanted or m.role = wanted)
    and (m.from_day is null or m.from_day <= app.today())
    and (m.until_day is null or m.until_day > app.today())
);
revoke execute on function app.is_member_as from public;

-- What ended it is said first, in the order of who may know; what the day brings last.
create function app.judge_invitation(wanted uuid, out state text, out void_reason text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select
    case
      when i.accepted_at is not null then 'accepted'
      when i.withdrawn_at is not null then 'withdrawn'
      when i.superseded_by is not null then 'superseded'
      when i.voided_at is not null then 'void'
      when i.expires_at <= coalesce(app.setting('app.now')::timestamptz, now()) or f.has_left then 'expired'
      when f.reason is not null then 'void'
      else 'pending'
    end as state,
    case
      when num_nonnulls(i.accepted_at, i.withdrawn_at, i.superseded_by) > 0 then null
      when i.voided_at is not null then 'email_changed'
      when i.expires_at <= coalesce(app.setting('app.now')::timestamptz, now()) or f.has_left then null
      else f.reason
    end as void_reason
  from invitations i
  join people p on p.id = i.person_id
  cross join lateral (
    select case
      when p.email is null or lower(p.email) <> lower(i.email) then 'email_changed'
      when not app.gives_role(i.invited_by, i.role, i.organisation_id)
        or not exists (
          select from accounts a where a.person_id = i.invited_by and a.disabled_at is null
        ) then 'inviter_lost_right'
      when not app.gives_role(i.invited_by, 'platform_admin', null)
        and app.first_password_is_not_of(i.organisation_id, i.person_id) then 'platform_invitation_needed'
    end as reason,
    -- A last day that came after it was sent: of the role that it gives, or of all that they were there.
    exists (
      select from memberships m
      where m.person_id = i.person_id
        and m.organisation_id is not distinct from i.organisation_id
        and m.until_day > (i.created_at at time zone 'Europe/Paris')::date
        and m.until_day <= app.today()
        and not app.is_member_as(i.person_id, i.organisation_id, m.role, i.role)
    ) as has_left
  ) f
  where i.id = wanted;
end;
revoke execute on function app.judge_invitation from public;

create function app.invitation_state(wanted uuid, out state text, out void_reason text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select j.state, j.void_reason
  from invitations i
  cross join lateral app.judge_invitation(i.id) j
  where i.id = wanted
    and (
      app.is_platform_admin()
      or i.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
    );
end;

create function app.invitation_to_accept(token bytea)
  returns table (
    id uuid, state text, void_reason text, email text, given_name text, family_name text, has_password boolean
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select i.id, j.state, j.void_reason, i.email, p.given_name, p.family_name,
    exists (select from accounts a where a.person_id = i.person_id and a.password_hash is not null) as has_password
  from invitations i
  join people p on p.id = i.person_id
  cross join lateral app.judge_invitation(i.id) j
  where i.token_hash = token and app.is_signing_in();
end;

-- Locks person, invitation, accounts, memberships, in this order: whoever corrects the address, withdraws, disables
-- the inviter or ends their role is either done and seen, or waits. A password is set for an account that has none.
create function app.accept_invitation(
  token bytea, new_account uuid, new_membership uuid, first_password text, out state text, out void_reason text,
  out password_set boolean
)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  invited invitations;
  at timestamptz := app.setting('app.now')::timestamptz;
begin
  if not app.is_signing_in() then
    raise exception 'nobody accepts for somebody else' using errcode = '42501';
  end if;
  perform from people p
    where p.id = (select i.person_id from invitations i where i.token_hash = token) for no key update;
  select * into invited from invitations i where i.token_hash = token for update;
  if not found then
    return;
  end if;
  perform from accounts a
    where a.person_id in (invited.person_id, invited.invited_by) order by a.id for no key update;
  perform from memberships m where m.person_id = invited.invited_by order by m.id for share;
  select j.state, j.void_reason into state, void_reason from app.judge_invitation(invited.id) j;
  if state <> 'pending' then
    return;
  end if;

  insert into accounts (id, person_id, email, created_at)
    values (new_account, invited.person_id, lower(invited.email), at)
    on conflict (person_id) do nothing;
  update accounts a
    set password_hash = first_password, email = lower(invited.email)
    where a.person_id = invited.person_id and a.password_hash is null;
  password_set := found;
  if password_set and first_password is null then
    raise exception 'an account needs a password' using errcode = '23502';
  end if;

  -- Not said since when, it has always held; unless it was held before, and then it is since today.
  insert into memberships (id, person_id, organisation_id, role, from_day, until_day, created_at)
    select new_membership, invited.person_id, invited.organisation_id, invited.role,
      case when bool_or(m.until_day <= app.today()) then app.today() end,
      min(m.from_day) filter (where m.from_day > app.today()), at
    from (select) one
    left join memberships m
      on m.person_id = invited.person_id
      and m.organisation_id is not distinct from invited.organisation_id
      and m.role = invited.role
    having not coalesce(bool_or(
      m.id is not null
      and (m.from_day is null or m.from_day <= app.today())
      and (m.until_day is null or m.until_day > app.today())
    ), false);
  update invitations i set accepted_at = at where i.id = invited.id;
  state := 'accepted';
end $$;

-- What an acceptance answers to its bearer, who is nobody yet.
create function app.accepted_invitation(token bytea)
  returns table (
    id uuid, email text, organisation_id uuid, role text, person_id uuid, invited_by uuid,
    created_at timestamptz, expires_at timestamptz, accepted_at timestamptz
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select i.id, i.email, i.organisation_id, i.role, i.person_id, i.invited_by, i.created_at, i.expires_at,
    i.accepted_at
  from invitations i
  where i.token_hash = token and i.accepted_at is not null and app.is_signing_in();
end;

-- False when it was accepted, withdrawn, superseded or out of date already.
create function app.withdraw_invitation(wanted uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update invitations i
    set withdrawn_at = app.setting('app.now')::timestamptz, withdrawn_by = app.person_id()
    where i.id = wanted
      and app.person_id() is not null
      and app.may_give_role(i.role, i.organisation_id)
      and num_nonnulls(i.accepted_at, i.withdrawn_at, i.superseded_by) = 0
      and i.expires_at > app.setting('app.now')::timestamptz;
  return found;
end $$;

-- For the mail that brings it, with a token made as it is sent (docs/decisions/0025); for one that is not pending,
-- nothing.
create function app.renew_invitation_token(wanted uuid, token bytea)
  returns table (email text, organisation text)
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not app.is_notifier() then
    return;
  end if;
  perform from invitations i where i.id = wanted for update;
  return query
    update invitations i
    set token_hash = token
    where i.id = wanted and (select j.state from app.judge_invitation(wanted) j) = 'pending'
    returning i.email, (select o.name from organisations o where o.id = i.organisation_id);
end $$;

-- One open invitation of an address, organisation and role: where two are made at once, the second takes the place of
-- the first. Open is said as `invitations_open_once` says it, so that its index is read.
create function app.supersede_invitations() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(
    format('invitation %s %s %s', lower(new.email), new.organisation_id, new.role), 0));
  update invitations i
    set superseded_by = new.id
    where lower(i.email) = lower(new.email)
      and i.organisation_id is not distinct from new.organisation_id
      and i.role = new.role
      and i.accepted_at is null
      and i.withdrawn_at is null
      and i.superseded_by is null
      and i.voided_at is null;
  return new;
end $$;

create trigger invitations_supersede before insert on invitations
  for each row execute function app.supersede_invitations();

-- An address that was corrected was not theirs: what was sent to it is void, also if it comes back.
create function app.void_invitations() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update invitations i
    set voided_at = coalesce(app.setting('app.now')::timestamptz, now())
    where i.person_id = new.id
      and lower(i.email) is distinct from lower(new.email)
      and i.accepted_at is null
      and i.withdrawn_at is null
      and i.superseded_by is null
      and i.voided_at is null;
  return new;
end $$;

create trigger people_address_voids_invitations after update of email on people
  for each row when (lower(old.email) is distinct from lower(new.email)) execute function app.void_invitations();

-- Whoever ends a membership takes back what would give it again, or another one there.
create function app.withdraw_invitations_of_leaver() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update invitations i
    set withdrawn_at = coalesce(app.setting('app.now')::timestamptz, now()),
        withdrawn_by = coalesce((app.people_behind_caller())[1], i.invited_by)
    where i.person_id = new.person_id
      and i.organisation_id is not distinct from new.organisation_id
      and i.accepted_at is null
      and i.withdrawn_at is null
      and i.superseded_by is null
      and not app.is_member_as(new.person_id, new.organisation_id, new.role, i.role);
  return new;
end $$;

create trigger memberships_end_withdraws_invitations after update of until_day on memberships
  for each row when (new.until_day <= app.today() and (old.until_day is null or old.until_day > app.today()))
  execute function app.withdraw_invitations_of_leaver();

revoke execute on function app.supersede_invitations, app.void_invitations, app.withdraw_invitations_of_leaver
  from public;
