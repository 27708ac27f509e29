-- What was taken back: sign-offs, observations, and the revocations that unsafe observations propose.

-- What was given back may be revoked again: once each time, which `attempt` counts.
create table revocations (
  id          uuid not null constraint revocations_pkey primary key,
  sign_off_id uuid not null constraint revocations_sign_off_id_fkey references sign_offs,
  contract_id uuid not null constraint revocations_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  revoked_by  uuid not null constraint revocations_revoked_by_fkey references people,
  reason_code text not null,
  reason      text not null,
  attempt     integer not null default 0,
  constraint revocations_reason_known check (
    reason_code in ('safety', 'lost_practice', 'entered_in_error', 'wrong_person', 'other')
  )
);
create unique index revocations_in_order on revocations (contract_id, sequence);
create unique index revocations_once on revocations (sign_off_id, attempt);

alter table revocations enable row level security, force row level security;
grant select, insert, update, delete on revocations to palier_maintenance;
grant select, insert on revocations to palier_api;
create policy revocations_maintenance on revocations to palier_maintenance using (true) with check (true);
create policy revocations_read on revocations for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = revocations.contract_id)
);
create policy revocations_write on revocations for insert to palier_api with check (
  revoked_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy revocations_by_a_member on revocations as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)) or app.administers_centre_of(contract_id));

create trigger revocations_never_of_oneself after insert or update of contract_id, revoked_by on revocations
  for each row execute function app.refuse_own_subject('revoked_by');

-- A revocation that says "mistake" withdraws what was seen in the same call: a fact of its own, about one item.
create table observation_withdrawals (
  id             uuid not null constraint observation_withdrawals_pkey primary key,
  observation_id uuid not null constraint observation_withdrawals_observation_id_fkey references observations,
  contract_id    uuid not null constraint observation_withdrawals_contract_id_fkey references contracts,
  sequence       bigint not null,
  recorded_at    timestamptz not null,
  withdrawn_by   uuid not null constraint observation_withdrawals_withdrawn_by_fkey references people,
  reason         text not null,
  revocation_id  uuid constraint observation_withdrawals_revocation_id_fkey references revocations,
  competency     text,
  level          text,
  constraint observation_withdrawals_of_an_item check (num_nonnulls(revocation_id, competency, level) in (0, 3))
);
create unique index observation_withdrawals_in_order on observation_withdrawals (contract_id, sequence);
create unique index observation_withdrawals_once on observation_withdrawals (observation_id)
  where revocation_id is null;
create unique index observation_withdrawals_once_of_a_revocation on observation_withdrawals (revocation_id)
  where revocation_id is not null;
create index observation_withdrawals_observation on observation_withdrawals (observation_id);

alter table observation_withdrawals enable row level security, force row level security;
grant select, insert, update, delete on observation_withdrawals to palier_maintenance;
grant select, insert on observation_withdrawals to palier_api;
create policy observation_withdrawals_maintenance on observation_withdrawals to palier_maintenance
  using (true) with check (true);
create policy observation_withdrawals_read on observation_withdrawals for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = observation_withdrawals.contract_id)
);
create policy observation_withdrawals_write on observation_withdrawals for insert to palier_api with check (
  withdrawn_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy observation_withdrawals_by_a_member on observation_withdrawals as restrictive for insert to palier_api
  with check (app.is_of_team(contract_id, app.paris_day(recorded_at)) or app.administers_centre_of(contract_id));

create trigger observation_withdrawals_never_of_oneself
  after insert or update of contract_id, withdrawn_by on observation_withdrawals
  for each row execute function app.refuse_own_subject('withdrawn_by');

-- A tutor dismisses the revocation that an unsafe observation proposes. What is proposed is computed: only the
-- answers are kept.
create table proposal_dismissals (
  id             uuid not null constraint proposal_dismissals_pkey primary key,
  contract_id    uuid not null constraint proposal_dismissals_contract_id_fkey references contracts,
  sequence       bigint not null,
  recorded_at    timestamptz not null,
  observation_id uuid not null constraint proposal_dismissals_observation_id_fkey references observations,
  dismissed_by   uuid not null constraint proposal_dismissals_dismissed_by_fkey references people,
  reason         text not null
);
create unique index proposal_dismissals_once on proposal_dismissals (observation_id);
create unique index proposal_dismissals_in_order on proposal_dismissals (contract_id, sequence);

alter table proposal_dismissals enable row level security, force row level security;
grant select, insert, update, delete on proposal_dismissals to palier_maintenance;
grant select, insert on proposal_dismissals to palier_api;
create policy proposal_dismissals_maintenance on proposal_dismissals to palier_maintenance using (true) with check (true);
create policy proposal_dismissals_read on proposal_dismissals for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = proposal_dismissals.contract_id)
);
create policy proposal_dismissals_write on proposal_dismissals for insert to palier_api with check (
  dismissed_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy proposal_dismissals_by_a_member on proposal_dismissals as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger proposal_dismissals_never_of_oneself
  after insert or update of contract_id, dismissed_by on proposal_dismissals
  for each row execute function app.refuse_own_subject('dismissed_by');
