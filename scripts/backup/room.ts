import type pg from 'pg';
import { OperatorError } from '../../src/platform/operator-error.js';

/**
 * Makes sure that nothing is in the way of a restore: nobody works on the database, and it is empty, or is emptied where
 * that was said. What the caller's transaction does not commit stays as it was.
 */
export async function makeRoom(client: pg.ClientBase, replace: boolean): Promise<void> {
  // As whoever migrates: a process that starts now waits, and then finds it done.
  await client.query(`set local lock_timeout = '10s'; select pg_advisory_xact_lock(7254371)`);
  const { rows: working } = await client.query(
    `select from pg_stat_activity where datname = current_database() and usename = 'palier_api' limit 1`,
  );
  if (working.length > 0) {
    throw new OperatorError(
      'Un processus de Palier travaille sur cette base : arrêtez-les tous, puis recommencez (a process of Palier works on this database: stop them all, then try again).',
    );
  }
  const found = await findSomething(client);
  if (found === null) return;
  if (!replace) {
    throw new OperatorError(
      `La base n’est pas vide (${found}) : restaurez dans une base neuve, « create database … », ou donnez « --replace », qui en efface tout (not empty: restore into a new database, or give --replace, which erases all of it).`,
    );
  }
  await empty(client);
}

async function findSomething(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%s.%s', n.nspname, c.relname) as name
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    union all
    select n.nspname from pg_namespace n where n.nspname in ('app', 'jobs')
    limit 1
  `);
  return rows[0]?.name ?? null;
}

async function empty(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query(
    `select where to_regclass('public.migrations') is not null and to_regnamespace('app') is not null`,
  );
  if (rows.length === 0) {
    throw new OperatorError(
      'Cette base n’est pas celle de Palier : elle n’est pas remplacée (this is no database of Palier: it is not replaced).',
    );
  }
  await client.query(`
    do $$
    declare
      it record;
    begin
      for it in
        select c.oid::regclass as name from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      loop
        execute format('drop table if exists %s cascade', it.name);
      end loop;
      for it in
        select p.oid::regprocedure as name from pg_proc p
        where p.pronamespace = 'public'::regnamespace
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      loop
        execute format('drop routine if exists %s cascade', it.name);
      end loop;
    end $$;
    drop schema if exists app cascade;
    drop schema if exists jobs cascade;
  `);
  const left = await findSomething(client);
  if (left) {
    throw new OperatorError(
      `${left} n’est pas de Palier : la base n’est pas remplacée (not Palier’s: the database is not replaced).`,
    );
  }
}
