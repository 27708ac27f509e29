-- The tutoring team: who, as what, from when to when. A mandate gives rights on the days on which its holder is a
-- member of what it stands for; whoever leaves an organisation leaves the contracts that they followed for it.

create table mandates (
  id                 uuid not null constraint mandates_pkey primary key,
  contract_id        uuid not null constraint mandates_contract_id_fkey references contracts,
  person_id          uuid not null constraint mandates_person_id_fkey references people,
  role               text not null,
  from_day           date not null,
  until_day          date,
  planned_until_day  date,
  max_level          text,
  replaces           uuid constraint mandates_replaces_fkey references mandates,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint mandates_recorded_by_fkey references people,
  ended_recorded_at  timestamptz,
  recorded_by_client uuid constraint mandates_recorded_by_client_fkey references api_clients,
  constraint mandates_role_known check (role in ('main_tutor', 'co_tutor', 'substitute', 'observer', 'referent')),
  constraint mandates_days_in_order check (from_day <= until_day),
  constraint mandates_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint mandates_one_main_tutor_at_a_time
    exclude using gist (contract_id with =, daterange(from_day, until_day) with &&) where (role = 'main_tutor')
);
create index mandates_contract on mandates (contract_id, from_day);
create index mandates_person on mandates (person_id, contract_id);
create index mandates_ended_late on mandates (contract_id)
  where ended_recorded_at is not null and until_day < (ended_recorded_at at time zone 'Europe/Paris')::date;

-- The employer's HR name tutors and observers; the centre its referent, observers, and the tutor who is HR. Nobody
-- opens their own mandate. A wall behind `mayGive`.
create function app.gives_mandate(contract uuid, person uuid, role text, from_day date, until_day date)
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
            and 'hr' = any (app.member_roles(person, c.employer_id, from_day, until_day))
        )
    )
);

alter table mandates enable row level security, force row level security;
grant select, insert, update, delete on mandates to palier_maintenance;
grant select, insert, update (until_day, ended_recorded_at) on mandates to palier_api;
create policy mandates_maintenance on mandates to palier_maintenance using (true) with check (true);
create policy mandates_read on mandates for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = mandates.contract_id)
);
create policy mandates_write on mandates for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and person_id <> all ((select app.people_behind_caller())::uuid[])
  and app.gives_mandate(contract_id, person_id, role, from_day, until_day)
);
create policy mandates_update on mandates for update to palier_api using (
  exists (
    select from contracts c
    where c.id = mandates.contract_id
      and (
        c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);

create trigger mandates_never_of_oneself after insert or update of contract_id, person_id on mandates
  for each row execute function app.refuse_own_subject('person_id');

create function app.refuse_prolonged_mandate() returns trigger
  language plpgsql
as $$
begin
  if new.until_day is null or new.until_day > old.until_day then
    raise exception 'a mandate is shortened, never prolonged' using errcode = '42501';
  end if;
  return new;
end $$;

create trigger mandates_only_end_sooner before update of until_day on mandates
  for each row when (current_user = 'palier_api' and new.until_day is distinct from old.until_day)
  execute function app.refuse_prolonged_mandate();

create table mandate_absences (
  id                 uuid not null constraint mandate_absences_pkey primary key,
  mandate_id         uuid not null constraint mandate_absences_mandate_id_fkey references mandates,
  contract_id        uuid not null constraint mandate_absences_contract_id_fkey references contracts,
  from_day           date not null,
  until_day          date,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint mandate_absences_recorded_by_fkey references people,
  recorded_by_client uuid constraint mandate_absences_recorded_by_client_fkey references api_clients,
  constraint mandate_absences_days_in_order check (from_day < until_day),
  constraint mandate_absences_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
);
create index mandate_absences_mandate on mandate_absences (mandate_id);
create index mandate_absences_contract on mandate_absences (contract_id);

alter table mandate_absences enable row level security, force row level security;
grant select, insert, update, delete on mandate_absences to palier_maintenance;
grant select, insert on mandate_absences to palier_api;
create policy mandate_absences_maintenance on mandate_absences to palier_maintenance using (true) with check (true);
create policy mandate_absences_read on mandate_absences for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = mandate_absences.contract_id)
);
create policy mandate_absences_write on mandate_absences for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (select from contracts c where c.id = mandate_absences.contract_id)
);

