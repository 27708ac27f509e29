-- HR records its own alternants; whoever signs a contract with a centre is the centre's alternant too.

drop policy memberships_write on memberships;
create policy memberships_write on memberships for insert to palier_api with check (
  (select app.is_platform_admin())
  or role in ('hr', 'tutor', 'alternant') and organisation_id = any ((select app.organisations_as('hr'))::uuid[])
  or role in ('centre_admin', 'referent', 'alternant', 'auditor')
    and organisation_id = any ((select app.organisations_as('centre_admin'))::uuid[])
);

-- The centre may not be the signer's, who may give no role there: the signature gives it, of a contract of theirs that
-- is signed. Whoever is the centre's alternant today or later stays as they are.
create function app.admit_alternant(wanted uuid, membership uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  signed record;
begin
  select c.alternant_id, c.training_centre_id, least(c.starts_on, app.today()) as from_day into signed
  from contracts c
  where c.id = wanted and c.signed_on is not null and c.cancelled_on is null
    and (
      c.employer_id = any (app.organisations_as('hr'))
      or c.training_centre_id = any (app.organisations_as('centre_admin'))
    );
  if not found or exists (
    select from memberships m
    where m.person_id = signed.alternant_id and m.organisation_id = signed.training_centre_id
      and m.role = 'alternant' and (m.until_day is null or m.until_day > app.today())
  ) then
    return;
  end if;
  insert into memberships (id, person_id, organisation_id, role, from_day, created_at)
  values (membership, signed.alternant_id, signed.training_centre_id, 'alternant', signed.from_day, at);
  update people p set version = p.version + 1, updated_at = admit_alternant.at where p.id = signed.alternant_id;
end $$;
