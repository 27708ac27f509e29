-- Somebody rules on a fact of a day that a late suspension or ending made inactive, or that the late end of a mandate
-- took from its author. What is contested is computed: only the answers are kept.

-- `step`: the sequence of the act that contests the fact. A later act may contest it again.
create table contested_fact_rulings (
  id                uuid not null constraint contested_fact_rulings_pkey primary key,
  contract_id       uuid not null constraint contested_fact_rulings_contract_id_fkey references contracts,
  sequence          bigint not null,
  recorded_at       timestamptz not null,
  ruled_by          uuid not null constraint contested_fact_rulings_ruled_by_fkey references people,
  observation_id    uuid constraint contested_fact_rulings_observation_id_fkey references observations,
  sign_off_id       uuid constraint contested_fact_rulings_sign_off_id_fkey references sign_offs,
  level_decision_id uuid constraint contested_fact_rulings_level_decision_id_fkey references level_decisions,
  step              bigint not null,
  ruling            text not null constraint contested_fact_rulings_ruling_known
                      check (ruling in ('fact_stands', 'fact_overturned')),
  reason            text not null,
  constraint contested_fact_rulings_of_one_fact
    check (num_nonnulls(observation_id, sign_off_id, level_decision_id) = 1)
);
create unique index contested_fact_rulings_in_order on contested_fact_rulings (contract_id, sequence);
create unique index contested_fact_rulings_one_of_observation on contested_fact_rulings (observation_id, step)
  where observation_id is not null;
create unique index contested_fact_rulings_one_of_sign_off on contested_fact_rulings (sign_off_id, step)
  where sign_off_id is not null;
create unique index contested_fact_rulings_one_of_level_decision on contested_fact_rulings (level_decision_id, step)
  where level_decision_id is not null;

alter table contested_fact_rulings enable row level security, force row level security;
grant select, insert, update, delete on contested_fact_rulings to palier_maintenance;
grant select, insert on contested_fact_rulings to palier_api;
create policy contested_fact_rulings_maintenance on contested_fact_rulings to palier_maintenance
  using (true) with check (true);
create policy contested_fact_rulings_read on contested_fact_rulings for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = contested_fact_rulings.contract_id)
);
create policy contested_fact_rulings_write on contested_fact_rulings for insert to palier_api with check (
  ruled_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
  and ruled_by <> coalesce(
    (select o.observer_id from observations o where o.id = observation_id),
    app.author_of_fact(sign_off_id, null, level_decision_id)
  )
);
create policy contested_fact_rulings_by_a_member on contested_fact_rulings as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)) or app.administers_centre_of(contract_id));

create trigger contested_fact_rulings_never_of_oneself
  after insert or update of contract_id, ruled_by on contested_fact_rulings
  for each row execute function app.refuse_own_subject('ruled_by');
create trigger contested_fact_rulings_by_somebody_else
  after insert or update of ruled_by, observation_id, sign_off_id, level_decision_id on contested_fact_rulings
  for each row execute function app.refuse_own_ruling('ruled_by');

-- Whether a fact counts no more. Invoker's rights: whoever sees the contract sees its facts and its progress.

-- Withdrawn as a whole, or each of its items with a revocation that stands.
create function app.is_withdrawn(observation uuid, items jsonb) returns boolean
  language sql stable
begin atomic
  select exists (
    select from observation_withdrawals w
    where w.observation_id = is_withdrawn.observation
  ) and (
    exists (
      select from observation_withdrawals w
      where w.observation_id = is_withdrawn.observation
        and w.revocation_id is null
    )
    or not exists (
      select
      from jsonb_array_elements(is_withdrawn.items) as i (item)
      where not exists (
        select from observation_withdrawals w
        where w.observation_id = is_withdrawn.observation
          and w.competency = i.item ->> 'competency'
          and w.level = i.item ->> 'level'
          and not exists (select from overturns v where v.revocation_id = w.revocation_id)
      )
    )
  );
end;

-- Overturned, revoked itself, or an `acquired` that no longer stands: a revocation below took it, or a move left it
-- behind.
create function app.is_revoked(sign_off uuid, contract uuid, outcome text) returns boolean
  language sql stable
begin atomic
  select exists (select from overturns v where v.sign_off_id = is_revoked.sign_off)
    or exists (
      select from revocations t
      where t.sign_off_id = is_revoked.sign_off
        and not exists (select from overturns v where v.revocation_id = t.id)
    )
    or (is_revoked.outcome = 'acquired' and not exists (
      select
      from progress p
      cross join lateral (select jsonb_build_object('id', is_revoked.sign_off) as named) n
      where p.contract_id = is_revoked.contract
        and (
          jsonb_path_exists(p.state::jsonb, '$.levels[*].requirements[*].signOff ? (@.id == $id)', n.named)
          or jsonb_path_exists(p.marks::jsonb, '$[*][*][*] ? (@.signOff == $id)', n.named)
        )
    ));
end;

