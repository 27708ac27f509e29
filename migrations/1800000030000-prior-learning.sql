-- What a signed contract continues, read today by whoever may read that contract: the earlier ones they may not.

-- What the parties had agreed on by an instant that is past, their steps and events tell.

create function app.continues_then(c contracts, at timestamptz) returns uuid
  language sql stable
begin atomic
  select case
    when not exists (
      select from contract_steps s
      where s.contract_id = c.id and s.kind = 'signed' and s.recorded_at <= continues_then.at
    ) or exists (
      select from contract_steps s
      where s.contract_id = c.id and s.kind = 'cancelled' and s.recorded_at <= continues_then.at
    ) then null
    when exists (
      select from events e
      where e.contract_id = c.id and e.type = 'contract.amended' and e.recorded_at > continues_then.at
    ) then (
      select (e.data ->> 'continuationOf')::uuid
      from events e
      where e.contract_id = c.id
        and e.type in ('contract.created', 'contract.amended')
        and e.recorded_at <= continues_then.at
      order by e.sequence desc
      limit 1
    )
    else c.continuation_of
  end;
end;

create function app.starts_then(c contracts, at timestamptz) returns date
  language sql stable
begin atomic
  select coalesce((
    select (s.terms ->> 'startsOn')::date
    from contract_steps s
    where s.contract_id = c.id and s.terms is not null and s.recorded_at <= starts_then.at
    order by s.sequence desc
    limit 1
  ), c.starts_on);
end;

-- Contracts of the same alternant, signed and not cancelled by then, each begun before the one that continues it: no
-- circle; eight at most.
create function app.prior_contracts(wanted uuid, at timestamptz) returns table (contract_id uuid)
  language sql stable rows 2 security definer set search_path = public, pg_temp
begin atomic
  with recursive chain (contract_id, continued, alternant_id, starts_on, place) as (
    select c.id, app.continues_then(c, prior_contracts.at), c.alternant_id, app.starts_then(c, prior_contracts.at), 0
    from contracts c
    where c.id = prior_contracts.wanted
      and (
        c.id = (select app.contract_scope())
        or c.alternant_id = (select app.person_id())
        or c.id = any ((select app.contracts_mandated())::uuid[])
        or c.employer_id = any ((select app.organisations_as('hr', 'auditor'))::uuid[])
        or c.training_centre_id = any ((select app.organisations_as('centre_admin', 'auditor'))::uuid[])
      )
    union all
    select p.id, app.continues_then(p, prior_contracts.at), p.alternant_id, app.starts_then(p, prior_contracts.at),
      chain.place + 1
    from chain
    join contracts p on p.id = chain.continued
    where p.alternant_id = chain.alternant_id
      and app.starts_then(p, prior_contracts.at) < chain.starts_on
      and chain.place < 8
      and exists (
        select from contract_steps s
        where s.contract_id = p.id and s.kind = 'signed' and s.recorded_at <= prior_contracts.at
      )
      and not exists (
        select from contract_steps s
        where s.contract_id = p.id and s.kind = 'cancelled' and s.recorded_at <= prior_contracts.at
      )
  )
  select chain.contract_id from chain where chain.place > 0;
end;

-- Performed or unsafe, of days before this contract began, recorded by then and not withdrawn. The same codes mean
-- the same where both ladders are versions of one, on versions of one framework; after a move, what was seen since.
create function app.prior_observations(wanted uuid, at timestamptz)
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
        and (w.revocation_id is null or (
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

-- What the new team reads of those contracts, whose row security does not know them: no comment, and nothing that was
-- taken back.

create function app.prior_learning(wanted uuid)
  returns table (
    contract_id uuid, starts_on date, until_day date, employer_id uuid, employer_name text,
    training_centre_id uuid, training_centre_name text, ladder_id uuid, titles jsonb, progress json,
    tallies json
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.id as contract_id, p.starts_on, p.held_until as until_day, e.id as employer_id, e.name as employer_name,
    t.id as training_centre_id, t.name as training_centre_name, p.ladder_id,
    (
      select coalesce(jsonb_object_agg(k.competency ->> 'code', k.competency ->> 'title'), '{}')
      from jsonb_path_query(f.blocks, '$[*].competencies[*]') as k (competency)
    ) as titles,
    g.state as progress, g.tallies
  from app.prior_contracts(prior_learning.wanted, 'infinity') k
  join contracts p on p.id = k.contract_id
  join organisations e on e.id = p.employer_id
  join organisations t on t.id = p.training_centre_id
  join ladders l on l.id = p.ladder_id
  join frameworks f on f.id = l.framework_id
  left join progress g on g.contract_id = p.id;
end;

-- What a move to another ladder left behind was signed all the same; a competency is called as on the ladder of its
-- time.
create function app.prior_facts(wanted uuid, after_fact uuid, at_most integer)
  returns table (
    id uuid, kind text, contract_id uuid, observed_on date, recorded_at timestamptz, author_id uuid,
    given_name text, family_name text, items jsonb
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with facts as (
    select o.id, 'observation' as kind, o.contract_id, o.sequence, o.observed_on, o.recorded_at,
      o.observer_id as author_id, o.items
    from app.prior_contracts(prior_facts.wanted, 'infinity') k
    join observations o on o.contract_id = k.contract_id
    where (prior_facts.after_fact is null or o.id > prior_facts.after_fact)
      and not app.is_withdrawn(o.id, o.items)
    union all
    select s.id, 'sign_off' as kind, s.contract_id, s.sequence, s.observed_on, s.recorded_at,
      s.signer_id as author_id,
      jsonb_build_array(
        jsonb_build_object('competency', s.competency, 'level', s.level, 'outcome', s.outcome)
      ) as items
    from app.prior_contracts(prior_facts.wanted, 'infinity') k
    join sign_offs s on s.contract_id = k.contract_id
    where (prior_facts.after_fact is null or s.id > prior_facts.after_fact)
      and not app.is_revoked(s.id, s.contract_id, case
        when exists (
          select from ladder_changes x where x.contract_id = s.contract_id and x.sequence > s.sequence
        ) then ''
        else s.outcome
      end)
    order by 1
    limit prior_facts.at_most
  )
  select f.id, f.kind, f.contract_id, f.observed_on, f.recorded_at, f.author_id, a.given_name, a.family_name, (
    select jsonb_agg(jsonb_build_object(
      'competency', i.item -> 'competency',
      'title', jsonb_path_query_first(
        d.blocks, '$[*].competencies[*] ? (@.code == $code).title', jsonb_build_object('code', i.item -> 'competency')
      ),
      'level', i.item -> 'level',
      'outcome', i.item -> 'outcome'
    ) order by i.place)
    from jsonb_array_elements(f.items) with ordinality as i (item, place)
    where not exists (
      select
      from observation_withdrawals w
      where w.observation_id = f.id
        and w.competency = i.item ->> 'competency'
        and w.level = i.item ->> 'level'
        and not exists (select from overturns v where v.revocation_id = w.revocation_id)
    )
  ) as items
  from facts f
  join people a on a.id = f.author_id
  -- Each by its key, however many facts the planner expects.
  cross join lateral (select c.ladder_id from contracts c where c.id = f.contract_id offset 0) p
  join ladders l on l.id = coalesce((
    select x.from_ladder_id
    from ladder_changes x
    where x.contract_id = f.contract_id
      and x.sequence > f.sequence
    order by x.sequence
    limit 1
  ), p.ladder_id)
  join frameworks d on d.id = l.framework_id;
end;