-- What a mandate lets its holder do: the policies of facts ask these. Walls behind `suitsRole` (what a holder has to be
-- a member as) and `holdsOn`: a test compares.

create function app.member_days(person uuid, contract uuid, mandate_role text) returns datemultirange
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return coalesce((
    select range_agg(daterange(m.from_day, m.until_day))
    from contracts c
    join memberships m on m.person_id = member_days.person
    where c.id = member_days.contract
      and (app.is_signed_in() or app.is_notifier())
      and case mandate_role
        when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
        when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
        else m.organisation_id = c.employer_id and m.role in ('hr', 'tutor')
      end
  ), '{}');
end $$;

-- The days on which whoever asks has a mandate on a contract, and those on which they are of its team; whether a
-- mandate opens it to them; and which version of the contract said so. Asked once, when it is held.
create function app.own_mandates(wanted uuid, out days text, out are_read boolean, out version xid)
  language plpgsql stable security definer set search_path = public, pg_temp
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
    coalesce(bool_or(m.are_read and (
      d.until_day is null or (d.until_day > d.from_day and d.until_day + 30 > app.today())
    )), false),
    min(c.xmin::text)::xid
  into days, are_read, version
  from contracts c
  join mandates d on d.contract_id = c.id and d.person_id = app.person_id()
  cross join lateral (
    select range_agg(daterange(m.from_day, m.until_day)) as days,
      bool_or((m.until_day is null or m.until_day + 30 > app.today())) as are_read
    from memberships m
    where m.person_id = d.person_id
      and case d.role
        when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
        when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
        else m.organisation_id = c.employer_id and m.role in ('hr', 'tutor')
      end
  ) m
  where c.id = wanted;
end $$;

create function app.asked_mandate(wanted uuid, on_day date) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return exists (
    select
    from mandates m
    where m.contract_id = wanted
      and m.person_id = app.person_id()
      and m.from_day <= on_day and (m.until_day is null or m.until_day > on_day)
      and app.member_days(m.person_id, m.contract_id, m.role) @> on_day
  );
end $$;

create function app.asked_team(wanted uuid, on_day date) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return exists (
    select
    from mandates m
    where m.contract_id = wanted
      and m.person_id = app.person_id()
      and app.member_days(m.person_id, m.contract_id, m.role) @> on_day
  );
end $$;

-- What is remembered of the contract that is held; else the question is asked.

create function app.has_mandate(wanted uuid, on_day date) returns boolean
  language sql stable
return case
  when wanted = app.contract_scope() and app.setting('app.held_days') is not null
    then on_day <@ split_part(app.setting('app.held_days'), '|', 1)::datemultirange
  else app.asked_mandate(wanted, on_day)
end;

create function app.is_of_team(wanted uuid, on_day date) returns boolean
  language sql stable
return case
  when wanted = app.contract_scope() and app.setting('app.held_days') is not null
    then on_day <@ split_part(app.setting('app.held_days'), '|', 2)::datemultirange
  else app.asked_team(wanted, on_day)
end;

-- The days of a whole team in one question.
create function app.team_days(wanted uuid) returns table (mandate_id uuid, days datemultirange)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select d.id, coalesce((
      select range_agg(daterange(m.from_day, m.until_day))
      from memberships m
      where m.person_id = d.person_id
        and case d.role
          when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
          when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
          else m.organisation_id = c.employer_id and m.role in ('hr', 'tutor')
        end
    ), '{}')
    from mandates d
    join contracts c on c.id = d.contract_id
    where d.contract_id = wanted and (app.is_signed_in() or app.is_notifier());
end $$;

