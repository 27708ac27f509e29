-- A training centre proposes an employer that nobody administers yet, with its tutors (docs/decisions/0061). A proposal
-- gives nothing: the tutors are no members, so their mandates open nothing until the employer's own administrator says
-- so of each.

-- Recorded by a proposal alone. The platform that records it later finds it, and says what is right of it.
alter table organisations add column is_proposed boolean not null default false;

create table employer_proposals (
  id                 uuid not null constraint employer_proposals_pkey primary key,
  organisation_id    uuid not null constraint employer_proposals_organisation_id_fkey references organisations,
  training_centre_id uuid not null constraint employer_proposals_training_centre_id_fkey references organisations,
  proposed_by        uuid not null constraint employer_proposals_proposed_by_fkey references people,
  proposed_at        timestamptz not null
);
create unique index employer_proposals_once on employer_proposals (organisation_id, training_centre_id);
create index employer_proposals_training_centre on employer_proposals (training_centre_id, id);

create table proposed_tutors (
  id          uuid not null constraint proposed_tutors_pkey primary key,
  proposal_id uuid not null constraint proposed_tutors_proposal_id_fkey references employer_proposals,
  person_id   uuid not null constraint proposed_tutors_person_id_fkey references people,
  proposed_by uuid not null constraint proposed_tutors_proposed_by_fkey references people,
  proposed_at timestamptz not null,
  decided_as  text constraint proposed_tutors_decision_known check (decided_as in ('accepted', 'refused', 'withdrawn')),
  decided_by  uuid constraint proposed_tutors_decided_by_fkey references people,
  decided_at  timestamptz,
  constraint proposed_tutors_decided_by_somebody check (
    num_nonnulls(decided_as, decided_by, decided_at) in (0, 3)
  )
);
create unique index proposed_tutors_person_once on proposed_tutors (person_id);
create index proposed_tutors_proposal on proposed_tutors (proposal_id, id);

-- An employer has joined once somebody administers it, or did.
create function app.has_joined(organisation uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return app.is_signed_in() and exists (
  select from memberships m
  where m.organisation_id = organisation
    and m.role = 'hr'
    and (m.from_day is null or m.from_day <= app.today())
);

-- Whoever a centre proposes as a tutor of an employer that has not joined yet, and nobody has decided on.
create function app.is_proposed_tutor(person uuid, employer uuid, centre uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select
  from proposed_tutors t
  join employer_proposals p on p.id = t.proposal_id
  where t.person_id = person
    and t.decided_as is null
    and p.organisation_id = employer
    and p.training_centre_id = centre
    and app.is_signed_in()
    and not app.has_joined(employer)
);

alter table employer_proposals enable row level security, force row level security;
grant select, insert, update, delete on employer_proposals to palier_maintenance;
grant select on employer_proposals to palier_api;
create policy employer_proposals_maintenance on employer_proposals to palier_maintenance using (true) with check (true);
create policy employer_proposals_read on employer_proposals for select to palier_api using (
  (select app.is_platform_admin())
  or training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  or organisation_id = any ((select app.organisations_as('hr'))::uuid[])
);

alter table proposed_tutors enable row level security, force row level security;
grant select, insert, update, delete on proposed_tutors to palier_maintenance;
grant select, insert (id, proposal_id, person_id, proposed_by, proposed_at) on proposed_tutors to palier_api;
create policy proposed_tutors_maintenance on proposed_tutors to palier_maintenance using (true) with check (true);
create policy proposed_tutors_read on proposed_tutors for select to palier_api
  using (exists (select from employer_proposals p where p.id = proposed_tutors.proposal_id));
create policy proposed_tutors_write on proposed_tutors for insert to palier_api with check (
  proposed_by = (select app.person_id())
  and app.never_a_member(person_id)
  and exists (
    select from employer_proposals p
    where p.id = proposed_tutors.proposal_id
      and p.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      and not app.has_joined(p.organisation_id)
  )
  and exists (
    select from people o
    where o.id = proposed_tutors.person_id
      and o.owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  )
);

-- The employer of that SIRET, which is recorded when nobody has (name, SIRET, FINESS, structure type); null when it has joined: then it says itself who it is.
create function app.propose_employer(
  proposal uuid, new_organisation uuid, centre uuid, details text[], at timestamptz
) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  employer uuid;
begin
  if app.person_id() is null or not centre = any (app.organisations_as('centre_admin')) then
    raise exception 'not yours to propose' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('siret ' || details[2], 0));
  select o.id into employer from organisations o
  where o.siret = details[2] and o.kind = 'employer' order by o.id limit 1;
  if not found then
    employer := new_organisation;
    insert into organisations
      (id, kind, name, siret, finess, structure_type, version, created_at, updated_at, is_proposed)
    values (employer, 'employer', details[1], details[2], details[3], details[4], 1, at, at, true);
    insert into organisation_names (organisation_id, recorded_at, version, name) values (employer, at, 1, details[1]);
  elsif app.has_joined(employer) then
    return null;
  end if;
  insert into employer_proposals (id, organisation_id, training_centre_id, proposed_by, proposed_at)
  values (proposal, employer, centre, app.person_id(), at)
  on conflict do nothing;
  return employer;
