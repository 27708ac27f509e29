import pg from 'pg';
import type { Log } from '../logs/logger.js';
import { ProvisionError } from './provision.js';

const OLDEST = 15;
const NEWEST = 18;

/** What the API's own session sees: `alter role … set` may differ from the server's settings. */
interface Seen {
  readonly version: number;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
  readonly isolation: string;
  readonly read_only: string;
  readonly date_style: string;
  readonly role: string;
  readonly above_row_security: boolean;
  readonly is_maintenance: boolean;
}

/**
 * Is this a server on which an acknowledged sign-off stays, and row-level security holds? What would break a promise of
 * the API stops the start, with what to do; what could lose data in a power cut stops it in production.
 */
export async function checkServer(apiUrl: string, isProduction: boolean, log: Log): Promise<void> {
  const seen = await look(apiUrl);
  const wrong = findWrong(seen);
  const unsafe = findUnsafe(seen);
  if (wrong.length > 0 || (isProduction && unsafe.length > 0)) {
    throw new ProvisionError(
      `PostgreSQL refusé (database refused), voir docs/operations.md:\n  ${[...wrong, ...unsafe].join('\n  ')}`,
    );
  }
  if (unsafe.length > 0) log.warn({ settings: unsafe }, 'a power cut may lose what was acknowledged');
}

async function look(apiUrl: string): Promise<Seen> {
  const client = new pg.Client({ connectionString: apiUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<Seen>(SEEN);
    if (rows[0]) return rows[0];
    throw new Error('no answer');
  } catch (error) {
    throw new ProvisionError(
      `Connexion impossible avec le rôle de l’API (the API’s role cannot connect): ${(error as Error).message}`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

const SEEN = `
  select
    current_setting('server_version_num')::int / 10000 as version,
    current_setting('fsync') as fsync,
    current_setting('full_page_writes') as full_page_writes,
    current_setting('synchronous_commit') as synchronous_commit,
    current_setting('default_transaction_isolation') as isolation,
    current_setting('default_transaction_read_only') as read_only,
    current_setting('DateStyle') as date_style,
    current_user::text as role,
    (select r.rolsuper or r.rolbypassrls from pg_roles r where r.rolname = current_user) as above_row_security,
    coalesce(
      (select pg_has_role(current_user, r.oid, 'member') from pg_roles r where r.rolname = 'palier_maintenance'),
      false
    ) as is_maintenance
`;

/** Whatever the environment. */
export function findWrong(seen: Seen): string[] {
  const wrong: string[] = [];
  if (seen.version < OLDEST || seen.version > NEWEST) {
    wrong.push(`version ${seen.version}: use PostgreSQL ${OLDEST} to ${NEWEST}`);
  }
  if (seen.above_row_security || seen.is_maintenance) {
    wrong.push(
      `role ${seen.role}: row-level security does not bind it (superuser, bypassrls or member of palier_maintenance): connect as palier_api (DATABASE_API_URL)`,
    );
  }
  for (const [name, value, wanted] of [
    ['default_transaction_isolation', seen.isolation, 'read committed'],
    ['default_transaction_read_only', seen.read_only, 'off'],
    ['DateStyle', seen.date_style.split(',')[0] ?? '', 'ISO'],
  ] as const) {
    if (value !== wanted) {
      wrong.push(`${name} = ${value}: alter role ${seen.role} set ${name} = '${wanted}'`);
    }
  }
  return wrong;
}

/** Only in production is it a refusal. */
export function findUnsafe(seen: Seen): string[] {
  const unsafe: string[] = [];
  for (const name of ['fsync', 'full_page_writes'] as const) {
    if (seen[name] !== 'on') {
      unsafe.push(
        `${name} = ${seen[name]}: alter system set ${name} = on, then select pg_reload_conf(): a power cut loses data`,
      );
    }
  }
  // The other values all wait until this server has written the commit to its disk.
  if (seen.synchronous_commit === 'off') {
    unsafe.push(
      `synchronous_commit = off: alter role ${seen.role} set synchronous_commit = on (and look at the database's own settings): a power cut loses acknowledged sign-offs`,
    );
  }
  return unsafe;
}
