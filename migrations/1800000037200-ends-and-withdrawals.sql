-- The way back of three acts, each a fact of its own: an absence ends sooner than was declared, a mission that was given
-- ends sooner than was planned, and the resumption after a long absence was none.

create table mandate_absence_ends (
  id                 uuid not null constraint mandate_absence_ends_pkey primary key,
  absence_id         uuid not null constraint mandate_absence_ends_absence_id_fkey references mandate_absences,
  contract_id        uuid not null constraint mandate_absence_ends_contract_id_fkey references contracts,
  until_day          date not null,
  sequence           bigint not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid constraint mandate_absence_ends_recorded_by_fkey references people,
  recorded_by_client uuid constraint mandate_absence_ends_recorded_by_client_fkey references api_clients,
  constraint mandate_absence_ends_has_one_author check (num_nonnulls(recorded_by, recorded_by_client) = 1)
);
create unique index mandate_absence_ends_in_order on mandate_absence_ends (contract_id, sequence);
create unique index mandate_absence_ends_once on mandate_absence_ends (absence_id, until_day);

alter table mandate_absence_ends enable row level security, force row level security;
grant select, insert, update, delete on mandate_absence_ends to palier_maintenance;
grant select, insert on mandate_absence_ends to palier_api;
create policy mandate_absence_ends_maintenance on mandate_absence_ends to palier_maintenance
  using (true) with check (true);
create policy mandate_absence_ends_read on mandate_absence_ends for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = mandate_absence_ends.contract_id)
);
create policy mandate_absence_ends_write on mandate_absence_ends for insert to palier_api with check (
  recorded_by is not distinct from (select app.person_id())
  and recorded_by_client is not distinct from (select app.client_id())
  and exists (select from contracts c where c.id = mandate_absence_ends.contract_id)
);

-- It ends sooner, never later: for every role, the owner of the database too.
create function app.refuse_longer_absence() returns trigger
  language plpgsql
as $$
begin
  if not exists (
    select from mandate_absences a
    where a.id = new.absence_id
      and a.contract_id = new.contract_id
      and a.from_day <= new.until_day
      and (a.until_day is null or new.until_day < a.until_day)
  ) then
    raise exception 'an absence is shortened, never prolonged'
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $$;

create trigger mandate_absence_ends_shorten after insert on mandate_absence_ends
  for each row execute function app.refuse_longer_absence();

create table assignment_ends (
  id            uuid not null constraint assignment_ends_pkey primary key,
  assignment_id uuid not null constraint assignment_ends_assignment_id_fkey references assignments,
  contract_id   uuid not null constraint assignment_ends_contract_id_fkey references contracts,
  sequence      bigint not null,
  recorded_at   timestamptz not null,
  ended_by      uuid not null constraint assignment_ends_ended_by_fkey references people,
  until_day     date not null
);
create unique index assignment_ends_in_order on assignment_ends (contract_id, sequence);
create unique index assignment_ends_once on assignment_ends (assignment_id, until_day);

alter table assignment_ends enable row level security, force row level security;
grant select, insert, update, delete on assignment_ends to palier_maintenance;
grant select, insert on assignment_ends to palier_api;
create policy assignment_ends_maintenance on assignment_ends to palier_maintenance using (true) with check (true);
create policy assignment_ends_read on assignment_ends for select to palier_api
  using (exists (select from contracts c where c.id = assignment_ends.contract_id));
create policy assignment_ends_write on assignment_ends for insert to palier_api with check (
  ended_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy assignment_ends_by_a_member on assignment_ends as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger assignment_ends_never_of_oneself after insert or update of contract_id, ended_by on assignment_ends
  for each row execute function app.refuse_own_subject('ended_by');

create function app.refuse_longer_assignment() returns trigger
  language plpgsql
as $$
begin
  if not exists (
    select from assignments a
    where a.id = new.assignment_id
      and a.contract_id = new.contract_id
      and a.from_day <= new.until_day
      and (a.until_day is null or new.until_day < a.until_day)
  ) then
    raise exception 'an assignment is shortened, never prolonged'
      using errcode = '23514', constraint = tg_name, table = tg_table_name;
  end if;
  return new;
end $$;

create trigger assignment_ends_shorten after insert on assignment_ends
  for each row execute function app.refuse_longer_assignment();

create table resumption_withdrawals (
  id            uuid not null constraint resumption_withdrawals_pkey primary key,
  resumption_id uuid not null constraint resumption_withdrawals_resumption_id_fkey references resumptions,
  contract_id   uuid not null constraint resumption_withdrawals_contract_id_fkey references contracts,
  sequence      bigint not null,
  recorded_at   timestamptz not null,
  withdrawn_by  uuid not null constraint resumption_withdrawals_withdrawn_by_fkey references people,
  reason        text not null
);
create unique index resumption_withdrawals_in_order on resumption_withdrawals (contract_id, sequence);
create unique index resumption_withdrawals_once on resumption_withdrawals (resumption_id);

alter table resumption_withdrawals enable row level security, force row level security;
grant select, insert, update, delete on resumption_withdrawals to palier_maintenance;
grant select, insert on resumption_withdrawals to palier_api;
create policy resumption_withdrawals_maintenance on resumption_withdrawals to palier_maintenance
  using (true) with check (true);
create policy resumption_withdrawals_read on resumption_withdrawals for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = resumption_withdrawals.contract_id)
);
create policy resumption_withdrawals_write on resumption_withdrawals for insert to palier_api with check (
  withdrawn_by = (select app.person_id())
  and (contract_id = (select app.contract_scope_of_another()) or app.sees_contract_of_another(contract_id))
);
create policy resumption_withdrawals_by_a_member on resumption_withdrawals as restrictive for insert to palier_api
  with check (app.has_mandate(contract_id, app.paris_day(recorded_at)));

create trigger resumption_withdrawals_never_of_oneself
  after insert or update of contract_id, withdrawn_by on resumption_withdrawals
  for each row execute function app.refuse_own_subject('withdrawn_by');

-- Whom a contract is about, and the mandates on it that run today, with what says whether they give rights: the rules
-- decide who stands there.
create or replace function app.people_to_notify(contracts uuid[])
  returns table (
    contract_id uuid, alternant_id uuid, person_id uuid, role text, from_day date, until_day date, absences jsonb,
    member_on jsonb
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.id as contract_id, c.alternant_id, m.person_id, m.role, m.from_day, m.until_day,
    (
      select coalesce(jsonb_agg(jsonb_build_object('from', a.from_day, 'until', coalesce((
        select min(e.until_day) from mandate_absence_ends e where e.absence_id = a.id
      ), a.until_day))), '[]')
      from mandate_absences a
      where a.mandate_id = m.id
    ) as absences,
    (
      select coalesce(jsonb_agg(jsonb_build_object('from', lower(d.days), 'until', upper(d.days))), '[]')
      from unnest(app.member_days(m.person_id, m.contract_id, m.role)) as d (days)
    ) as member_on
  from contracts c
  left join mandates m on m.contract_id = c.id and daterange(m.from_day, m.until_day) @> app.today()
  where c.id = any (people_to_notify.contracts) and app.is_notifier();
end;