end $$;

-- Who is proposed, for whoever decides: what they are called, the address until it is decided, and whether the record is somebody's elsewhere by now.
create function app.person_proposed(wanted uuid)
  returns table (given_name text, family_name text, email text, is_taken boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select app.called(p.given_name, p.usual_given_name), app.called(p.family_name, p.usual_family_name),
    case when t.decided_as is null then p.email end as email,
    t.decided_as is null and (
      exists (select from accounts a where a.person_id = p.id)
      or exists (select from memberships m where m.person_id = p.id)
      or exists (select from person_merges g where g.duplicate_id = p.id and g.undone_at is null)
    ) as is_taken
  from proposed_tutors t
  join employer_proposals e on e.id = t.proposal_id
  join people p on p.id = t.person_id
  where t.id = wanted
    and (
      app.is_platform_admin()
      or e.training_centre_id = any (app.organisations_as('centre_admin'))
      or e.organisation_id = any (app.organisations_as('hr'))
    );
end;

-- The employer's own administrator accepts or refuses, the centre withdraws. Whoever is accepted is the employer's: a member,
-- whose record it keeps. One who signs in or belongs somewhere by now is not taken in by a proposal. False: decided already.
create function app.decide_proposed_tutor(wanted uuid, decision text, membership uuid, at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  tutor proposed_tutors;
  proposal employer_proposals;
begin
  select t.* into tutor from proposed_tutors t where t.id = wanted for update;
  select p.* into proposal from employer_proposals p where p.id = tutor.proposal_id;
  if app.person_id() is null or not coalesce((
    case decision
      when 'withdrawn' then proposal.training_centre_id = any (app.organisations_as('centre_admin'))
      else proposal.organisation_id = any (app.organisations_as('hr'))
    end
  ), false) then
    raise exception 'not yours to decide' using errcode = '42501';
  end if;
  if tutor.decided_as is not null then
    return false;
  end if;
  if decision = 'accepted' then
    perform from people p where p.id = tutor.person_id for update;
    if (select q.is_taken from app.person_proposed(wanted) q) then
      raise exception 'somebody else is kept elsewhere' using errcode = '42501';
    end if;
    insert into memberships (id, person_id, organisation_id, role, created_at)
    values (membership, tutor.person_id, proposal.organisation_id, 'tutor', at);
    update people p
    set owner_id = proposal.organisation_id, external_id = null, version = p.version + 1, updated_at = at
    where p.id = tutor.person_id;
  end if;
  update proposed_tutors t
  set decided_as = decision, decided_by = app.person_id(), decided_at = at
  where t.id = wanted;
  return true;
end $$;

-- The employer's HR name tutors and observers; the centre its referent, observers, the tutor who is HR, and on a draft
-- whoever it proposes as a tutor of an employer that has not joined. Nobody opens their own mandate. A wall behind `mayGive`.
create or replace function app.gives_mandate(contract uuid, person uuid, role text, from_day date, until_day date)
  returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from contracts c
  where c.id = contract
    and (
      c.employer_id = any (app.organisations_as('hr'))
        and role in ('main_tutor', 'co_tutor', 'substitute', 'observer')
      or c.training_centre_id = any (app.organisations_as('centre_admin'))
        and (
          role in ('referent', 'observer')
          or role in ('main_tutor', 'co_tutor', 'substitute')
            and (
              'hr' = any (app.member_roles(person, c.employer_id, from_day, until_day))
              or c.signed_on is null and app.is_proposed_tutor(person, c.employer_id, c.training_centre_id)
            )
        )
    )
);
