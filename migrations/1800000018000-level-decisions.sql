-- A level is opened, or not, by two people.

create table level_decisions (
  id          uuid not null constraint level_decisions_pkey primary key,
  contract_id uuid not null constraint level_decisions_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  decided_by  uuid not null constraint level_decisions_decided_by_fkey references people,
  mandate_id  uuid not null constraint level_decisions_mandate_id_fkey references mandates,
  capacity    text not null constraint level_decisions_capacity_known check (capacity in ('tutor', 'referent')),
  level       text not null,
  decision    text not null constraint level_decisions_decision_known check (decision in ('open', 'decline')),
  reason      text,
  cosigns     uuid constraint level_decisions_cosigns_fkey references level_decisions,
  constraint level_decisions_decline_has_reason check (decision <> 'decline' or reason is not null)
);
create unique index level_decisions_in_order on level_decisions (contract_id, sequence);
create unique index level_decisions_cosigned_once on level_decisions (cosigns);

-- Sees past row security, which keeps the policy from reading its own table.
create function app.decided_by(decision_id uuid) returns uuid
  language sql stable security definer set search_path = public, pg_temp
return case when app.is_signed_in() then (select d.decided_by from level_decisions d where d.id = decision_id) end;

alter table level_decisions enable row level security, force row level security;
grant select, insert, update, delete on level_decisions to palier_maintenance;
grant select, insert on level_decisions to palier_api;
create policy level_decisions_maintenance on level_decisions to palier_maintenance using (true) with check (true);
create policy level_decisions_read on level_decisions for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = level_decisions.contract_id)
);
create policy level_decisions_by_two_people on level_decisions for insert to palier_api with check (
  decided_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
  and (cosigns is null or app.decided_by(cosigns) <> decided_by)
);
create policy level_decisions_by_a_member on level_decisions as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger level_decisions_never_of_oneself after insert or update of contract_id, decided_by on level_decisions
  for each row execute function app.refuse_own_subject('decided_by');

-- Nobody cosigns their own word: for every role, the owner of the database too.
create function app.refuse_own_cosignature() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (
    select from level_decisions d
    where d.id = new.cosigns and d.contract_id = new.contract_id and d.decided_by <> new.decided_by
  ) then
    raise exception 'a decision is cosigned by somebody else, on the same contract'
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $$;

create trigger level_decisions_cosigned_by_another
  after insert or update of contract_id, decided_by, cosigns on level_decisions
  for each row when (new.cosigns is not null) execute function app.refuse_own_cosignature();
