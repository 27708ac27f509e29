-- Somebody asks for sign-offs; somebody takes it on; it is decided or withdrawn: three facts. An alternant asks, and
-- withdraws, on their own; nobody answers for themselves.

create table sign_off_requests (
  id          uuid not null constraint sign_off_requests_pkey primary key,
  contract_id uuid not null constraint sign_off_requests_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  asked_by    uuid not null constraint sign_off_requests_asked_by_fkey references people,
  items       jsonb not null constraint sign_off_requests_names_items check (jsonb_array_length(items) > 0)
);
create unique index sign_off_requests_in_order on sign_off_requests (contract_id, sequence);

alter table sign_off_requests enable row level security, force row level security;
grant select, insert, update, delete on sign_off_requests to palier_maintenance;
grant select, insert on sign_off_requests to palier_api;
create policy sign_off_requests_maintenance on sign_off_requests to palier_maintenance using (true) with check (true);
create policy sign_off_requests_read on sign_off_requests for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = sign_off_requests.contract_id)
);
create policy sign_off_requests_write on sign_off_requests for insert to palier_api with check (
  asked_by = (select app.person_id())
  and (contract_id = (select app.contract_scope()) or app.sees_contract(contract_id))
);
create policy sign_off_requests_by_a_member on sign_off_requests as restrictive for insert to palier_api with check (
  app.has_mandate(contract_id, app.paris_day(recorded_at))
  or not app.sees_contract_of_another(contract_id)
);

create table sign_off_request_claims (
  id          uuid not null constraint sign_off_request_claims_pkey primary key,
  request_id  uuid not null constraint sign_off_request_claims_request_id_fkey references sign_off_requests,
  contract_id uuid not null constraint sign_off_request_claims_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  claimed_by  uuid not null constraint sign_off_request_claims_claimed_by_fkey references people,
  attempt     integer not null
);
create unique index sign_off_request_claims_in_order on sign_off_request_claims (contract_id, sequence);
create unique index sign_off_request_claims_one_at_a_time on sign_off_request_claims (request_id, attempt);

alter table sign_off_request_claims enable row level security, force row level security;
grant select, insert, update, delete on sign_off_request_claims to palier_maintenance;
grant select, insert on sign_off_request_claims to palier_api;
create policy sign_off_request_claims_maintenance on sign_off_request_claims to palier_maintenance
  using (true) with check (true);
create policy sign_off_request_claims_read on sign_off_request_claims for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = sign_off_request_claims.contract_id)
);
create policy sign_off_request_claims_write on sign_off_request_claims for insert to palier_api with check (
  claimed_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy sign_off_request_claims_by_a_member on sign_off_request_claims as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger sign_off_request_claims_never_of_oneself
  after insert or update of contract_id, claimed_by on sign_off_request_claims
  for each row execute function app.refuse_own_subject('claimed_by');

create table sign_off_request_ends (
  id          uuid not null constraint sign_off_request_ends_pkey primary key,
  request_id  uuid not null constraint sign_off_request_ends_request_id_fkey references sign_off_requests,
  contract_id uuid not null constraint sign_off_request_ends_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  ended_by    uuid not null constraint sign_off_request_ends_ended_by_fkey references people,
  ended_as    text not null constraint sign_off_request_ends_end_known check (ended_as in ('decided', 'withdrawn'))
);
create unique index sign_off_request_ends_once on sign_off_request_ends (request_id);
create unique index sign_off_request_ends_in_order on sign_off_request_ends (contract_id, sequence);

alter table sign_off_request_ends enable row level security, force row level security;
grant select, insert, update, delete on sign_off_request_ends to palier_maintenance;
grant select, insert on sign_off_request_ends to palier_api;
create policy sign_off_request_ends_maintenance on sign_off_request_ends to palier_maintenance
  using (true) with check (true);
create policy sign_off_request_ends_read on sign_off_request_ends for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = sign_off_request_ends.contract_id)
);
create policy sign_off_request_ends_write on sign_off_request_ends for insert to palier_api with check (
  ended_by = (select app.person_id())
  and case ended_as
    when 'decided' then
      contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id)
    else
      (contract_id = (select app.contract_scope()) or app.sees_contract(contract_id))
      and exists (select from sign_off_requests r where r.id = request_id and r.asked_by = ended_by)
  end
);
create policy sign_off_request_ends_by_a_member on sign_off_request_ends as restrictive for insert to palier_api
  with check (
    app.has_mandate(contract_id, app.paris_day(recorded_at))
    or ended_as <> 'decided'
      and (
        app.is_of_team(contract_id, app.paris_day(recorded_at))
        or not app.sees_contract_of_another(contract_id)
      )
  );

create trigger sign_off_request_ends_never_of_oneself
  after insert or update of contract_id, ended_by, ended_as on sign_off_request_ends
  for each row when (new.ended_as = 'decided') execute function app.refuse_own_subject('ended_by');
