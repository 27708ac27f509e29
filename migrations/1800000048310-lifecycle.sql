-- Suspensions whose end is known are recorded whole, in any order; a return names the suspension that it ends. Of an end,
-- what the law asks for before it.

alter table contract_steps
  add column until_day date,
  add column suspension bigint,
  add column proof jsonb,
  add constraint contract_steps_suspension_fkey
    foreign key (contract_id, suspension) references contract_steps (contract_id, sequence),
  add constraint contract_steps_until_of_suspensions
    check (until_day is null or (kind = 'suspended' and on_day < until_day)),
  add constraint contract_steps_return_ends_one check (suspension is null or (kind = 'resumed' and suspension < sequence)),
  add constraint contract_steps_proof_of_ends check (proof is null or kind in ('terminated', 'completed'));

-- No day is in two of them.
create function app.are_apart(periods daterange[]) returns boolean
  language sql immutable
return not exists (
  select
  from unnest(periods) with ordinality a (days, place)
  join unnest(periods) with ordinality b (days, place) on a.place < b.place and a.days && b.days
);

-- As they are recorded, one by one: what `suspensions` joins, an overlap would be lost in. Every fact of a contract writes
-- its row: of one suspension or none nothing is asked.
alter table contracts
  add column suspension_periods daterange[] not null default '{}',
  add constraint contracts_suspensions_apart
    check (cardinality(suspension_periods) < 2 or app.are_apart(suspension_periods));
grant update (suspension_periods) on contracts to palier_api;
update contracts c
set suspension_periods = array(select r from unnest(c.suspensions) r order by r)
where not isempty(c.suspensions);

drop trigger contracts_terms_are_the_parties on contracts;
create trigger contracts_terms_are_the_parties
  before update of
    id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, owner_id,
    external_id, continuation_of, legal_representative, signed_on, held_until, ended_as, cancelled_on,
    suspensions, suspension_periods, version, created_at, updated_at
  on contracts
  for each row execute function app.keep_terms_to_the_parties();

-- As it was, but that a suspension may know its own end, and a return names what it ends.
create or replace function app.contesting_steps(wanted uuid)
  returns table (sequence bigint, recorded_at timestamptz, days daterange)
  language sql stable
begin atomic
  select s.sequence, s.recorded_at, daterange(s.on_day, coalesce((
    select r.on_day
    from contract_steps r
    where r.contract_id = s.contract_id
      and s.kind = 'suspended'
      and r.kind = 'resumed'
      and coalesce(r.place, r.sequence) > coalesce(s.place, s.sequence)
      and not exists (
        select from contract_steps x where x.contract_id = r.contract_id and x.corrects = r.sequence
      )
      and coalesce(r.suspension, (
        select max(n.sequence)
        from contract_steps n
        where n.contract_id = s.contract_id
          and n.kind = 'suspended'
          and n.corrects is null
          and n.sequence < coalesce(r.place, r.sequence)
      )) = coalesce(s.place, s.sequence)
    order by coalesce(r.place, r.sequence) desc
    limit 1
  ), s.until_day)) as days
  from contract_steps s
  where s.contract_id = contesting_steps.wanted
    and s.kind in ('suspended', 'terminated', 'completed')
    and s.on_day < (s.recorded_at at time zone 'Europe/Paris')::date
    and not exists (
      select from contract_steps x where x.contract_id = s.contract_id and x.corrects = s.sequence
    )
    and (s.kind = 'suspended' or not exists (
      select from contract_steps e
      where e.contract_id = s.contract_id
        and e.kind in ('terminated', 'completed')
        and coalesce(e.place, e.sequence) > coalesce(s.place, s.sequence)
        and not exists (
          select from contract_steps x where x.contract_id = e.contract_id and x.corrects = e.sequence
        )
    ));
end;
