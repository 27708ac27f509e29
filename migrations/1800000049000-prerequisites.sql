-- Where the paper behind an attestation is found, for whoever handles the papers; and which prerequisites nothing holds.

create table attestation_proofs (
  id                 uuid not null constraint attestation_proofs_pkey primary key,
  attestation_id     uuid not null constraint attestation_proofs_attestation_id_fkey references attestations,
  contract_id        uuid not null constraint attestation_proofs_contract_id_fkey references contracts,
  sequence           bigint not null,
  reference          text not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint attestation_proofs_recorded_by_fkey references people,
  recorded_by_client uuid constraint attestation_proofs_recorded_by_client_fkey references api_clients,
  constraint attestation_proofs_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  -- A number or the name of a file: no blanks, a figure, and no long row of letters, so that nothing can be told in it.
  constraint attestation_proofs_reference_short check (
    reference ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$' and reference ~ '[0-9]' and reference !~ '[A-Za-z]{13}'
  )
);
create unique index attestation_proofs_once on attestation_proofs (attestation_id);
create unique index attestation_proofs_in_order on attestation_proofs (contract_id, sequence);

alter table attestation_proofs enable row level security, force row level security;
grant select, insert, update, delete on attestation_proofs to palier_maintenance;
grant select, insert on attestation_proofs to palier_api;
create policy attestation_proofs_maintenance on attestation_proofs to palier_maintenance using (true) with check (true);
create policy attestation_proofs_read on attestation_proofs for select to palier_api
  using (app.handles_contract_papers(contract_id));
create policy attestation_proofs_write on attestation_proofs for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy attestation_proofs_of_no_guest on attestation_proofs as restrictive for insert to palier_api
  with check (app.guest_link_id() is null);
create trigger attestation_proofs_never_of_oneself after insert or update of contract_id, recorded_by on attestation_proofs
  for each row execute function app.refuse_own_subject('recorded_by');

-- A proof belongs to the attestation that was recorded in the same breath, and to no other.
create function app.refuse_late_proof() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (
    select from attestations a
    where a.id = new.attestation_id and a.contract_id = new.contract_id and a.sequence = new.sequence
  ) then
    raise exception using errcode = 'check_violation', constraint = 'attestation_proofs_with_its_attestation',
      message = 'a proof belongs to the attestation that it was recorded with';
  end if;
  return null;
end $$;
create trigger attestation_proofs_with_its_attestation after insert on attestation_proofs
  for each row execute function app.refuse_late_proof();

insert into personal_data (place, table_name, of_contract, by_person, sorted_by, erased) values
  (490, 'attestation_proofs', '{contract_id}', '{recorded_by}', 'sequence', 'deleted');

-- Most ladders ask for nothing: those that do are found without reading any.
create index ladders_asking on ladders (id) where jsonb_path_exists(missions, '$[*].prerequisites[*]');

