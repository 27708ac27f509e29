import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddReportFunctions1795600300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A report names thousands of people, each of whom the reader sees through a contract; to prove it again for each of
    // them, as the policy of person_names does, would cost more than all the rest of the report.
    await runner.query(`
      create function app.names_of_people(people uuid[], at timestamptz)
        returns table (person_id uuid, given_name text, family_name text)
        language sql stable security definer set search_path = public, pg_temp
      begin atomic
        select distinct on (n.person_id) n.person_id, n.given_name, n.family_name
        from person_names n
        where n.person_id = any (people)
          and n.recorded_at <= at
          and app.setting('app.kind') is not null
          and not app.is_signing_in()
        order by n.person_id, n.version desc;
      end
    `);
    // Waits until every transaction of this database that has begun to write is over; those that begin meanwhile are
    // not waited for. It locks nothing: nobody waits for a report.
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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.await_writers()');
    await runner.query('drop function app.names_of_people(uuid[], timestamptz)');
  }
}
