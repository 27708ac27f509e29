-- How long each kind of data is kept, in one table; what is over goes by one function, a batch at a time.

-- What is over is found by its day.
create index invitations_expiring on invitations (expires_at);
create index invitations_superseding on invitations (superseded_by) where superseded_by is not null;

-- In this order: what refers to another goes before it. What has an end of its own is kept no day longer, or so many days.
create function app.retention() returns table (kind text, days integer, is_over text)
  language sql immutable
as $$
  select r.kind, r.days, format(r.is_over, format('$1 - interval ''%s days''', r.days))
  from (values
    ('idempotency_keys', 0, 'e.expires_at <= %s'),
    ('refresh_tokens', 0, 'e.expires_at <= %s'),
    ('sessions', 0, 'e.expires_at <= %s and not exists (select from refresh_tokens t where t.family_id = e.id)'),
    ('account_links', 30, 'e.expires_at <= %s or e.expires_at <= $1 and e.account_id is null'),
    ('sign_in_failures', 0, 'e.last_at <= %s - interval ''1 hour'''),
    ('invitations', 365, 'e.expires_at <= %s and not exists (select from invitations o where o.superseded_by = e.id)'),
    ('notifications', 365, 'e.notified_at <= %s'),
    ('mails', 365, 'e.made_at <= %s and not exists (select from notifications n where n.mail_id = e.id)'),
    ('file_reads', 365, 'e.read_on <= (%s)::date')
  ) r (kind, days, is_over)
$$;

create or replace function app.delete_expired(at timestamptz, batch integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
-- Whoever says that it is later than it is loses nobody's data: no instant is believed beyond a day ahead of this server.
declare
  over record;
  deleted integer := 0;
  n integer;
begin
  if not app.is_signing_in() or not pg_try_advisory_xact_lock(7254374) then
    return 0;
  end if;
  for over in select r.kind, r.is_over from app.retention() r loop
    execute format(
      'delete from %1$I d where d.ctid = any (array(select e.ctid from %1$I e where %2$s limit $2 for update skip locked))',
      over.kind, over.is_over
    ) using least(at, now() + interval '1 day'), batch;
    get diagnostics n = row_count;
    deleted := deleted + n;
  end loop;
  return deleted;
end $$;
drop function app.delete_expired_sessions(timestamptz, integer);
drop function app.delete_expired_links(timestamptz, integer);

-- How much of each kind is over, and would go now.
create function app.count_expired(at timestamptz) returns table (kind text, row_count bigint)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  over record;
begin
  if not app.is_signing_in() then
    return;
  end if;
  for over in select r.kind, r.is_over from app.retention() r loop
    kind := over.kind;
    execute format('select count(*) from %I e where %s', over.kind, over.is_over) into row_count using at;
    return next;
  end loop;
end $$;
revoke execute on function app.retention() from public;
revoke execute on function app.count_expired(timestamptz) from public;

-- Whose file was kept long enough. What a centre took back is asked again a year later.
create function app.people_past_retention(atmost integer) returns table (person_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.alternant_id
  from contracts c
  join people p on p.id = c.alternant_id
  where app.is_signing_in()
    and p.erased_at is null
    and not exists (
      select from erasures e
      where e.person_id = p.id
        and (e.withdrawn_at is null or e.withdrawn_at > app.setting('app.now')::timestamptz - interval '1 year')
    )
  group by c.alternant_id
  having max(least(c.held_until, c.until_day)) <= least(app.today(), current_date + 1) - interval '5 years'
    and app.is_past_retention(c.alternant_id)
  limit atmost;
end;

-- Asks, in nobody's name, that they be made nobody: they and their centres have thirty days to keep it from being done.
create function app.ask_due_erasures(ids uuid[]) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  asked integer;
begin
  insert into erasures (id, person_id, reason, asked_at, due_at)
  select ids[d.n], d.person_id, 'Durée de conservation atteinte', app.setting('app.now')::timestamptz,
    app.setting('app.now')::timestamptz + interval '30 days'
  from (
    select p.person_id, row_number() over () as n from app.people_past_retention(cardinality(ids)) p
  ) d
  on conflict do nothing;
  get diagnostics asked = row_count;
  return asked;
end $$;
