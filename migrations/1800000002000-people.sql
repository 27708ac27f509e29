-- People, the organisations that they are members of, and the names they bore, for reports that must not change. What
-- an organisation may know and change of a person ends with the membership there, whoever recorded them. Who sees and
-- changes people is also asked of contracts, and stands with them (person-corrections).

create table people (
  id          uuid not null constraint people_pkey primary key,
  given_name  text not null,
  family_name text not null,
  birth_date  date,
  email       text,
  phone       text,
  owner_id    uuid constraint people_owner_id_fkey references organisations,
  external_id text,
  version     integer not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create unique index people_external_id_once on people (owner_id, external_id) where external_id is not null;
create unique index people_external_id_of_platform_once on people (external_id)
  where owner_id is null and external_id is not null;
create index people_email on people (lower(email));

create table memberships (
  id              uuid not null constraint memberships_pkey primary key,
  person_id       uuid not null constraint memberships_person_id_fkey references people,
  organisation_id uuid constraint memberships_organisation_id_fkey references organisations,
  role            text not null,
  from_day        date,
  until_day       date,
  created_at      timestamptz not null,
  constraint memberships_role_known check (
    role in ('platform_admin', 'centre_admin', 'referent', 'alternant', 'auditor', 'hr', 'tutor')
  ),
  constraint memberships_platform_has_no_organisation check ((role = 'platform_admin') = (organisation_id is null)),
  constraint memberships_days_in_order check (from_day < until_day)
);
create index memberships_person on memberships (person_id, role);
create index memberships_organisation on memberships (organisation_id, person_id);

-- These functions see past row security: the policies of other tables ask them without meeting those of memberships.

-- The organisations where whoever asks has one of these roles. A client's organisation is known from its entry: its
-- rights are those of a member, without a membership.
create function app.organisations_as(variadic roles text[]) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
return case
  when app.client_id() is null then coalesce((
    select array_agg(m.organisation_id)
    from memberships m
    where m.person_id = app.person_id()
      and m.role = any (roles)
      and m.organisation_id is not null
      and (m.from_day is null or m.from_day <= app.today())
      and (m.until_day is null or m.until_day > app.today())
  ), '{}')
  when app.setting('app.client_role') = any (roles) then array[app.setting('app.organisation_id')::uuid]
  else '{}'
end;

create function app.is_platform_admin() returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from memberships m
  where m.person_id = app.person_id()
    and m.role = 'platform_admin'
    and (m.from_day is null or m.from_day <= app.today())
    and (m.until_day is null or m.until_day > app.today())
);

-- A program gives the roles that neither read others nor judge them by themselves; it ends any.
create function app.may_give_role(role text, organisation uuid) returns boolean
  language sql stable
return app.is_platform_admin() or case
  when role in ('hr', 'tutor') then organisation = any (app.organisations_as('hr'))
  when role = 'alternant' then organisation = any (app.organisations_as('hr', 'centre_admin'))
  when role in ('centre_admin', 'referent', 'auditor') then organisation = any (app.organisations_as('centre_admin'))
  else false
end;

create function app.member_roles(person uuid, organisation uuid, from_day date, until_day date) returns text[]
  language sql stable security definer set search_path = public, pg_temp
return coalesce((
  select array_agg(distinct m.role)
  from memberships m
  where m.person_id = person
    and m.organisation_id = organisation
    and daterange(m.from_day, m.until_day) && daterange(member_roles.from_day, member_roles.until_day)
    and app.is_signed_in()
), '{}');

create function app.was_member(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from memberships m
  where m.person_id = was_member.person and m.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
);

