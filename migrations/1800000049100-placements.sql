-- Days of a contract that are spent elsewhere than at its employer: at a host, with a structure type and a tutor of its own.

-- Added, never changed: the last row of one placement_id counts, and says it whole. The name of the host is kept as it was
-- then, and so is its structure type: what an organisation becomes later changes nothing of what was allowed there.
create table placement_versions (
  id                   uuid not null constraint placement_versions_pkey primary key,
  contract_id          uuid not null constraint placement_versions_contract_id_fkey references contracts,
  sequence             bigint not null,
  recorded_at          timestamptz not null,
  recorded_by          uuid constraint placement_versions_recorded_by_fkey references people,
  recorded_by_client   uuid constraint placement_versions_recorded_by_client_fkey references api_clients,
  placement_id         uuid not null,
  kind                 text not null,
  host_id              uuid constraint placement_versions_host_id_fkey references organisations,
  host_name            text not null,
  host_siret           text,
  structure_type       text not null,
  from_day             date not null,
  until_day            date not null,
  agreement_reference  text,
  agreement_signed_on  date,
  agreement_sent_on    date,
  tutor_name           text,
  reason               text,
  is_withdrawn         boolean not null,
  constraint placement_versions_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint placement_versions_kind_known check (kind in ('host_company', 'diploma_placement')),
  constraint placement_versions_days_in_order check (from_day <= until_day),
  constraint placement_versions_sent_once_signed check (agreement_sent_on >= agreement_signed_on)
);
create unique index placement_versions_in_order on placement_versions (contract_id, sequence);
create index placement_versions_of_one on placement_versions (placement_id, sequence);

alter table placement_versions enable row level security, force row level security;
grant select, insert, update, delete on placement_versions to palier_maintenance;
grant select, insert on placement_versions to palier_api;
create policy placement_versions_maintenance on placement_versions to palier_maintenance using (true) with check (true);

-- Where each placement stands, kept by the trigger below alone: mandates refer to it, and no two of one contract share a day.
create table placements (
  id           uuid not null constraint placements_pkey primary key,
  contract_id  uuid not null constraint placements_contract_id_fkey references contracts,
  kind         text not null,
  host_id      uuid constraint placements_host_id_fkey references organisations,
  from_day     date not null,
  until_day    date not null,
  is_withdrawn boolean not null,
  constraint placements_of_a_contract unique (id, contract_id),
  constraint placements_one_at_a_time
    exclude using gist (contract_id with =, daterange(from_day, until_day) with &&) where (not is_withdrawn)
);
create index placements_contract on placements (contract_id, from_day);
create index placements_host on placements (host_id) where host_id is not null;

alter table placements enable row level security, force row level security;
grant select, insert, update, delete on placements to palier_maintenance;
grant select on placements to palier_api;
create policy placements_maintenance on placements to palier_maintenance using (true) with check (true);

-- A tutor at the host: on the days of that placement, and as a member of that host.
alter table mandates
  add column placement_id uuid,
  add constraint mandates_placement_id_fkey foreign key (placement_id, contract_id) references placements (id, contract_id),
  add constraint mandates_at_a_host_second check (placement_id is null or role in ('co_tutor', 'substitute'));
create index mandates_placement on mandates (placement_id) where placement_id is not null;

create function app.keep_placement() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into placements (id, contract_id, kind, host_id, from_day, until_day, is_withdrawn)
  values (
    new.placement_id, new.contract_id, new.kind, new.host_id, new.from_day, new.until_day, new.is_withdrawn
  )
  on conflict (id) do update
  set kind = excluded.kind, from_day = excluded.from_day, until_day = excluded.until_day,
    is_withdrawn = excluded.is_withdrawn
  where placements.contract_id = excluded.contract_id
    and placements.host_id is not distinct from excluded.host_id
    and not placements.is_withdrawn;
  if not found then
    raise exception 'a placement keeps its contract and its host, and what was withdrawn stays so'
      using errcode = '23514', constraint = 'placements_stay';
  end if;
  -- Whoever takes days from a placement has ended the mandates of these days before.
  if exists (
    select
    from mandates d
    where d.placement_id = new.placement_id
      and d.from_day is distinct from d.until_day
      and (new.is_withdrawn or not daterange(new.from_day, new.until_day) @> daterange(d.from_day, d.until_day))
  ) then
    raise exception 'a mandate of this placement lasts longer' using errcode = '23514', constraint = 'placements_hold_mandates';
  end if;
  return new;
