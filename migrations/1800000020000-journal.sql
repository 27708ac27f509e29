-- The journal of what the alternant did, and what became of each entry. All are facts.

create table journal_entries (
  id                 uuid not null constraint journal_entries_pkey primary key,
  contract_id        uuid not null constraint journal_entries_contract_id_fkey references contracts,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid not null constraint journal_entries_recorded_by_fkey references people,
  on_day             date not null,
  mission            text not null,
  minutes            integer not null constraint journal_entries_within_a_day check (minutes between 1 and 1500),
  text               text,
  beyond_entitlement boolean not null,
  reasons            text[] not null,
  constraint journal_entries_beyond_for_reasons check (beyond_entitlement = (cardinality(reasons) > 0))
);
create index journal_entries_of_day on journal_entries (contract_id, on_day);
create unique index journal_entries_in_order on journal_entries (contract_id, sequence);

alter table journal_entries enable row level security, force row level security;
grant select, insert, update, delete on journal_entries to palier_maintenance;
grant select, insert on journal_entries to palier_api;
create policy journal_entries_maintenance on journal_entries to palier_maintenance using (true) with check (true);
create policy journal_entries_read on journal_entries for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = journal_entries.contract_id)
);
create policy journal_entries_write on journal_entries for insert to palier_api with check (
  recorded_by = (select app.person_id())
  and exists (
    select from contracts c
    where c.id = journal_entries.contract_id and c.alternant_id = journal_entries.recorded_by
  )
);

create table journal_entry_steps (
  id               uuid not null constraint journal_entry_steps_pkey primary key,
  journal_entry_id uuid not null constraint journal_entry_steps_journal_entry_id_fkey references journal_entries,
  contract_id      uuid not null constraint journal_entry_steps_contract_id_fkey references contracts,
  sequence         bigint not null,
  recorded_at      timestamptz not null,
  recorded_by      uuid not null constraint journal_entry_steps_recorded_by_fkey references people,
  kind             text not null constraint journal_entry_steps_kind_known
                     check (kind in ('acknowledged', 'withdrawn')),
  reason           text,
  constraint journal_entry_steps_withdrawn_for_a_reason check ((kind = 'withdrawn') = (reason is not null))
);
create unique index journal_entry_steps_once on journal_entry_steps (journal_entry_id);
create unique index journal_entry_steps_in_order on journal_entry_steps (contract_id, sequence);

alter table journal_entry_steps enable row level security, force row level security;
grant select, insert, update, delete on journal_entry_steps to palier_maintenance;
grant select, insert on journal_entry_steps to palier_api;
create policy journal_entry_steps_maintenance on journal_entry_steps to palier_maintenance using (true) with check (true);
create policy journal_entry_steps_read on journal_entry_steps for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = journal_entry_steps.contract_id)
);
create policy journal_entry_steps_write on journal_entry_steps for insert to palier_api with check (
  recorded_by = (select app.person_id())
  and case kind
    when 'withdrawn' then exists (
      select from contracts c
      where c.id = journal_entry_steps.contract_id and c.alternant_id = journal_entry_steps.recorded_by
    )
    else contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id)
  end
  and exists (
    select from journal_entries j
    where j.id = journal_entry_steps.journal_entry_id and j.contract_id = journal_entry_steps.contract_id
  )
);
create policy journal_entry_steps_by_a_member on journal_entry_steps as restrictive for insert to palier_api
  with check (kind = 'withdrawn' or app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger journal_entry_steps_never_of_oneself
  after insert or update of contract_id, recorded_by, kind on journal_entry_steps
  for each row when (new.kind = 'acknowledged') execute function app.refuse_own_subject('recorded_by');
