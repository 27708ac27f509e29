-- Who somebody signed a contract as is for its centre to correct. The policies of people that ask contracts and
-- mandates stand here too, since contracts name people and so come after them.

create function app.holds_signed_contract(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signed_in() and exists (
  select from contracts c
  where c.alternant_id = holds_signed_contract.person and c.signed_on is not null and c.cancelled_on is null
);

-- When all contracts are over only the last one counts: a centre that somebody left for another corrects nothing.
-- Nobody corrects themself, nor by a client of which they know a secret.
create function app.corrects_identity(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return person <> all (app.people_behind_caller()) and (app.is_platform_admin() or exists (
  select from contracts c
  where c.alternant_id = corrects_identity.person and c.signed_on is not null and c.cancelled_on is null
    and c.training_centre_id = any (app.organisations_as('centre_admin'))
    and (c.held_until > app.today() or not exists (
      select from contracts later
      where later.alternant_id = c.alternant_id and later.signed_on is not null and later.cancelled_on is null
        and later.held_until > c.held_until
    ))
));

-- One's own, one's members (and 30 days after they left), who was recorded or invited and is nowhere yet, and whoever
-- stands on a contract that one may see.
create policy people_read on people for select to palier_api using (
  id = (select app.person_id())
  or (select app.is_platform_admin())
  or exists (
    select from memberships m
    where m.person_id = people.id
      and (m.until_day is null or m.until_day + 30 > (select app.today()))
      and m.organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
  )
  or owner_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[]) and app.never_a_member(id)
  or exists (select from contracts c where c.alternant_id = people.id)
  or exists (select from mandates m where m.person_id = people.id)
);
create policy people_update on people for update to palier_api using (
  id = (select app.person_id())
  or (select app.is_platform_admin())
  or exists (
    select from memberships m
    where m.person_id = people.id
      and (m.until_day is null or m.until_day > (select app.today()))
      and m.organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
  )
  or owner_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[]) and app.never_a_member(id)
  or app.corrects_identity(id)
);

-- The second wall behind the policy of the service: a role that may change a phone may not change who signed.
create function app.keep_identity() returns trigger
  language plpgsql
as $$
begin
  if current_user = 'palier_api' and app.holds_signed_contract(old.id) and not app.corrects_identity(old.id) then
    raise exception 'identity_protected' using errcode = 'PA403';
  end if;
  return new;
end $$;

create trigger people_identity_is_kept before update on people
  for each row when (
    old.given_name is distinct from new.given_name
    or old.family_name is distinct from new.family_name
    or old.birth_date is distinct from new.birth_date
  )
  execute function app.keep_identity();

create table person_corrections (
  person_id           uuid not null constraint person_corrections_person_id_fkey references people,
  version             integer not null,
  recorded_at         timestamptz not null,
  corrected_by        uuid constraint person_corrections_corrected_by_fkey references people,
  corrected_by_client uuid constraint person_corrections_corrected_by_client_fkey references api_clients,
  reason              text not null,
  given_name_before   text not null,
  family_name_before  text not null,
  birth_date_before   date,
  given_name_after    text not null,
  family_name_after   text not null,
  birth_date_after    date,
  constraint person_corrections_pkey primary key (person_id, version),
  constraint person_corrections_have_one_author check (num_nonnulls(corrected_by, corrected_by_client) = 1)
);

alter table person_corrections enable row level security, force row level security;
grant select, insert, update, delete on person_corrections to palier_maintenance;
grant select, insert on person_corrections to palier_api;
create policy person_corrections_maintenance on person_corrections to palier_maintenance using (true) with check (true);
create policy person_corrections_read on person_corrections for select to palier_api
  using (person_id = (select app.person_id()) or app.corrects_identity(person_id));
create policy person_corrections_write on person_corrections for insert to palier_api with check (
  corrected_by is not distinct from (select app.person_id())
  and corrected_by_client is not distinct from (select app.client_id())
  and app.corrects_identity(person_id)
);

-- The contracts first: whoever signs one holds it, and reads who the alternant is. Held alone, as whoever writes a
-- contract holds it: whoever reads it asks the row who is writing.
create function app.lock_identity(
  person uuid, out is_protected boolean, out may_correct boolean, out birth_date date
)
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if app.is_signed_in() then
    perform from contracts c where c.alternant_id = lock_identity.person order by c.id for update;
  end if;
  is_protected := app.holds_signed_contract(lock_identity.person);
  may_correct := app.corrects_identity(lock_identity.person);
  if may_correct then
    select p.birth_date into birth_date from people p where p.id = lock_identity.person;
  end if;
end $$;

-- An answer shows the name of its alternant, and what the birth date makes of the contract.
create function app.renew_contracts_of(person uuid, at timestamptz) returns void
  language sql security definer set search_path = public, pg_temp
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
end;
