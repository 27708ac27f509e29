-- Photos and documents, and that they were taken away: two facts. The bytes are elsewhere, under the id.

create table evidence (
  id               uuid not null constraint evidence_pkey primary key,
  contract_id      uuid not null constraint evidence_contract_id_fkey references contracts,
  sequence         bigint not null,
  recorded_at      timestamptz not null,
  added_by         uuid not null constraint evidence_added_by_fkey references people,
  observation_id   uuid constraint evidence_observation_id_fkey references observations,
  sign_off_id      uuid constraint evidence_sign_off_id_fkey references sign_offs,
  media_type       text not null constraint evidence_media_type_known
                     check (media_type in ('image/jpeg', 'image/png', 'application/pdf')),
  size             integer not null constraint evidence_size_positive check (size > 0),
  sha256           bytea not null constraint evidence_sha256_whole check (octet_length(sha256) = 32),
  file_name        text,
  warning_version  integer not null constraint evidence_warning_acknowledged check (warning_version > 0),
  journal_entry_id uuid constraint evidence_journal_entry_id_fkey references journal_entries
);
create unique index evidence_in_order on evidence (contract_id, sequence);

alter table evidence enable row level security, force row level security;
grant select, insert, update, delete on evidence to palier_maintenance;
grant select, insert on evidence to palier_api;
create policy evidence_maintenance on evidence to palier_maintenance using (true) with check (true);
create policy evidence_read on evidence for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = evidence.contract_id)
);
-- By whoever it names, the alternant included, on a contract that they see; what it belongs to is of the same
-- contract.
create policy evidence_write on evidence for insert to palier_api with check (
  added_by = (select app.person_id())
  and (contract_id = (select app.contract_scope()) or app.sees_contract(contract_id))
  and (observation_id is null or exists (
    select from observations o where o.id = evidence.observation_id and o.contract_id = evidence.contract_id
  ))
  and (sign_off_id is null or exists (
    select from sign_offs s where s.id = evidence.sign_off_id and s.contract_id = evidence.contract_id
  ))
  and (journal_entry_id is null or exists (
    select from journal_entries j where j.id = evidence.journal_entry_id and j.contract_id = evidence.contract_id
  ))
);
create policy evidence_by_a_member on evidence as restrictive for insert to palier_api with check (
  app.is_of_team(contract_id, app.paris_day(recorded_at))
  or not app.sees_contract_of_another(contract_id)
);

create table evidence_withdrawals (
  id           uuid not null constraint evidence_withdrawals_pkey primary key,
  evidence_id  uuid not null constraint evidence_withdrawals_evidence_id_fkey references evidence,
  contract_id  uuid not null constraint evidence_withdrawals_contract_id_fkey references contracts,
  sequence     bigint not null,
  recorded_at  timestamptz not null,
  withdrawn_by uuid not null constraint evidence_withdrawals_withdrawn_by_fkey references people,
  reason       text not null
);
create unique index evidence_withdrawals_once on evidence_withdrawals (evidence_id);
create unique index evidence_withdrawals_in_order on evidence_withdrawals (contract_id, sequence);

alter table evidence_withdrawals enable row level security, force row level security;
grant select, insert, update, delete on evidence_withdrawals to palier_maintenance;
grant select, insert on evidence_withdrawals to palier_api;
create policy evidence_withdrawals_maintenance on evidence_withdrawals to palier_maintenance
  using (true) with check (true);
create policy evidence_withdrawals_read on evidence_withdrawals for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = evidence_withdrawals.contract_id)
);
create policy evidence_withdrawals_write on evidence_withdrawals for insert to palier_api with check (
  withdrawn_by = (select app.person_id())
  and (contract_id = (select app.contract_scope()) or app.sees_contract(contract_id))
);
create policy evidence_withdrawals_by_a_member on evidence_withdrawals as restrictive for insert to palier_api
  with check (
    app.is_of_team(contract_id, app.paris_day(recorded_at))
    or not app.sees_contract_of_another(contract_id)
  );

-- Whoever adds a file to a contract sees few of the others of its employer, and learns nothing but this sum.
create function app.evidence_bytes_of_employer(wanted uuid) returns bigint
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select sum(e.size)::bigint
  from contracts held
  join contracts c on c.employer_id = held.employer_id
  join evidence e on e.contract_id = c.id
  where app.is_signed_in()
    and held.id = wanted
    and held.id = app.contract_scope()
    and not exists (select from evidence_withdrawals w where w.evidence_id = e.id);
end;
