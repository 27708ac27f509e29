-- What was left open in placements: who reads them at a host, who answers for one, and what is told to whom.

-- A right is judged when it is used: a host reads the placement for as long as somebody of theirs is to tutor there, on the days
-- that the contract leaves of it.
create or replace function app.placements_hosted() returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return array(
    select p.id
    from placements p
    join contracts c on c.id = p.contract_id
    where p.host_id = any (app.organisations_as('hr'))
      and not p.is_withdrawn
      and p.until_day > app.today()
      and c.held_until > app.today()
      and c.cancelled_on is null
      and exists (
        select
        from mandates d
        join memberships m on m.person_id = d.person_id and m.organisation_id = p.host_id and m.role in ('hr', 'tutor')
        where d.placement_id = p.id
          and d.from_day is distinct from d.until_day
          and (d.until_day is null or d.until_day > app.today())
          and (m.until_day is null or m.until_day > app.today())
      )
  );
end $$;

-- With the placement of whoever tutors at a host: they answer for what is done there, and decide on no level.
drop function app.people_to_notify(uuid[]);
create function app.people_to_notify(contracts uuid[])
  returns table (
    contract_id uuid, alternant_id uuid, person_id uuid, role text, from_day date, until_day date, absences jsonb,
    member_on jsonb, placement_id uuid
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
    ) as member_on,
    m.placement_id
  from contracts c
  left join mandates m on m.contract_id = c.id and daterange(m.from_day, m.until_day) @> app.today()
  where c.id = any (people_to_notify.contracts) and app.is_notifier();
end;

-- A proof is recorded in the same breath as its attestation: under the same number, at the same instant, by the same hand.
create or replace function app.refuse_late_proof() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (
    select from attestations a
    where a.id = new.attestation_id
      and a.contract_id = new.contract_id
      and a.sequence = new.sequence
      and a.recorded_at = new.recorded_at
      and a.recorded_by is not distinct from new.recorded_by
      and a.recorded_by_client is not distinct from new.recorded_by_client
  ) then
    raise exception using errcode = 'check_violation', constraint = 'attestation_proofs_with_its_attestation',
      message = 'a proof belongs to the attestation that it was recorded with';
  end if;
  return null;
end $$;

-- What was attested under the contracts that one continues, the longest of each: for whoever reads that one. It counts for nothing
-- before somebody attests it there.
create function app.prior_attestations(wanted uuid, at timestamptz)
  returns table (prerequisite text, from_day date, until_day date)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct on (a.prerequisite) a.prerequisite, a.from_day, a.until_day
  from app.prior_contracts(prior_attestations.wanted, prior_attestations.at) k
  join attestations a on a.contract_id = k.contract_id
  where a.recorded_at <= prior_attestations.at
    and not exists (
      select from attestation_withdrawals w where w.attestation_id = a.id and w.recorded_at <= prior_attestations.at
    )
  order by a.prerequisite, a.until_day desc nulls first, a.from_day;
end;

-- What the branches of those whom somebody follows let a tutor follow: for whoever makes one of two records. It says of no
-- contract which it is.
create function app.branch_ceilings_of(tutor uuid, on_day date)
  returns table (apprentices smallint, from_day date, until_day date)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct r.apprentices, r.from_day, r.until_day
  from mandates m
  join contracts c on c.id = m.contract_id
  cross join lateral app.tutoring_terms(c.id, m.person_id, 'infinity') t
  join tutor_branch_rules r on r.idcc = t.idcc
  where m.person_id = branch_ceilings_of.tutor
    and m.role = 'main_tutor'
    and (m.until_day is null or m.until_day > greatest(m.from_day, branch_ceilings_of.on_day))
    and c.signed_on is not null
    and c.cancelled_on is null
    and c.held_until > branch_ceilings_of.on_day
    and t.is_public is distinct from true
    and r.apprentices is not null
    and r.withdrawn_at is null
    and app.is_signed_in();
end;
