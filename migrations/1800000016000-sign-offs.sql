-- What was judged of a competency at a level. `attempt` counts how often it was taken back at that level: one
-- effective `acquired` at a time.

create table sign_offs (
  id             uuid not null constraint sign_offs_pkey primary key,
  contract_id    uuid not null constraint sign_offs_contract_id_fkey references contracts,
  sequence       bigint not null,
  recorded_at    timestamptz not null,
  signer_id      uuid not null constraint sign_offs_signer_id_fkey references people,
  observed_on    date not null,
  competency     text not null,
  level          text not null,
  outcome        text not null,
  next_step      text,
  reason         text,
  comment        text,
  observation_id uuid constraint sign_offs_observation_id_fkey references observations,
  attempt        integer not null,
  request_id     uuid constraint sign_offs_request_id_fkey references sign_off_requests,
  constraint sign_offs_outcome_known check (outcome in ('acquired', 'not_yet', 'cannot_assess')),
  constraint sign_offs_not_yet_has_next_step check (outcome <> 'not_yet' or next_step is not null),
  constraint sign_offs_cannot_assess_has_reason check (outcome <> 'cannot_assess' or reason is not null)
);
create unique index sign_offs_in_order on sign_offs (contract_id, sequence);
create unique index sign_offs_acquired_once on sign_offs (contract_id, competency, level, attempt)
  where outcome = 'acquired';

alter table sign_offs enable row level security, force row level security;
grant select, insert, update, delete on sign_offs to palier_maintenance;
grant select, insert on sign_offs to palier_api;
create policy sign_offs_maintenance on sign_offs to palier_maintenance using (true) with check (true);
create policy sign_offs_read on sign_offs for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = sign_offs.contract_id)
);
create policy sign_offs_never_for_oneself on sign_offs for insert to palier_api with check (
  signer_id = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy sign_offs_by_a_member on sign_offs as restrictive for insert to palier_api with check (
  app.has_mandate(contract_id, observed_on)
  and app.has_mandate(contract_id, app.paris_day(recorded_at))
);

create trigger sign_offs_never_of_oneself after insert or update of contract_id, signer_id on sign_offs
  for each row execute function app.refuse_own_subject('signer_id');

-- Under which id of its own a device sent a sign-off, so that sending it again has no second effect.
create table sent_sign_offs (
  person_id    uuid not null constraint sent_sign_offs_person_id_fkey references people,
  client_id    text not null,
  request_hash bytea not null,
  sign_off_id  uuid not null constraint sent_sign_offs_sign_off_id_fkey references sign_offs,
  constraint sent_sign_offs_pkey primary key (person_id, client_id)
);

alter table sent_sign_offs enable row level security, force row level security;
grant select, insert, update, delete on sent_sign_offs to palier_maintenance;
grant select, insert on sent_sign_offs to palier_api;
create policy sent_sign_offs_maintenance on sent_sign_offs to palier_maintenance using (true) with check (true);
-- Theirs alone, also of a contract that they no longer see: an id must not serve twice.
create policy sent_sign_offs_own on sent_sign_offs for select to palier_api
  using (person_id = (select app.person_id()));
create policy sent_sign_offs_write on sent_sign_offs for insert to palier_api
  with check (person_id = (select app.person_id()));

-- After a long absence the main tutor has taken the measure of what remains.
create table resumptions (
  id          uuid not null constraint resumptions_pkey primary key,
  contract_id uuid not null constraint resumptions_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null constraint resumptions_recorded_by_fkey references people,
  on_day      date not null,
  comment     text
);
create unique index resumptions_in_order on resumptions (contract_id, sequence);

alter table resumptions enable row level security, force row level security;
grant select, insert, update, delete on resumptions to palier_maintenance;
grant select, insert on resumptions to palier_api;
create policy resumptions_maintenance on resumptions to palier_maintenance using (true) with check (true);
create policy resumptions_read on resumptions for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = resumptions.contract_id)
);
create policy resumptions_write on resumptions for insert to palier_api with check (
  recorded_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy resumptions_by_a_member on resumptions as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger resumptions_never_of_oneself after insert or update of contract_id, recorded_by on resumptions
  for each row execute function app.refuse_own_subject('recorded_by');
