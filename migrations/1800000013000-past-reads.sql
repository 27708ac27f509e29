-- Whoever reads the past looks who is writing, and waits by looking again: it takes no lock, so that no writer ever
-- waits for a reader (docs/decisions/0027).

-- Names, birth dates and what an employer declares are dated by a clock that is read after this. The number names the
-- shared lock under which whatever is dated outside a contract is written; nobody waits for it.
create function app.write_history() returns void
  language sql
begin atomic
  select pg_advisory_xact_lock_shared(27001, 0);
end;

-- Who stands in the row of a contract (xmax), or of another of the same alternant: what is told of one may come from
-- those that it continues, which its readers need not see. Several at once stand there by a number that names them.
create function app.holders_of(wanted uuid) returns xid[]
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  holders xid[] := array(
    select c.xmax
    from contracts c
    where app.is_signed_in()
      and c.alternant_id = (select w.alternant_id from contracts w where w.id = wanted)
      and c.xmax::text <> '0'
  );
  holder xid;
begin
  foreach holder in array holders loop
    begin
      holders := holders || array(select m.xid from pg_get_multixact_members(holder) m);
    exception when others then
      null;
    end;
  end loop;
  return holders;
end $$;

-- The transactions that may still record something as of an instant that was so many milliseconds ago: of one
-- contract whoever holds its row, of all (null) whoever writes; and who writes what is dated outside a contract. Who
-- began two minutes after that instant cannot, however much two clocks may differ. Asked by those who see the row.
create function app.pending_writers(wanted uuid, age double precision) returns text[]
  language plpgsql
as $$
declare
  holders xid[] := case when wanted is not null then app.holders_of(wanted) end;
begin
  return array(
    select distinct l.virtualtransaction
    from pg_locks l
    join pg_stat_activity a on a.pid = l.pid
    where l.granted
      and a.datname = current_database()
      and l.pid <> pg_backend_pid()
      and a.usesysid is not null
      and (
        l.locktype = 'transactionid' and l.mode = 'ExclusiveLock'
          and (wanted is null or l.transactionid = any (holders))
        or l.locktype = 'advisory' and l.classid = 27001 and l.objid = 0 and l.objsubid = 2
          and l.database = (select d.oid from pg_database d where d.datname = current_database())
      )
      and (
        a.xact_start is null
        or extract(epoch from clock_timestamp() - a.xact_start) * 1000 >= age - 120000
      )
  );
end $$;

-- Whether any of those is not over. A transaction of this server never takes the number of another again.
create function app.still_writing(writers text[]) returns boolean
  language sql
begin atomic
  select exists (
    select from pg_locks l
    where l.locktype = 'virtualxid' and l.granted and l.mode = 'ExclusiveLock'
      and l.virtualtransaction = any (writers)
  );
end;

-- Whether it was writing when the statement began: as one of those then known, or as a later one, modulo 2^32.
create function app.may_be_writing(wanted xid) returns boolean
  language sql stable
return wanted::text <> '0' and (
  exists (select from pg_snapshot_xip(pg_current_snapshot()) x where x::xid = wanted)
  or ((wanted::text::bigint - pg_snapshot_xmax(pg_current_snapshot())::text::bigint) & 4294967295) < 2147483648
);

-- For how many milliseconds a transaction has been writing; null: it is over. Who began when is looked at first: a
-- session that has begun another one since is found older than it is, never younger.
create function app.writing_for(wanted xid) returns double precision
  language plpgsql
as $$
declare
  began jsonb := (
    select jsonb_object_agg(a.pid, a.xact_start)
    from pg_stat_activity a
    where a.xact_start is not null and a.datname = current_database()
  );
begin
  return (
    select extract(epoch from clock_timestamp() - (began ->> l.pid::text)::timestamptz) * 1000
    from pg_locks l
    where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted and l.transactionid = wanted
    limit 1
  );
end $$;

-- How long the other contracts of an alternant have been written, beside when each was last: one may continue
-- another.
create function app.writing_beside(wanted uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(jsonb_agg(jsonb_build_object(
    'lastRecordedAt', c.last_recorded_at,
    'writingForMs', case when app.may_be_writing(c.xmax) then coalesce(app.writing_for(c.xmax), -1) end
  )), '[]')
  from contracts c
  where app.is_signed_in()
    and c.id <> wanted
    and c.alternant_id = (select w.alternant_id from contracts w where w.id = wanted);
end;

-- Whoever keeps a ladder that was read asks this before it is shown again: whether the caller sees the contract now,
-- by row security, and whether its row is the one that was read. One statement, which says itself who asks.
create function app.ladder_version(
  kind text, caller uuid, subject uuid, at timestamptz, wanted uuid,
  out version text, out last_recorded_at timestamptz, out writing_for_ms double precision
)
  language plpgsql
as $$
begin
  perform app.set_actor(kind, caller, subject, at);
  select concat_ws('.', c.xmin, c.last_sequence, extract(epoch from c.last_recorded_at)),
      c.last_recorded_at,
      case when app.may_be_writing(c.xmax) then coalesce(app.writing_for(c.xmax), -1) end
    into version, last_recorded_at, writing_for_ms
    from contracts c
    where c.id = wanted;
end $$;
