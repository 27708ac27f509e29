-- Whoever copies what changed asks from the last `updatedAt` that they saw. That instant is the database's own, read once
-- the writer is known to write, and a reader is shown only what changed before every writer that is not over
-- (docs/decisions/0048). What an upgrade finds counts as changed by it: copies are read once again.

-- Writers name under 38000 the millisecond since which they may date changes, modulo 2^31: 24 days. A shared lock, for
-- which nobody waits.
create function app.date_change() returns trigger
  language plpgsql
as $$
begin
  if app.setting('app.dates_changes') is null then
    perform pg_advisory_xact_lock_shared(
              38000, (floor(extract(epoch from clock_timestamp()) * 1000)::bigint & 2147483647)::integer
            ),
            set_config('app.dates_changes', 'true', true);
  end if;
  new.changed_at := greatest(clock_timestamp(), old.changed_at + interval '1 microsecond');
  return new;
end $$;

-- Everything that is dated earlier is there for the next statement to see: whoever is not yet named here dates later
-- than the clock that is read first.
create function app.changes_complete_before() returns timestamptz
  language plpgsql
as $$
declare
  asked timestamptz := clock_timestamp();
  asked_ms bigint := floor(extract(epoch from asked) * 1000);
begin
  return least(asked, (
    select to_timestamp(min(asked_ms - ((asked_ms - l.objid::bigint) & 2147483647)) / 1000.0)
    from pg_locks l
    where l.locktype = 'advisory' and l.classid = 38000 and l.objsubid = 2 and l.granted
      and l.database = (select d.oid from pg_database d where d.datname = current_database())
      and l.pid <> pg_backend_pid()
  ));
end $$;

-- Where a page by change went up to: microseconds, a dot, the id.
create function app.change_key(changed_at timestamptz, id uuid) returns text
  language sql immutable
return (extract(epoch from changed_at) * 1000000)::bigint || '.' || id;

create function app.instant_of_change(key text) returns timestamptz
  language sql immutable
return to_timestamp(0) + split_part(key, '.', 1)::bigint * interval '1 microsecond';

create function app.id_of_change(key text) returns uuid
  language sql immutable
return split_part(key, '.', 2)::uuid;

alter table organisations add column changed_at timestamptz not null default now();
alter table organisations alter column changed_at drop default;
create index organisations_changed on organisations (changed_at, id);
create trigger organisations_updates_are_dated before insert or update on organisations
  for each row execute function app.date_change();

alter table people add column changed_at timestamptz not null default now();
alter table people alter column changed_at drop default;
create index people_changed on people (changed_at, id);
create trigger people_updates_are_dated before insert or update on people
  for each row execute function app.date_change();

-- A fact moves a contract's sequence, and nothing that its answer shows.
alter table contracts add column changed_at timestamptz not null default now();
alter table contracts alter column changed_at drop default;
create index contracts_changed on contracts (changed_at, id);
create trigger contracts_updates_are_dated
  before insert or update of
    id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, owner_id,
    external_id, continuation_of, legal_representative, signed_on, held_until, ended_as, cancelled_on,
    suspensions, version, created_at, updated_at
  on contracts
  for each row execute function app.date_change();
