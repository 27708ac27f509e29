-- The history of contracts, and progress, which is a cache of their facts.

-- Events are told in the order of commits: one whose transaction is still open hides those that follow.
create function app.transaction_id() returns bigint
  language sql stable
return pg_current_xact_id()::text::bigint;

create table events (
  id              uuid not null constraint events_pkey primary key,
  contract_id     uuid not null constraint events_contract_id_fkey references contracts,
  sequence        bigint not null,
  type            text not null,
  recorded_at     timestamptz not null,
  actor_person_id uuid,
  actor_client_id uuid constraint events_actor_client_id_fkey references api_clients,
  data            jsonb not null,
  transaction_id  bigint not null default app.transaction_id(),
  constraint events_have_one_actor check (num_nonnulls(actor_person_id, actor_client_id) = 1)
);
create unique index events_in_order on events (contract_id, sequence);

-- What the history says of disputes is for those who read them.
create function app.is_confidential(type text) returns boolean
  language sql immutable
return split_part(type, '.', 1) = 'dispute';

alter table events enable row level security, force row level security;
grant select, insert, update, delete on events to palier_maintenance;
grant select, insert on events to palier_api;
create policy events_maintenance on events to palier_maintenance using (true) with check (true);
create policy events_read on events for select to palier_api using (
  (
    contract_id = (select app.contract_scope())
    or exists (select from contracts c where c.id = events.contract_id)
  )
  and (not app.is_confidential(type) or app.reads_confidences(contract_id))
);
create policy events_write on events for insert to palier_api with check (
  actor_person_id is not distinct from (select app.person_id())
  and actor_client_id is not distinct from (select app.client_id())
  and (contract_id = (select app.contract_scope()) or app.sees_contract(contract_id))
);

-- Where a contract's history stood, whoever asks: also for those who do not read all of it.
create function app.last_event(wanted uuid, at timestamptz) returns table (sequence bigint, recorded_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select e.sequence, e.recorded_at
  from events e
  where app.is_signed_in()
    and (e.contract_id = last_event.wanted and e.recorded_at <= last_event.at)
  order by e.sequence desc
  limit 1;
end;

-- The API reads and writes `state`, `tallies` and `marks` whole, and no statement of it looks into them: as `jsonb`
-- they took a quarter of what a sign-off costs, to take them apart, to put them together again, and to compress what
-- had become larger. Each fact changes the row: with room on its page, no index learns of it.
create table progress (
  contract_id      uuid not null constraint progress_pkey primary key
                   constraint progress_contract_id_fkey references contracts,
  sequence         bigint not null,
  current_level    text not null,
  complete         boolean not null,
  levels           jsonb not null,
  last_sign_off_on date,
  state            json not null,
  tallies          json not null,
  marks            json not null
) with (fillfactor = 60);

alter table progress enable row level security, force row level security;
grant select, insert, update, delete on progress to palier_maintenance;
grant select, insert, update on progress to palier_api;
create policy progress_maintenance on progress to palier_maintenance using (true) with check (true);
create policy progress_read on progress for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = progress.contract_id)
);
create policy progress_write on progress for insert to palier_api
  with check (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id));
create policy progress_update on progress for update to palier_api
  using (contract_id = (select app.contract_scope()) or app.sees_contract(contract_id))
  with check (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id));