-- HR of the employer read what is confided only as a tutor whom somebody else named.
create function app.tutors_by_another_hand(contract uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from mandates m
  where m.contract_id = contract
    and m.person_id = app.person_id()
    and m.role in ('main_tutor', 'co_tutor', 'substitute')
    and (m.until_day is null or m.until_day > m.from_day and m.until_day + 30 > app.today())
    and m.recorded_by is distinct from m.person_id
    and not exists (
      select from api_client_secrets s
      where s.client_id = m.recorded_by_client
        and s.created_by = m.person_id
        and s.created_at <= m.recorded_at
        and (s.expires_at is null or s.expires_at > m.recorded_at - interval '65 minutes')
    )
);

-- The employer's HR reads neither comments nor what was said in confidence; whoever stands nearer does. Names the
-- reader's own relation to a contract: never null, also for a client.
create function app.reads_comments(c contracts) returns boolean
  language sql stable
return coalesce(c.alternant_id = app.person_id(), false)
  or c.id = any (app.contracts_mandated())
    and (not c.employer_id = any (app.organisations_as('hr')) or app.tutors_by_another_hand(c.id))
  or c.employer_id = any (app.organisations_as('auditor'))
  or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'));

create function app.reads_confidences(wanted uuid) returns boolean
  language plpgsql stable
as $$
begin
  return exists (select from contracts c where c.id = wanted and app.reads_comments(c));
end $$;

-- Whoever signs contracts must learn that a tutor is full, also by contracts that they may not see.
create function app.contracts_followed(tutor uuid, besides uuid, from_day date, until_day date)
  returns table (kind text, is_continuation boolean, starts_on date, held_until date)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.kind, c.continuation_of is not null,
    greatest(c.starts_on, m.from_day), least(c.held_until, m.until_day)
  from mandates m
  join contracts c on c.id = m.contract_id
  where app.is_signed_in()
    and (
      m.person_id = tutor
      and m.role = 'main_tutor'
      and c.id <> besides
      and c.signed_on is not null
      and c.cancelled_on is null
      and daterange(c.starts_on, c.held_until) * daterange(m.from_day, m.until_day)
        && daterange(contracts_followed.from_day, contracts_followed.until_day)
    );
end;

-- Whoever ends a membership ends mandates with it, also a platform administrator, who sees no contract: these
-- functions know no more than which contracts somebody leaves.

create function app.administers_party(employer uuid, centre uuid) returns boolean
  language sql stable
return app.is_platform_admin()
  or employer = any (app.organisations_as('hr'))
  or centre = any (app.organisations_as('centre_admin'));

create function app.mandates_of_leaver(person uuid)
  returns table (
    id uuid, contract_id uuid, role text, from_day date, until_day date, alternant_id uuid, employer_id uuid,
    training_centre_id uuid
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.id, m.contract_id, m.role, m.from_day, m.until_day, c.alternant_id, c.employer_id, c.training_centre_id
  from mandates m
  join contracts c on c.id = m.contract_id
  where m.person_id = person
    and (m.until_day is null or m.until_day > m.from_day)
    and app.administers_party(c.employer_id, c.training_centre_id)
  order by m.contract_id, m.id;
end;

create function app.lock_contract_of_leaver(wanted uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  alternant uuid;
begin
  select c.alternant_id into alternant
  from contracts c
  where c.id = wanted and app.administers_party(c.employer_id, c.training_centre_id)
  for update;
  perform app.remember_contract(case when found then wanted end, alternant);
  return alternant is not null;
end $$;

create function app.end_mandate_of_leaver(mandate uuid, on_day date, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  held uuid;
begin
  update mandates m
  set until_day = on_day, ended_recorded_at = at
  from contracts c
  where m.id = mandate
    and c.id = m.contract_id
    and app.administers_party(c.employer_id, c.training_centre_id)
    and m.from_day <= on_day
    and (m.until_day is null or m.until_day > on_day)
  returning m.contract_id into held;
  if held is null then
    raise exception 'not yours to end' using errcode = '42501';
  end if;
  update contracts c set version = c.version + 1, updated_at = at where c.id = held;
end $$;
