-- What people are told, how they want it, and the mails that say it.

create table notification_preferences (
  person_id  uuid not null constraint notification_preferences_pkey primary key
             constraint notification_preferences_person_id_fkey references people,
  language   text not null constraint notification_preferences_language_known check (language in ('fr', 'en')),
  digest_at  text not null,
  quiet_from text not null,
  quiet_to   text not null,
  muted_kinds text[] not null,
  version    integer not null,
  updated_at timestamptz not null,
  constraint notification_preferences_times check (
    digest_at ~ '^([01]\d|2[0-3]):[0-5]\d$'
    and quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$'
    and quiet_to ~ '^([01]\d|2[0-3]):[0-5]\d$'
  )
);

alter table notification_preferences enable row level security, force row level security;
grant select, insert, update, delete on notification_preferences to palier_maintenance;
grant select, insert, update on notification_preferences to palier_api;
create policy notification_preferences_maintenance on notification_preferences to palier_maintenance using (true) with check (true);
create policy notification_preferences_own on notification_preferences to palier_api
  using (person_id = (select app.person_id()))
  with check (person_id = (select app.person_id()));
create policy notification_preferences_notifier on notification_preferences for select to palier_api
  using ((select app.is_notifier()));

-- One digest a person and day, whoever makes it.
create table mails (
  id         uuid not null constraint mails_pkey primary key,
  person_id  uuid not null constraint mails_person_id_fkey references people,
  digest_on  date,
  made_at    timestamptz not null,
  settled_at timestamptz,
  outcome    text constraint mails_outcome_known
             check (outcome in ('sent', 'refused', 'no_address', 'nothing_left')),
  constraint mails_settled_with_outcome check ((settled_at is null) = (outcome is null))
);
create unique index mails_one_digest_a_day on mails (person_id, digest_on) where digest_on is not null;

alter table mails enable row level security, force row level security;
grant select, insert, update, delete on mails to palier_maintenance;
grant select, insert, update (settled_at, outcome) on mails to palier_api;
create policy mails_maintenance on mails to palier_maintenance using (true) with check (true);
create policy mails_own on mails for select to palier_api using (person_id = (select app.person_id()));
create policy mails_notifier on mails to palier_api
  using ((select app.is_notifier()))
  with check ((select app.is_notifier()));

-- One thing is told to one person once, in one mail at most.
create table notifications (
  id          uuid not null constraint notifications_pkey primary key,
  subject_id    uuid not null,
  kind        text not null,
  person_id   uuid not null constraint notifications_person_id_fkey references people,
  contract_id uuid not null constraint notifications_contract_id_fkey references contracts,
  level       text,
  notified_at     timestamptz not null,
  due_at      timestamptz,
  mail_id     uuid constraint notifications_mail_id_fkey references mails
);
create unique index notifications_sent_once on notifications (subject_id, kind, person_id);
create index notifications_of_person on notifications (person_id, id);
create index notifications_due on notifications (due_at) where mail_id is null and due_at is not null;
create index notifications_of_mail on notifications (mail_id) where mail_id is not null;

alter table notifications enable row level security, force row level security;
grant select, insert, update, delete on notifications to palier_maintenance;
grant select, insert, update (due_at, mail_id) on notifications to palier_api;
create policy notifications_maintenance on notifications to palier_maintenance using (true) with check (true);
-- One's own, of the contracts that one still sees.
create policy notifications_own on notifications for select to palier_api using (
  person_id = (select app.person_id())
  and exists (select from contracts c where c.id = notifications.contract_id)
);
create policy notifications_notifier on notifications to palier_api
  using ((select app.is_notifier()))
  with check ((select app.is_notifier()));

-- What whoever tells people needs to know, and no more; to nobody else they answer nothing.

create function app.notification_subjects(events uuid[])
  returns table (id uuid, contract_id uuid, actor_id uuid, level text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select e.id, e.contract_id, e.actor_person_id as actor_id, e.data ->> 'level' as level
  from events e
  where e.id = any (events) and app.is_notifier();
end;

-- Whom a contract is about, and the mandates on it that run today, with what says whether they give rights: the rules
-- decide who stands there.
create function app.people_to_notify(contracts uuid[])
  returns table (
    contract_id uuid, alternant_id uuid, person_id uuid, role text, from_day date, until_day date, absences jsonb,
    member_on jsonb
  )
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.id as contract_id, c.alternant_id, m.person_id, m.role, m.from_day, m.until_day,
    (
      select coalesce(jsonb_agg(jsonb_build_object('from', a.from_day, 'until', a.until_day)), '[]')
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

-- The address is that of the account: whoever reads it accepted an invitation that came by it.
create function app.mail_addresses(people uuid[]) returns table (person_id uuid, email text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.person_id, a.email
  from accounts a
  where a.person_id = any (mail_addresses.people) and a.disabled_at is null and app.is_notifier();
end;

-- The level of each contract that progress keeps as ready, with what was decided about it: whose signature comes
-- first, the rules say.
create function app.levels_ready(contracts uuid[]) returns table (contract_id uuid, level text, decisions json)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.contract_id, l.level ->> 'code' as level,
    coalesce(p.state -> 'levels' -> (l.n - 1)::integer -> 'decisions', '[]') as decisions
  from progress p
  cross join jsonb_array_elements(p.levels) with ordinality as l (level, n)
  where p.contract_id = any (levels_ready.contracts) and l.level ->> 'status' = 'ready' and app.is_notifier();
end;

-- Requests asked or last claimed by then that nobody ended, of contracts not over that day, with what was signed of each
-- item since: which of them are stale, the rules say. Known by the last claim, so that each is told.
create function app.requests_untouched(by_then timestamptz, on_day date)
  returns table (id uuid, contract_id uuid, life jsonb, items jsonb)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(claim.id, r.id) as id, r.contract_id,
    jsonb_build_object(
      'startsOn', c.starts_on,
      'until', c.until_day,
      'signedOn', c.signed_on,
      'endedOn', case when c.ended_as is not null then c.held_until end,
      'endedAs', c.ended_as,
      'cancelledOn', c.cancelled_on,
      'suspensions', (
        select coalesce(jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r))), '[]')
        from unnest(c.suspensions) as s (r)
      )
    ) as life,
    (
      select jsonb_agg(jsonb_build_object('signOffId', (
        select s.id
        from sign_offs s
        where s.contract_id = r.contract_id
          and s.sequence > r.sequence
          and s.competency = i.item ->> 'competency'
          and s.level = i.item ->> 'level'
        limit 1
      )))
      from jsonb_array_elements(r.items) i (item)
    ) as items
  from sign_off_requests r
  join contracts c on c.id = r.contract_id
  left join lateral (
    select k.id, k.recorded_at
    from sign_off_request_claims k
    where k.request_id = r.id
    order by k.attempt desc
    limit 1
  ) claim on true
  where coalesce(claim.recorded_at, r.recorded_at) <= requests_untouched.by_then
    and c.held_until > requests_untouched.on_day
    and not exists (select from sign_off_request_ends e where e.request_id = r.id)
    and app.is_notifier();
end;
