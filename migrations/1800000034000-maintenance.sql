-- What a process asks before it takes requests, and what it deletes by itself.

-- Which migrations ran, and whether tokens can be signed.
create function app.readiness() returns table (migrations text[], has_signing_key boolean)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select
    array(select m.name::text from migrations m order by m.id),
    exists (select from signing_keys k where k.retired_at is null)
$$;

-- At most `batch` rows of each kind; 0 when nothing is left, or another process is at it.
create function app.delete_expired(at timestamptz, batch integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  deleted integer := 0;
  n integer;
begin
  if not app.is_signing_in() or not pg_try_advisory_xact_lock(7254374) then
    return 0;
  end if;
  delete from idempotency_keys k where k.ctid = any (array(
    select e.ctid from idempotency_keys e where e.expires_at <= at limit batch for update skip locked));
  get diagnostics n = row_count;
  deleted := deleted + n;
  delete from refresh_tokens t where t.ctid = any (array(
    select e.ctid from refresh_tokens e where e.expires_at <= at limit batch for update skip locked));
  get diagnostics n = row_count;
  deleted := deleted + n;
  delete from sign_in_failures f where f.ctid = any (array(
    select e.ctid from sign_in_failures e
    where e.last_at <= at - interval '1 hour' limit batch for update skip locked));
  get diagnostics n = row_count;
  return deleted + n;
end $$;
