-- The training plan, and what was taken out of it. All are facts.

create table plan_items (
  id           uuid not null constraint plan_items_pkey primary key,
  contract_id  uuid not null constraint plan_items_contract_id_fkey references contracts,
  sequence     bigint not null,
  recorded_at  timestamptz not null,
  recorded_by  uuid not null constraint plan_items_recorded_by_fkey references people,
  replaces     uuid constraint plan_items_replaces_fkey references plan_items,
  horizon      text not null constraint plan_items_horizon_known check (horizon in ('short', 'medium', 'long')),
  mission      text,
  competencies jsonb not null,
  place        text not null constraint plan_items_place_known check (place in ('employer', 'training_centre')),
  unit         text,
  by_day       date not null,
  note         text,
  constraint plan_items_something_to_learn check (mission is not null or jsonb_array_length(competencies) > 0)
);
create unique index plan_items_replaced_once on plan_items (replaces);
create index plan_items_by_day on plan_items (contract_id, by_day, sequence);
create unique index plan_items_in_order on plan_items (contract_id, sequence);

create table plan_item_withdrawals (
  id           uuid not null constraint plan_item_withdrawals_pkey primary key,
  plan_item_id uuid not null constraint plan_item_withdrawals_plan_item_id_fkey references plan_items,
  contract_id  uuid not null constraint plan_item_withdrawals_contract_id_fkey references contracts,
  sequence     bigint not null,
  recorded_at  timestamptz not null,
  recorded_by  uuid not null constraint plan_item_withdrawals_recorded_by_fkey references people,
  reason       text not null
);
create unique index plan_item_withdrawals_once on plan_item_withdrawals (plan_item_id);
create unique index plan_item_withdrawals_in_order on plan_item_withdrawals (contract_id, sequence);

-- A policy of a table does not ask that table itself; a function may.
create function app.plan_item_stands(contract uuid, item uuid) returns boolean
  language plpgsql stable
as $$
begin
  return exists (select from plan_items p where p.id = item and p.contract_id = contract)
    and not exists (select from plan_items r where r.replaces = item)
    and not exists (select from plan_item_withdrawals w where w.plan_item_id = item);
end $$;

alter table plan_items enable row level security, force row level security;
grant select, insert, update, delete on plan_items to palier_maintenance;
grant select, insert on plan_items to palier_api;
create policy plan_items_maintenance on plan_items to palier_maintenance using (true) with check (true);
create policy plan_items_read on plan_items for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = plan_items.contract_id)
);
create policy plan_items_write on plan_items for insert to palier_api with check (
  recorded_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
  and (replaces is null or app.plan_item_stands(contract_id, replaces))
);
create policy plan_items_by_a_member on plan_items as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger plan_items_never_of_oneself after insert or update of contract_id, recorded_by on plan_items
  for each row execute function app.refuse_own_subject('recorded_by');

alter table plan_item_withdrawals enable row level security, force row level security;
grant select, insert, update, delete on plan_item_withdrawals to palier_maintenance;
grant select, insert on plan_item_withdrawals to palier_api;
create policy plan_item_withdrawals_maintenance on plan_item_withdrawals to palier_maintenance
  using (true) with check (true);
create policy plan_item_withdrawals_read on plan_item_withdrawals for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = plan_item_withdrawals.contract_id)
);
create policy plan_item_withdrawals_write on plan_item_withdrawals for insert to palier_api with check (
  recorded_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
  and app.plan_item_stands(contract_id, plan_item_id)
);
create policy plan_item_withdrawals_by_a_member on plan_item_withdrawals as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger plan_item_withdrawals_never_of_oneself
  after insert or update of contract_id, recorded_by on plan_item_withdrawals
  for each row execute function app.refuse_own_subject('recorded_by');
