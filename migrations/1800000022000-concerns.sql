-- What worries somebody about named missions, and what was decided of it: two facts.

create table concerns (
  id          uuid not null constraint concerns_pkey primary key,
  contract_id uuid not null constraint concerns_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  raised_by   uuid not null constraint concerns_raised_by_fkey references people,
  severity    text not null constraint concerns_severity_known check (severity in ('low', 'high')),
  missions    text[] not null constraint concerns_names_missions check (cardinality(missions) > 0),
  text        text not null
);
create unique index concerns_in_order on concerns (contract_id, sequence);

alter table concerns enable row level security, force row level security;
grant select, insert, update, delete on concerns to palier_maintenance;
grant select, insert on concerns to palier_api;
create policy concerns_maintenance on concerns to palier_maintenance using (true) with check (true);
create policy concerns_read on concerns for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = concerns.contract_id)
);
create policy concerns_write on concerns for insert to palier_api with check (
  raised_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy concerns_by_a_member on concerns as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger concerns_never_of_oneself after insert or update of contract_id, raised_by on concerns
  for each row execute function app.refuse_own_subject('raised_by');

create table concern_reviews (
  id          uuid not null constraint concern_reviews_pkey primary key,
  concern_id  uuid not null constraint concern_reviews_concern_id_fkey references concerns,
  contract_id uuid not null constraint concern_reviews_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  reviewed_by uuid not null constraint concern_reviews_reviewed_by_fkey references people,
  text        text not null
);
create unique index concern_reviews_once on concern_reviews (concern_id);
create unique index concern_reviews_in_order on concern_reviews (contract_id, sequence);

alter table concern_reviews enable row level security, force row level security;
grant select, insert, update, delete on concern_reviews to palier_maintenance;
grant select, insert on concern_reviews to palier_api;
create policy concern_reviews_maintenance on concern_reviews to palier_maintenance using (true) with check (true);
create policy concern_reviews_read on concern_reviews for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = concern_reviews.contract_id)
);
create policy concern_reviews_write on concern_reviews for insert to palier_api with check (
  reviewed_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy concern_reviews_by_a_member on concern_reviews as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger concern_reviews_never_of_oneself after insert or update of contract_id, reviewed_by on concern_reviews
  for each row execute function app.refuse_own_subject('reviewed_by');
