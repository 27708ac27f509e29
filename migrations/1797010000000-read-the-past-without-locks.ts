import type { MigrationInterface, QueryRunner } from 'typeorm';

// Whoever reads the past looks who is writing, and waits by looking again: it takes no lock, so that no writer ever waits
// for a reader. See docs/decisions/0027.

/** Names the shared lock under which whatever is dated outside a contract is written. Nobody waits for it. */
const HISTORY = 27_001;

const ACTIVITY = `
        from pg_locks l
        join pg_stat_activity a on a.pid = l.pid
        where l.granted
          and a.datname = current_database()`;

export class ReadThePastWithoutLocks1797010000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.await_writers()');
    // Names, birth dates and what an employer declares are dated by a clock that is read after this.
    await runner.query(`
      create function app.write_history() returns void language sql
      begin atomic
        select pg_advisory_xact_lock_shared(${HISTORY}, 0);
      end
    `);
    // The transactions that may still record something as of an instant that was so many milliseconds ago: of one
    // contract whoever holds its row (xmax), of all (null) whoever writes; and who writes what is dated outside a contract.
    // Who began two minutes after that instant cannot, however much two clocks may differ. Asked by those who see the row.
    await runner.query(`
      create function app.pending_writers(wanted uuid, age double precision) returns text[] language plpgsql
      as $$
      declare
        holder xid;
      begin
        if wanted is not null then
          select c.xmax into holder from contracts c where c.id = wanted;
        end if;
        return array(
          select distinct l.virtualtransaction
          ${ACTIVITY}
            and l.pid <> pg_backend_pid()
            and a.usesysid is not null
            and (
              l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and (wanted is null or l.transactionid = holder)
              or l.locktype = 'advisory' and l.classid = ${HISTORY} and l.objid = 0 and l.objsubid = 2
                and l.database = (select d.oid from pg_database d where d.datname = current_database())
            )
            and (
              a.xact_start is null
              or extract(epoch from clock_timestamp() - a.xact_start) * 1000 >= age - 120000
            )
        );
      end $$
    `);
    // Of those, whether any is not over. A transaction of this server never takes the number of another again.
    await runner.query(`
      create function app.still_writing(writers text[]) returns boolean language sql
      begin atomic
        select exists (
          select from pg_locks l
          where l.locktype = 'virtualxid' and l.granted and l.mode = 'ExclusiveLock'
            and l.virtualtransaction = any (writers)
        );
      end
    `);
    // For how many milliseconds a transaction has been writing; null: it is over. Who began when is looked at first: a
    // session that has begun another one since is found older than it is, never younger.
    await runner.query(`
      create function app.writing_for(wanted xid) returns double precision language plpgsql
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
      end $$
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.writing_for(xid)');
    await runner.query('drop function app.still_writing(text[])');
    await runner.query('drop function app.pending_writers(uuid, double precision)');
    await runner.query('drop function app.write_history()');
    await runner.query(`
      create function app.await_writers() returns void language plpgsql as $$
      declare
        writing text[] := array(
          select l.virtualtransaction
          from pg_locks l
          join pg_stat_activity a on a.pid = l.pid
          where l.locktype = 'transactionid' and l.granted and l.pid <> pg_backend_pid() and a.datname = current_database()
        );
        patience timestamptz := clock_timestamp() + interval '10 seconds';
      begin
        while exists (
          select from pg_locks l where l.locktype = 'transactionid' and l.granted and l.virtualtransaction = any (writing)
        ) loop
          if clock_timestamp() > patience then
            raise exception 'writers_busy' using errcode = '55P03';
          end if;
          perform pg_sleep(0.003);
        end loop;
      end $$
    `);
  }
}
