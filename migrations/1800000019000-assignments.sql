-- Which missions an alternant works on, and from when to when.

create table assignments (
  id          uuid not null constraint assignments_pkey primary key,
  contract_id uuid not null constraint assignments_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  assigned_by uuid not null constraint assignments_assigned_by_fkey references people,
  mission     text not null,
  from_day    date not null,
  until_day   date,
  constraint assignments_days_in_order check (from_day < until_day)
);
create unique index assignments_in_order on assignments (contract_id, sequence);

alter table assignments enable row level security, force row level security;
grant select, insert, update, delete on assignments to palier_maintenance;
grant select, insert on assignments to palier_api;
create policy assignments_maintenance on assignments to palier_maintenance using (true) with check (true);
create policy assignments_read on assignments for select to palier_api
  using (exists (select from contracts c where c.id = assignments.contract_id));
create policy assignments_write on assignments for insert to palier_api with check (
  assigned_by = (select app.person_id())
  and exists (
    select from contracts c
    where c.id = assignments.contract_id and c.alternant_id <> assignments.assigned_by
  )
);
create policy assignments_by_a_member on assignments as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger assignments_never_of_oneself after insert or update of contract_id, assigned_by on assignments
  for each row execute function app.refuse_own_subject('assigned_by');
