-- How the alternants see themselves: a fact that no rule reads, and that the employer's HR do not read.

create table self_assessments (
  id          uuid not null constraint self_assessments_pkey primary key,
  contract_id uuid not null constraint self_assessments_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  assessed_by uuid not null constraint self_assessments_assessed_by_fkey references people,
  on_day      date not null,
  items       jsonb not null constraint self_assessments_has_items check (jsonb_array_length(items) > 0)
);
create unique index self_assessments_in_order on self_assessments (contract_id, sequence);

alter table self_assessments enable row level security, force row level security;
grant select, insert, update, delete on self_assessments to palier_maintenance;
grant select, insert on self_assessments to palier_api;
create policy self_assessments_maintenance on self_assessments to palier_maintenance using (true) with check (true);
create policy self_assessments_read on self_assessments for select to palier_api
  using (exists (select from contracts c where c.id = self_assessments.contract_id and app.reads_comments(c)));
create policy self_assessments_write on self_assessments for insert to palier_api with check (
  assessed_by = (select app.person_id())
  and exists (select from contracts c where c.id = self_assessments.contract_id and c.alternant_id = assessed_by)
);

-- Beside what lets events be read, whatever that is: it takes these away from whoever does not read comments.
create policy events_of_self_assessments on events as restrictive for select to palier_api using (
  type <> 'self_assessment.recorded'
  or exists (select from contracts c where c.id = events.contract_id and app.reads_comments(c))
);