end $$;
create trigger placement_versions_keep before insert on placement_versions
  for each row execute function app.keep_placement();

-- Those at an organisation of which the caller is HR, from the day on which somebody of theirs is given a mandate there: until then
-- a host knows nothing of whoever is to come.
create function app.placements_hosted() returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return array(
    select p.id
    from placements p
    where p.host_id = any (app.organisations_as('hr'))
      and not p.is_withdrawn
      and p.until_day + 30 > app.today()
      and exists (
        select from mandates d where d.placement_id = p.id and d.from_day is distinct from d.until_day
      )
  );
end $$;

-- Whom whoever sees a placement sees there: the host does not see the contract.
create function app.alternant_placed(placement uuid) returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return (
    select c.alternant_id
    from placements p
    join contracts c on c.id = p.contract_id
    where p.id = placement and app.is_signed_in()
  );
end $$;

create policy placement_versions_read on placement_versions for select to palier_api using (
  contract_id = (select app.contract_scope())
  or placement_id = any ((select app.placements_hosted())::uuid[])
  or exists (select from contracts c where c.id = placement_versions.contract_id)
);
create policy placements_read on placements for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = placements.contract_id)
);
-- By a side of today, in its own name, and never of oneself: a right is judged when it is used.
create policy placement_versions_write on placement_versions for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (
    select from contracts c
    where c.id = placement_versions.contract_id
      and c.alternant_id <> all ((select app.people_behind_caller())::uuid[])
      and (
        c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      )
  )
);

-- A mandate at a host lies within its placement.
create policy mandates_within_placement on mandates as restrictive for insert to palier_api with check (
  placement_id is null
  or exists (
    select from placements p
    where p.id = mandates.placement_id
      and p.contract_id = mandates.contract_id
      and p.host_id is not null
      and not p.is_withdrawn
      and daterange(p.from_day, p.until_day) @> daterange(mandates.from_day, mandates.until_day)
  )
);

insert into personal_data (place, table_name, of_contract, by_person, sorted_by, words, item_words, erased) values
  (98, 'placement_versions', '{contract_id}', '{recorded_by}', 'sequence', '{host_name, tutor_name, agreement_reference, reason}', '{}', 'words'),
  (99, 'placements', '{contract_id}', '{}', 'id', '{}', '{}', 'kept');

-- Where an alternant was or will be beside their employer, as it was recorded by then: for whoever is told what they may do.
create function app.places_of(wanted uuid, at timestamptz) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', v.placement_id, 'from', v.from_day, 'until', v.until_day, 'structureType', v.structure_type, 'name', v.host_name
    ) order by v.from_day)
    from (
      select distinct on (x.placement_id) x.placement_id, x.from_day, x.until_day, x.structure_type, x.host_name, x.is_withdrawn
      from placement_versions x
      where x.contract_id = wanted and x.recorded_at <= at and (app.is_signed_in() or app.is_notifier())
      order by x.placement_id, x.sequence desc
    ) v
    where not v.is_withdrawn and v.from_day < v.until_day
  ), '[]');
end $$;

-- The days on which somebody belongs to what a mandate stands for: of one at a host, to that host. That it lies within its
-- placement is held above; what was withdrawn gives nothing.
create function app.member_days(person uuid, contract uuid, mandate_role text, placement uuid) returns datemultirange
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if placement is null then
    return app.member_days(person, contract, mandate_role);
  end if;
  return coalesce((
    select range_agg(daterange(m.from_day, m.until_day))
    from placements p
    join memberships m on m.person_id = member_days.person and m.organisation_id = p.host_id and m.role in ('hr', 'tutor')
    where p.id = placement
      and p.contract_id = contract
      and not p.is_withdrawn
      and mandate_role in ('co_tutor', 'substitute')
      and (app.is_signed_in() or app.is_notifier())
  ), '{}');
end $$;

create or replace function app.team_days(wanted uuid) returns table (mandate_id uuid, days datemultirange)
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
          else m.organisation_id = case when d.placement_id is null then c.employer_id else p.host_id end
            and m.role in ('hr', 'tutor')
            and p.is_withdrawn is not true
        end
    ), '{}')
    from mandates d
    join contracts c on c.id = d.contract_id
    left join lateral (select x.* from placements x where x.id = d.placement_id offset 0) p on true
    where d.contract_id = wanted and (app.is_signed_in() or app.is_notifier());
