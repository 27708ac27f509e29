import { existsSync } from 'node:fs';
import pg from 'pg';
import { MIGRATIONS } from '../migrations/index.js';
import { OperatorError } from '../src/platform/operator-error.js';
import { asCommand, fileArgument, ownerUrl, runTool } from './postgres-tools.js';

// `npm run restore -- <file>`: a backup into the empty database of DATABASE_URL, all of it or nothing.

await asCommand(async () => {
  const file = fileArgument();
  if (!existsSync(file)) throw new OperatorError(`${file} : aucun fichier de ce nom (no such file).`);
  const url = ownerUrl();
  await onDatabase(url, async (client) => {
    await refuseUnlessEmpty(client);
    await createRoles(client);
  });
  await runTool('pg_restore', url, ['--no-owner', '--exit-on-error', '--single-transaction', file]);
  await onDatabase(url, reportWhatIsThere);
});

async function onDatabase(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%s.%s', n.nspname, c.relname) as name
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
    union all
    select n.nspname from pg_namespace n where n.nspname = 'app'
    limit 1
  `);
  if (rows[0]) {
    throw new OperatorError(
      `La base n’est pas vide (${rows[0].name}) : restaurez dans une base neuve, « create database … » (not empty: restore into a new database).`,
    );
  }
}

/** Roles belong to the server, not to the database: no backup holds them. The next start gives the API's its password. */
async function createRoles(client: pg.Client): Promise<void> {
  await client.query(`
    do $$
    begin
      if not exists (select from pg_roles where rolname = 'palier_api') then
        create role palier_api login nosuperuser nobypassrls nocreatedb nocreaterole;
      end if;
      if not exists (select from pg_roles where rolname = 'palier_maintenance') then
        create role palier_maintenance nologin;
      end if;
      if not pg_has_role(current_user, 'palier_maintenance', 'member') then
        execute format('grant palier_maintenance to %I', current_user);
      end if;
    end $$
  `);
}

async function reportWhatIsThere(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ contracts: string; events: string; newest: string }>(`
    select
      (select count(*) from contracts) as contracts,
      (select count(*) from events) as events,
      (select m.name from migrations m order by m.id desc limit 1) as newest
  `);
  const [there] = rows;
  const expected = MIGRATIONS.at(-1)?.name;
  process.stdout.write(
    `Restaurée : ${there?.contracts} contrats, ${there?.events} événements, schéma ${there?.newest}` +
      `${there?.newest === expected ? '' : ` (le prochain démarrage migre jusqu’à ${expected})`}.\n` +
      'Vérifiez-la : npm run progress:rebuild doit trouver 0 différence.\n',
  );
}
