-- What became of somebody whose contract has ended (docs/decisions/0089): as it ends, and six months later. Rows are added, the
-- last one counts. Confidential: the alternant and the centre read it all, the employer what it recorded itself.

create table contract_outcomes (
  id                 uuid not null constraint contract_outcomes_pkey primary key,
  contract_id        uuid not null constraint contract_outcomes_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint contract_outcomes_recorded_by_fkey references people,
  recorded_by_client uuid constraint contract_outcomes_recorded_by_client_fkey references api_clients,
  side               text not null,
  stage              text not null,
  diploma            text,
  situation          text,
  constraint contract_outcomes_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1),
  constraint contract_outcomes_side_known check (side in ('training_centre', 'employer', 'alternant')),
  constraint contract_outcomes_stage_known check (stage in ('end', 'six_months')),
  constraint contract_outcomes_diploma_known check (diploma in ('obtained', 'partial', 'not_obtained', 'awaited')),
  constraint contract_outcomes_situation_known
    check (situation in ('hired_here', 'employed_elsewhere', 'further_training', 'none', 'unknown')),
  -- An employer knows whom it hired, and has nothing else to record of somebody who left.
  constraint contract_outcomes_of_an_employer
    check (side <> 'employer' or diploma is null and coalesce(situation = 'hired_here', false))
);
create unique index contract_outcomes_in_order on contract_outcomes (contract_id, sequence);

-- Whether the caller is referent of a contract today, whatever its own days.
create function app.is_referent_of(wanted uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return app.person_id() is not null and app.guest_link_id() is null and exists (
    select
    from mandates m
    where m.contract_id = wanted
      and m.person_id = app.person_id()
      and m.role = 'referent'
      and m.from_day <= app.today() and (m.until_day is null or m.until_day > app.today())
      and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> app.today()
  );
end $$;

alter table contract_outcomes enable row level security, force row level security;
grant select, insert, update, delete on contract_outcomes to palier_maintenance;
grant select, insert on contract_outcomes to palier_api;
create policy contract_outcomes_maintenance on contract_outcomes to palier_maintenance using (true) with check (true);
create policy contract_outcomes_read on contract_outcomes for select to palier_api using (
  exists (
    select from contracts c
    where c.id = contract_outcomes.contract_id
      and (
        c.alternant_id = (select app.person_id())
        or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
        or contract_outcomes.side = 'employer' and c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
      )
  )
  or app.is_referent_of(contract_id)
);
create policy contract_outcomes_write on contract_outcomes for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (
    select from contracts c
    where c.id = contract_outcomes.contract_id
      and c.signed_on is not null
      and c.cancelled_on is null
      and case stage when 'six_months' then (c.held_until + interval '6 months')::date else c.held_until end <= app.today()
      and (side = 'alternant') = (c.alternant_id = any ((select app.people_behind_caller())::uuid[]))
      and case side
        when 'alternant' then c.alternant_id = (select app.person_id())
        when 'employer' then c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
        else c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
          or app.is_referent_of(c.id)
      end
  )
);
create policy contract_outcomes_of_no_guest on contract_outcomes as restrictive for insert to palier_api
  with check (app.guest_link_id() is null);

insert into personal_data (place, table_name, of_contract, by_person, sorted_by, erased)
values (496, 'contract_outcomes', '{contract_id}', '{recorded_by}', 'sequence', 'kept');

-- Contracts that ended six months ago, and not nine, of which neither the centre nor the alternant has recorded what became: for
-- whoever tells people.
create index contracts_ended on contracts (held_until) where signed_on is not null and cancelled_on is null;
create function app.outcomes_due(on_day date) returns table (contract_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.id
  from contracts c
  where c.signed_on is not null
    and c.cancelled_on is null
    -- By the index; then to the day, counted from the end as everywhere else: months are not all as long.
    and c.held_until <= outcomes_due.on_day - 180
    and c.held_until > outcomes_due.on_day - 280
    and (c.held_until + interval '6 months')::date <= outcomes_due.on_day
    and ((c.held_until + interval '6 months')::date + interval '3 months')::date > outcomes_due.on_day
    and not exists (
      select from contract_outcomes o
      where o.contract_id = c.id and o.stage = 'six_months' and o.side <> 'employer'
    )
    -- What passed to another employer goes on there.
    and not exists (
      select from contracts n where n.continuation_of = c.id and n.transfer_id is not null and n.cancelled_on is null
    )
    and app.is_notifier();
end;