create function app.never_a_member(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signed_in()
  and not exists (select from memberships m where m.person_id = never_a_member.person);

-- For 30 days an organisation still finds the name of who left, to correct an end made by mistake.
create function app.left_lately(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from memberships m
  where m.person_id = left_lately.person
    and m.until_day <= app.today() and m.until_day + 30 > app.today()
    and m.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
);

alter table people enable row level security, force row level security;
grant select, insert, update, delete on people to palier_maintenance;
grant select, insert, update on people to palier_api;
create policy people_maintenance on people to palier_maintenance using (true) with check (true);
create policy people_write on people for insert to palier_api with check (
  (select app.is_platform_admin())
  or owner_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
);

alter table memberships enable row level security, force row level security;
grant select, insert, update, delete on memberships to palier_maintenance;
grant select, insert, update (from_day, until_day) on memberships to palier_api;
create policy memberships_maintenance on memberships to palier_maintenance using (true) with check (true);
create policy memberships_read on memberships for select to palier_api using (
  person_id = (select app.person_id())
  or (select app.is_platform_admin())
  or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
);
create policy memberships_write on memberships for insert to palier_api with check (
  (select app.is_platform_admin())
  or role in ('hr', 'tutor') and organisation_id = any ((select app.organisations_as('hr'))::uuid[])
  or role in ('centre_admin', 'referent', 'alternant', 'auditor')
    and organisation_id = any ((select app.organisations_as('centre_admin'))::uuid[])
);
create policy memberships_update on memberships for update to palier_api using (
  (select app.is_platform_admin())
  or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
);

create function app.refuse_role_given_by_program() returns trigger
  language plpgsql
as $$
begin
  if app.client_id() is null or new.role in ('alternant', 'tutor', 'referent') then
    return new;
  end if;
  -- What is left of the days before, at either end, is nothing given.
  if tg_op = 'UPDATE' and daterange(old.from_day, old.until_day) @> daterange(new.from_day, new.until_day) then
    return new;
  end if;
  raise exception 'a person gives this role' using errcode = '42501';
end $$;

create trigger memberships_that_read_are_given_by_people before insert or update on memberships
  for each row when (current_user = 'palier_api') execute function app.refuse_role_given_by_program();

-- Asked by whoever ends a membership, also a platform administrator, who sees no contract.
create function app.memberships_of_leaver(person uuid)
  returns table (id uuid, organisation_id uuid, role text, from_day date, until_day date)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.id, m.organisation_id, m.role, m.from_day, m.until_day
  from memberships m
  where m.person_id = person
    and (app.is_platform_admin() or exists (
      select
      from memberships own
      where own.person_id = person
        and own.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
    ))
  order by m.id;
end;

-- Organisations come before the memberships that say who is the platform's, and so who writes them.
create policy organisations_write on organisations for insert to palier_api
  with check ((select app.is_platform_admin()));
create policy organisations_update on organisations for update to palier_api
  using ((select app.is_platform_admin()))
  with check ((select app.is_platform_admin()));
create policy organisation_names_write on organisation_names for insert to palier_api
  with check ((select app.is_platform_admin()));

create table person_names (
  person_id   uuid not null constraint person_names_person_id_fkey references people,
  recorded_at timestamptz not null,
  version     integer not null,
  given_name  text not null,
  family_name text not null,
  constraint person_names_pkey primary key (person_id, version)
);

alter table person_names enable row level security, force row level security;
grant select, insert, update, delete on person_names to palier_maintenance;
grant select on person_names to palier_api;
create policy person_names_maintenance on person_names to palier_maintenance using (true) with check (true);
create policy person_names_read on person_names for select to palier_api
  using (exists (select from people p where p.id = person_names.person_id));

-- What stands in the record, and nothing else, becomes a name of it: nobody writes the history of names.
create function app.keep_name(person uuid) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  insert into person_names (person_id, recorded_at, version, given_name, family_name)
  select p.id, p.updated_at, p.version, p.given_name, p.family_name
  from people p
  where p.id = keep_name.person and app.is_signed_in()
  on conflict do nothing;
end;

-- A report names thousands of people, each of whom the reader sees through a contract; to prove it again for each of
-- them, as the policy of person_names does, would cost more than all the rest of the report.
create function app.names_of_people(people uuid[], at timestamptz)
  returns table (person_id uuid, given_name text, family_name text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct on (n.person_id) n.person_id, n.given_name, n.family_name
  from person_names n
  where n.person_id = any (people) and n.recorded_at <= at and app.is_signed_in()
  order by n.person_id, n.version desc;
end;

-- Whatever the way in which a birth date is written, what it was stays known.
create table person_birth_dates (
  person_id   uuid not null constraint person_birth_dates_person_id_fkey references people,
  version     integer not null,
  recorded_at timestamptz not null,
  birth_date  date,
  constraint person_birth_dates_pkey primary key (person_id, version)
);

-- The API neither reads nor writes the table itself: the functions below are its only ways.
alter table person_birth_dates enable row level security, force row level security;
grant select, insert, update, delete on person_birth_dates to palier_maintenance;
grant select on person_birth_dates to palier_api;
create policy person_birth_dates_maintenance on person_birth_dates to palier_maintenance using (true) with check (true);
create policy person_birth_dates_read on person_birth_dates for select to palier_api using (false);

create function app.keep_birth_date() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if tg_op = 'INSERT' or new.birth_date is distinct from old.birth_date then
    insert into person_birth_dates (person_id, version, recorded_at, birth_date)
    values (new.id, new.version, new.updated_at, new.birth_date)
    on conflict (person_id, version) do update
    set recorded_at = excluded.recorded_at, birth_date = excluded.birth_date;
  end if;
  return null;
end $$;

create trigger people_keep_birth_dates after insert or update on people
  for each row execute function app.keep_birth_date();

create function app.birth_date_as_of(wanted uuid, at timestamptz) returns date
  language sql stable security definer set search_path = public, pg_temp
return case when app.is_signed_in() then (
  select k.birth_date from person_birth_dates k
  where k.person_id = wanted and k.recorded_at <= at
  order by k.version desc
  limit 1
) end;

-- A birth date is needed to judge what a minor may do, and who may tutor, by people who may not read it.
create function app.person_birth(person uuid, out found boolean, out birth_date date)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select count(*) = 1, max(p.birth_date) from people p where p.id = person and app.is_signed_in();
end;

-- Whether somebody is known already: who records or invites people asks; nobody else has a reason to. `lower(email)`
-- might tell what it is given, so row-level security keeps it from the index: without this function people of an
-- address are looked for among all. The ids alone tell nothing; who sees whom is asked of them as ever.
create function app.people_with_email(wanted text) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
return case
  when app.is_platform_admin() or cardinality(app.organisations_as('hr', 'centre_admin')) > 0
  then coalesce((select array_agg(p.id) from people p where lower(p.email) = lower(wanted)), '{}')
  else '{}'
end;

create function app.person_of_external_id(owner uuid, wanted text) returns uuid
  language sql stable security definer set search_path = public, pg_temp
return (
  select p.id from people p
  where p.owner_id is not distinct from person_of_external_id.owner
    and p.external_id = person_of_external_id.wanted
    and (app.is_platform_admin() or p.owner_id = any (app.organisations_as('hr', 'centre_admin')))
);

create function app.says_the_same(
  person uuid, given_name text, family_name text, birth_date date, email text, phone text
) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.left_lately(person) and exists (
  select from people p
  where p.id = says_the_same.person
    and p.given_name is not distinct from says_the_same.given_name
    and p.family_name is not distinct from says_the_same.family_name
    and p.birth_date is not distinct from says_the_same.birth_date
    and p.email is not distinct from says_the_same.email
    and p.phone is not distinct from says_the_same.phone
);

create function app.renew_person(person uuid, known integer, at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not app.was_member(renew_person.person) then
    return false;
  end if;
  update people p set version = p.version + 1, updated_at = renew_person.at
  where p.id = renew_person.person and p.version = renew_person.known;
  return found;
end $$;