-- Overturned, or an `open` that a revocation, a refusal or another word of a tutor voided.
create function app.is_void(level_decision uuid, contract uuid, decision text) returns boolean
  language sql stable
begin atomic
  select exists (select from overturns v where v.level_decision_id = is_void.level_decision)
    or (is_void.decision = 'open' and not exists (
      select
      from progress p
      where p.contract_id = is_void.contract
        and jsonb_path_exists(
          p.state::jsonb,
          '$.levels[*].decisions[*] ? (@.id == $id && @.effective == true)',
          jsonb_build_object('id', is_void.level_decision)
        )
    ));
end;

-- The acts, recorded late, that say of a day what was not known when a fact of that day was recorded.

-- The days out of each backdated act, as the steps say it now: a suspension until the return that was recorded last,
-- an end for good unless another replaced it. Invoker's rights: whoever sees the contract sees its steps.
create function app.contesting_steps(wanted uuid)
  returns table (sequence bigint, recorded_at timestamptz, days daterange)
  language sql stable
begin atomic
  select s.sequence, s.recorded_at, daterange(s.on_day, (
    select r.on_day
    from contract_steps r
    where r.contract_id = s.contract_id
      and s.kind = 'suspended'
      and r.kind = 'resumed'
      and r.sequence > s.sequence
      and not exists (
        select from contract_steps n
        where n.contract_id = s.contract_id
          and n.kind = 'suspended'
          and n.sequence > s.sequence
          and n.sequence < r.sequence
      )
    order by r.sequence desc
    limit 1
  )) as days
  from contract_steps s
  where s.contract_id = contesting_steps.wanted
    and s.kind in ('suspended', 'terminated', 'completed')
    and s.on_day < (s.recorded_at at time zone 'Europe/Paris')::date
    and (s.kind = 'suspended' or not exists (
      select from contract_steps e
      where e.contract_id = s.contract_id
        and e.kind in ('terminated', 'completed')
        and e.sequence > s.sequence
    ));
end;

-- Up to which level a mandate reaches is what `canSign` says: a test compares.
create function app.held_then(wanted uuid, person uuid, on_day date, roles text[], up_to text) returns boolean
  language sql stable
begin atomic
  select exists (
    select
    from mandates m
    join contracts c on c.id = m.contract_id
    join ladders l on l.id = c.ladder_id
    where m.contract_id = held_then.wanted
      and m.person_id = held_then.person
      and m.role = any (held_then.roles)
      and daterange(m.from_day, m.until_day) @> held_then.on_day
      and (held_then.up_to is null or m.max_level is null or m.max_level = held_then.up_to or (
        select a.place < b.place
        from jsonb_array_elements(l.levels) with ordinality as a (level, place)
        cross join jsonb_array_elements(l.levels) with ordinality as b (level, place)
        where a.level ->> 'code' = held_then.up_to
          and b.level ->> 'code' = m.max_level
      ))
  );
end;

-- The days that the last end took from a mandate, where it was recorded after the first of them.
create function app.contesting_ends(wanted uuid)
  returns table (sequence bigint, recorded_at timestamptz, person_id uuid, role text, days daterange)
  language sql stable
begin atomic
  select e.sequence, m.ended_recorded_at as recorded_at, m.person_id, m.role,
    daterange(m.until_day, m.planned_until_day) as days
  from mandates m
  cross join lateral (
    select max(e.sequence) as sequence
    from events e
    where e.contract_id = m.contract_id
      and e.type = 'mandate.ended'
      and e.data ->> 'mandateId' = m.id::text
  ) e
  where m.contract_id = contesting_ends.wanted
    and m.ended_recorded_at is not null
    and m.until_day < (m.ended_recorded_at at time zone 'Europe/Paris')::date;
end;

-- What contests one fact: `day`, that it speaks of; `recorded_on`, of its recording, null where that needs no
-- mandate; `roles` and `up_to`, what its author had to hold. Who held another such mandate that day is not contested.
create function app.contesting_acts(
  wanted uuid, after_sequence bigint, author uuid, day date, recorded_on date, roles text[], up_to text
)
  returns table (sequence bigint, recorded_at timestamptz)
  language sql stable
begin atomic
  select s.sequence, s.recorded_at
  from app.contesting_steps(contesting_acts.wanted) s
  where s.sequence > contesting_acts.after_sequence
    and s.days @> contesting_acts.day
  union all
  select e.sequence, e.recorded_at
  from app.contesting_ends(contesting_acts.wanted) e
  where e.sequence > contesting_acts.after_sequence
    and e.person_id = contesting_acts.author
    and e.role = any (contesting_acts.roles)
    and (
      (e.days @> contesting_acts.day and not app.held_then(
        contesting_acts.wanted, contesting_acts.author, contesting_acts.day, contesting_acts.roles,
        contesting_acts.up_to
      ))
      or (e.days @> contesting_acts.recorded_on and not app.held_then(
        contesting_acts.wanted, contesting_acts.author, contesting_acts.recorded_on, contesting_acts.roles,
        contesting_acts.up_to
      ))
    );
end;
