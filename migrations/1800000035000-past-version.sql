-- Whoever keeps a ladder of the past asks one statement whether it still is the one to tell (docs/decisions/0042).

-- As it was, but that who began when is looked up only where somebody holds a lock that counts: most often nobody does.
create or replace function app.pending_writers(wanted uuid, age double precision) returns text[]
  language plpgsql
as $$
declare
  holders xid[] := case when wanted is not null then app.holders_of(wanted) end;
  pids integer[];
  writers text[];
begin
  select array_agg(l.pid), array_agg(l.virtualtransaction) into pids, writers
  from pg_locks l
  where l.granted
    and l.pid <> pg_backend_pid()
    and (
      l.locktype = 'transactionid' and l.mode = 'ExclusiveLock'
        and (wanted is null or l.transactionid = any (holders))
      or l.locktype = 'advisory' and l.classid = 27001 and l.objid = 0 and l.objsubid = 2
        and l.database = (select d.oid from pg_database d where d.datname = current_database())
    );
  if pids is null then
    return '{}';
  end if;
  return array(
    select distinct w.writer
    from unnest(pids, writers) as w (pid, writer)
    join pg_stat_activity a on a.pid = w.pid
    where a.datname = current_database()
      and a.usesysid is not null
      and (
        a.xact_start is null
        or extract(epoch from clock_timestamp() - a.xact_start) * 1000 >= age - 120000
      )
  );
end $$;

-- Where a contract's history stood by an instant, and whether it is the only one of its alternant: then nothing that was
-- seen under another counts, whatever it continues. Whoever asks has seen the contract.
create function app.past_marks(
  wanted uuid, at timestamptz, out sequence bigint, out recorded_at timestamptz, out is_only boolean
)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if not app.is_signed_in() then
    return;
  end if;
  select e.sequence, e.recorded_at into past_marks.sequence, past_marks.recorded_at
    from events e
    where e.contract_id = past_marks.wanted and e.recorded_at <= past_marks.at
    order by e.sequence desc
    limit 1;
  is_only := not exists (
    select from contracts c
    join contracts o on o.alternant_id = c.alternant_id and o.id <> c.id
    where c.id = past_marks.wanted
  );
end $$;

-- Which ladder of `then` the caller may be told: of the contract's row (`is_whole`: nothing was recorded since), or of its
-- last event by then. Nothing where others may still be writing to it (`pending`), where the caller sees no such contract
-- or it was not recorded yet, and where what was seen under another contract may count: then it is read as if nothing were
-- kept. Who writes is looked up before the contract is read.
create function app.past_version(
  kind text, caller uuid, subject uuid, at timestamptz, wanted uuid, "then" timestamptz, age double precision,
  out pending boolean, out is_whole boolean, out version text, out ladder_id uuid, out last_sequence bigint,
  out last_recorded_at timestamptz
)
  language plpgsql
as $$
declare
  seen record;
  marks record;
begin
  -- All of it is found by keys, or costs the same whatever is asked: to plan it again each time costs a third of it.
  perform set_config('plan_cache_mode', 'force_generic_plan', true);
  perform app.set_actor(kind, caller, subject, at);
  pending := app.pending_writers(wanted, age) <> '{}';
  if pending then
    return;
  end if;
  select c.last_recorded_at <= past_version."then" as whole, c.continuation_of is not null as continues, c.ladder_id as ladder,
      concat_ws('.', c.xmin, c.last_sequence, extract(epoch from c.last_recorded_at)) as row_version
    into seen
    from contracts c
    where c.id = wanted;
  if not found then
    return;
  end if;
  if seen.whole and not seen.continues then
    is_whole := true;
    version := seen.row_version;
  elsif not seen.whole then
    select m.sequence, m.recorded_at, m.is_only into marks from app.past_marks(wanted, "then") m;
    if marks.is_only and marks.sequence is not null then
      is_whole := false;
      version := seen.row_version;
      last_sequence := marks.sequence;
      last_recorded_at := marks.recorded_at;
    end if;
  end if;
  ladder_id := seen.ladder;
end $$;