-- The running contracts whose ladder asks for something: for whoever tells people.
create function app.contracts_asking(on_day date, ahead integer) returns table (contract_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.id
  from contracts c
  where c.ladder_id in (select l.id from ladders l where jsonb_path_exists(l.missions, '$[*].prerequisites[*]'))
    and c.signed_on is not null
    and c.cancelled_on is null
    and c.held_until > contracts_asking.on_day
    and c.starts_on <= contracts_asking.on_day + contracts_asking.ahead
    and app.is_notifier();
end;

-- What the running contracts among these ask for by their ladders, and nothing attests for each of the days from then on as
-- many days ahead, or to the end of the contract: those of a level that is reached, and what somebody attested before. For
-- whoever sees the contract, and for whoever tells people.
create function app.prerequisites_unheld(contracts uuid[], on_day date, ahead integer)
  returns table (contract_id uuid, life jsonb, prerequisite text, attestations jsonb)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with rights as materialized (
    select
      app.is_notifier() as is_notifier,
      app.person_id() as person_id,
      app.contracts_mandated() as mandated,
      app.organisations_as('hr', 'auditor') as employers,
      app.organisations_as('centre_admin', 'auditor') as centres
  ),
  asking as materialized (
    select l.id from ladders l where jsonb_path_exists(l.missions, '$[*].prerequisites[*]')
  ),
  running as materialized (
    select c.*, greatest(prerequisites_unheld.on_day, c.starts_on) as from_day,
      least(prerequisites_unheld.on_day + prerequisites_unheld.ahead + 1, c.held_until) as to_day
    from rights r
    cross join unnest(prerequisites_unheld.contracts) w (id)
    cross join lateral (select * from contracts one where one.id = w.id offset 0) c
    where exists (select from asking)
      and c.ladder_id in (select a.id from asking a)
      and c.signed_on is not null
      and c.cancelled_on is null
      and c.held_until > prerequisites_unheld.on_day
      and c.starts_on <= prerequisites_unheld.on_day + prerequisites_unheld.ahead
      and (
        r.is_notifier
        or c.alternant_id = r.person_id
        or c.id = any (r.mandated)
        or c.employer_id = any (r.employers)
        or c.training_centre_id = any (r.centres)
      )
  ),
  asked as materialized (
    select l.id as ladder_id, p.code, min(v.place) as place
    from (select distinct r.ladder_id from running r) d
    cross join lateral (select * from ladders one where one.id = d.ladder_id offset 0) l
    cross join lateral jsonb_array_elements(l.missions) m (mission)
    cross join lateral jsonb_array_elements_text(m.mission -> 'prerequisites') p (code)
    join lateral (
      select x.place from jsonb_array_elements(l.levels) with ordinality x (level, place)
      where x.level ->> 'code' = m.mission ->> 'level'
    ) v on true
    group by l.id, p.code
  ),
  places as materialized (
    select l.id as ladder_id, x.level ->> 'code' as level, x.place
    from (select distinct r.ladder_id from running r) d
    cross join lateral (select * from ladders one where one.id = d.ladder_id offset 0) l
    cross join lateral jsonb_array_elements(l.levels) with ordinality x (level, place)
  ),
  held as materialized (
    select c.id as contract_id, g.prerequisite, g.days
    from running c
    cross join lateral (
      select a.prerequisite, range_agg(daterange(a.from_day, a.until_day)) as days
      from attestations a
      where a.contract_id = c.id
        and not exists (select from attestation_withdrawals w where w.attestation_id = a.id offset 0)
      group by a.prerequisite
      offset 0
    ) g
  )
  select
    c.id,
    jsonb_build_object(
      'startsOn', c.starts_on,
      'until', c.until_day,
      'signedOn', c.signed_on,
      'endedOn', case when c.ended_as is not null then c.held_until end,
      'endedAs', c.ended_as,
      'cancelledOn', c.cancelled_on,
      'suspensions', (
        select coalesce(jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r))), '[]')
        from unnest(c.suspensions) as s (r)
      )
    ),
    q.code,
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', a.id, 'prerequisite', a.prerequisite, 'from', a.from_day, 'until', a.until_day,
        'isWithdrawn', exists (select from attestation_withdrawals w where w.attestation_id = a.id offset 0)
      ) order by a.sequence), '[]')
      from attestations a
      where a.contract_id = c.id and a.prerequisite = q.code
    )
  from running c
  join asked q on q.ladder_id = c.ladder_id
  left join held on held.contract_id = c.id and held.prerequisite = q.code
  where coalesce(not held.days @> daterange(c.from_day, c.to_day), true)
    and (
      held.days is not null
      or q.place <= coalesce(
        (
          select x.place
          from progress p
          join places x on x.ladder_id = c.ladder_id and x.level = p.current_level
          where p.contract_id = c.id
        ),
        1
      )
    );
end;

-- Whoever administers the sides of these contracts today, never the alternant: for whoever tells people.
create function app.administrators_to_notify(contracts uuid[])
  returns table (contract_id uuid, person_id uuid, role text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.id, m.person_id, m.role
  from contracts c
  join memberships m
    on m.organisation_id = c.employer_id and m.role = 'hr'
    or m.organisation_id = c.training_centre_id and m.role = 'centre_admin'
  where c.id = any (administrators_to_notify.contracts)
    and m.person_id <> c.alternant_id
    and (m.from_day is null or m.from_day <= app.today())
    and (m.until_day is null or m.until_day > app.today())
    and app.is_notifier();
end;
