-- What was seen. Withdrawals stand with revocations, since one may come with the other.

create table observations (
  id            uuid not null constraint observations_pkey primary key,
  contract_id   uuid not null constraint observations_contract_id_fkey references contracts,
  sequence      bigint not null,
  recorded_at   timestamptz not null,
  observer_id   uuid not null constraint observations_observer_id_fkey references people,
  observed_on   date not null,
  mission       text,
  unit          text,
  with_sign_off boolean not null,
  items         jsonb not null
);
create unique index observations_in_order on observations (contract_id, sequence);

alter table observations enable row level security, force row level security;
grant select, insert, update, delete on observations to palier_maintenance;
grant select, insert on observations to palier_api;
create policy observations_maintenance on observations to palier_maintenance using (true) with check (true);
create policy observations_read on observations for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = observations.contract_id)
);
create policy observations_write on observations for insert to palier_api with check (
  observer_id = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy observations_by_a_member on observations as restrictive for insert to palier_api with check (
  app.has_mandate(contract_id, observed_on)
  and app.is_of_team(contract_id, app.paris_day(recorded_at))
);

create trigger observations_never_of_oneself after insert or update of contract_id, observer_id on observations
  for each row execute function app.refuse_own_subject('observer_id');
