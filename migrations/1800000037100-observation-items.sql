-- One item of an observation may be withdrawn by itself: the rest still counts.

drop index observation_withdrawals_once;
create unique index observation_withdrawals_once on observation_withdrawals (observation_id) where competency is null;
create unique index observation_withdrawals_once_of_an_item on observation_withdrawals (observation_id, competency, level)
  where revocation_id is null and competency is not null;
alter table observation_withdrawals
  drop constraint observation_withdrawals_of_an_item,
  add constraint observation_withdrawals_of_an_item
    check (num_nonnulls(competency, level) in (0, 2) and (revocation_id is null or competency is not null));

-- Withdrawn as a whole, or each of its items: by itself, or with a revocation that stands.
create or replace function app.is_withdrawn(observation uuid, items jsonb) returns boolean
  language sql stable
begin atomic
  select exists (
    select from observation_withdrawals w
    where w.observation_id = is_withdrawn.observation
  ) and (
    exists (
      select from observation_withdrawals w
      where w.observation_id = is_withdrawn.observation
        and w.competency is null
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

-- Performed or unsafe, of days before this contract began, recorded by then and not withdrawn. The same codes mean
-- the same where both ladders are versions of one, on versions of one framework; after a move, what was seen since.
create or replace function app.prior_observations(wanted uuid, at timestamptz)
  returns table (observer_id uuid, observed_on date, competency text, level text, safe boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select o.observer_id, o.observed_on, i.item ->> 'competency' as competency, i.item ->> 'level' as level,
    i.item ->> 'outcome' = 'performed' as safe
  from app.prior_contracts(prior_observations.wanted, prior_observations.at) k
  join contracts p on p.id = k.contract_id
  join contracts c on c.id = prior_observations.wanted
  join ladders a on a.id = p.ladder_id
  join frameworks d on d.id = a.framework_id
  join ladders b on b.id = c.ladder_id
  join frameworks e on e.id = b.framework_id
  join observations o on o.contract_id = p.id
  cross join lateral jsonb_array_elements(o.items) as i (item)
  where a.code = b.code
    and a.owner_id is not distinct from b.owner_id
    and d.code = e.code
    and d.owner_id is not distinct from e.owner_id
    and o.observed_on < app.starts_then(c, prior_observations.at)
    and o.recorded_at <= prior_observations.at
    and (
      i.item ->> 'outcome' = 'unsafe'
      or (i.item ->> 'outcome' = 'performed' and not exists (
        select
        from ladder_changes x
        where x.contract_id = p.id
          and x.sequence > o.sequence
          and x.recorded_at <= prior_observations.at
      ))
    )
    and not exists (
      select
      from observation_withdrawals w
      where w.observation_id = o.id
        and w.recorded_at <= prior_observations.at
        and (w.competency is null or (
          w.competency = i.item ->> 'competency'
          and w.level = i.item ->> 'level'
          and not exists (
            select
            from overturns v
            where v.revocation_id = w.revocation_id
              and v.recorded_at <= prior_observations.at
          )
        ))
    );
end;