end $$;

create or replace function app.contracts_mandated() returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return coalesce((
    select array_agg(d.contract_id)
    from mandates d
    join contracts c on c.id = d.contract_id
    left join lateral (select x.* from placements x where x.id = d.placement_id offset 0) p on true
    where d.person_id = app.person_id()
      and (d.until_day is null or (d.until_day > d.from_day and d.until_day + 30 > app.today()))
      and p.is_withdrawn is not true
      and exists (
        select
        from memberships m
        where m.person_id = d.person_id
          and (m.until_day is null or m.until_day + 30 > app.today())
          and case d.role
            when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
            when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
            else m.organisation_id = case when d.placement_id is null then c.employer_id else p.host_id end
              and m.role in ('hr', 'tutor')
          end
      )
  ), '{}'::uuid[]);
end $$;

create or replace function app.own_mandates(wanted uuid, out days text, out are_read boolean, out version xid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if app.person_id() is null then
    return;
  end if;
  if app.guest_link_id() is not null then
    select g.days || '|' || g.days, true, g.version into days, are_read, version
    from (
      select
        case
          when l.purpose = 'tutor_once'
            then datemultirange(daterange(l.met_on, app.paris_day(l.expires_at) + 1))::text
          else '{}'
        end as days,
        c.xmin::text::xid as version
      from guest_links l
      join contracts c on c.id = l.contract_id
      where l.id = app.guest_link_id() and l.contract_id = wanted
    ) g;
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
  left join lateral (select x.* from placements x where x.id = d.placement_id offset 0) p on true
  cross join lateral (
    select range_agg(daterange(m.from_day, m.until_day)) as days,
      bool_or((m.until_day is null or m.until_day + 30 > app.today())) as are_read
    from memberships m
    where m.person_id = d.person_id
      and case d.role
        when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
        when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
        else m.organisation_id = case when d.placement_id is null then c.employer_id else p.host_id end
          and m.role in ('hr', 'tutor')
          and p.is_withdrawn is not true
      end
  ) m
  where c.id = wanted;
end $$;

create or replace function app.asked_mandate(wanted uuid, on_day date) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return exists (
    select
    from mandates m
    where m.contract_id = wanted
      and m.person_id = app.person_id()
      and m.from_day <= on_day and (m.until_day is null or m.until_day > on_day)
      and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> on_day
  );
end $$;

create or replace function app.asked_team(wanted uuid, on_day date) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return exists (
    select
    from mandates m
    where m.contract_id = wanted
      and m.person_id = app.person_id()
      and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> on_day
  );
end $$;

create or replace function app.people_to_notify(contracts uuid[])
  returns table (
    contract_id uuid, alternant_id uuid, person_id uuid, role text, from_day date, until_day date, absences jsonb,
    member_on jsonb
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.id as contract_id, c.alternant_id, m.person_id, m.role, m.from_day, m.until_day,
    (
      select coalesce(jsonb_agg(jsonb_build_object('from', a.from_day, 'until', coalesce((
        select min(e.until_day) from mandate_absence_ends e where e.absence_id = a.id
      ), a.until_day))), '[]')
      from mandate_absences a
      where a.mandate_id = m.id
    ) as absences,
    (
      select coalesce(jsonb_agg(jsonb_build_object('from', lower(d.days), 'until', upper(d.days))), '[]')
      from unnest(app.member_days(m.person_id, m.contract_id, m.role, m.placement_id)) as d (days)
    ) as member_on
  from contracts c
  left join mandates m on m.contract_id = c.id and daterange(m.from_day, m.until_day) @> app.today()
  where c.id = any (people_to_notify.contracts) and app.is_notifier();
end;

-- Whoever is hosted counts for their tutor at the host company too (R6223-10); whether it is so of the placements of a diploma
-- is not settled, and they do not.
create or replace function app.contracts_followed(tutor uuid, besides uuid, from_day date, until_day date)
  returns table (kind text, is_continuation boolean, starts_on date, held_until date)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.kind, part.is_prolonged or (select t.is_repeating from app.tutoring_terms(c.id, null, 'infinity') t), part.since,
    part.until
  from mandates m
  join contracts c on c.id = m.contract_id
  cross join lateral (select app.prolonged_from(c.id)) p (day)
  cross join lateral (
    values
      (false, greatest(c.starts_on, m.from_day), least(c.held_until, m.until_day, p.day)),
      (true, greatest(c.starts_on, m.from_day, p.day), least(c.held_until, m.until_day))
  ) part (is_prolonged, since, until)
  where app.is_signed_in()
    and (p.day is not null or not part.is_prolonged)
    and part.since < part.until
    and (
      m.person_id = tutor
      and (m.role = 'main_tutor' or m.role = 'co_tutor' and exists (
        select from placements h where h.id = m.placement_id and h.kind = 'host_company' and not h.is_withdrawn
      ))
      and c.id <> besides
      and c.signed_on is not null
      and c.cancelled_on is null
      and daterange(part.since, part.until)
        && daterange(contracts_followed.from_day, contracts_followed.until_day)
    );
end;

-- The employers of a contract: its own, and the hosts of its placements.
create function app.workplaces_of(contract uuid) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.employer_id from contracts c where c.id = workplaces_of.contract and app.is_signed_in()
  union
  select p.host_id from placements p
  where p.contract_id = workplaces_of.contract and p.host_id is not null and not p.is_withdrawn and app.is_signed_in();
end;

create or replace function app.derogations_of(tutor uuid, contract uuid)
  returns table (apprentices smallint, from_day date, until_day date)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.apprentices, p.from_day, p.until_day
  from tutor_proofs p
  where app.is_signed_in()
    and p.kind = 'derogation'
    and p.withdrawn_at is null
    and p.person_id = any (app.records_of(tutor))
    and (contract is null or p.employer_id in (select app.workplaces_of(contract)))
  order by p.from_day;
end;

create or replace function app.proofs_of_tutor(contract uuid, tutor uuid)
  returns table (
    kind text, title text, level smallint, framework_code text, obtained_on date, from_day date, until_day date,
    months smallint, is_placement boolean, hours smallint, idcc text, recorded_at timestamptz, withdrawn_at timestamptz
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.kind, p.title, p.level, p.framework_code, p.obtained_on, p.from_day, p.until_day, p.months, p.is_placement,
    p.hours, p.idcc, p.recorded_at, p.withdrawn_at
  from tutor_proofs p
  where p.employer_id in (select app.workplaces_of(contract))
    and p.person_id = any (app.records_of(tutor))
    and app.reads_proofs(contract, tutor)
  order by p.id;
end;

-- Whom somebody stands for on a contract: the host, whose membership a mandate at a host ends with.
create or replace function app.mandates_of_leaver(person uuid)
  returns table (
    id uuid, contract_id uuid, role text, from_day date, until_day date, alternant_id uuid, employer_id uuid,
    training_centre_id uuid
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.id, m.contract_id, m.role, m.from_day, m.until_day, c.alternant_id,
    case when m.placement_id is null then c.employer_id else p.host_id end, c.training_centre_id
  from mandates m
  join contracts c on c.id = m.contract_id
  left join lateral (select x.* from placements x where x.id = m.placement_id offset 0) p on true
  where m.person_id = person
    and (m.until_day is null or m.until_day > m.from_day)
    and (app.administers_party(c.employer_id, c.training_centre_id) or p.host_id = any (app.organisations_as('hr')))
  order by m.contract_id, m.id;
end;

create function app.hosts_tutor_of(contract uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return exists (
    select
    from mandates d
    join placements p on p.id = d.placement_id
    where d.contract_id = hosts_tutor_of.contract and p.host_id = any (app.organisations_as('hr'))
  );
end $$;

create or replace function app.lock_contract_of_leaver(wanted uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  alternant uuid;
begin
  select c.alternant_id into alternant
  from contracts c
  where c.id = wanted
    and (app.administers_party(c.employer_id, c.training_centre_id) or app.hosts_tutor_of(c.id))
  for update;
  perform app.remember_contract(case when found then wanted end, alternant);
  return alternant is not null;
end $$;

create or replace function app.end_mandate_of_leaver(mandate uuid, on_day date, at timestamptz) returns void
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
    and (
      app.administers_party(c.employer_id, c.training_centre_id)
      or exists (
        select from placements p where p.id = m.placement_id and p.host_id = any (app.organisations_as('hr'))
      )
    )
    and m.from_day <= on_day
    and (m.until_day is null or m.until_day > on_day)
  returning m.contract_id into held;
  if held is null then
    raise exception 'not yours to end' using errcode = '42501';
  end if;
  update contracts c set version = c.version + 1, updated_at = at where c.id = held;
end $$;
