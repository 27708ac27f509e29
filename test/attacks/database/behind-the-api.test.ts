import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { readTables } from '../../../scripts/schema.js';
import { newId } from '../../../src/platform/ids.js';
import { fillDatabase, NOW, type SmallWorld } from '../../schema/small-world.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

/** What somebody gets who runs SQL of their own as the role of the API, and may not pretend to be a person. */

const REFUSED = '42501';
const EMAIL = 'nadia.benali@exemple.test';

let database: TestDatabase;
let owner: pg.Client;
let api: pg.Client;
let world: SmallWorld;
/** A real value of each type that a function may be asked about, as SQL. */
let values: Record<string, string>;

beforeAll(async () => {
  database = await freshDatabase();
  [owner, api] = (await Promise.all([database.ownerUrl, database.apiUrl].map(connected))) as [
    pg.Client,
    pg.Client,
  ];
  world = await fillDatabase(owner);
  await owner.query(`update accounts set email = $2, password_hash = '$argon2id$…' where id = $1`, [
    world.hr.accountId,
    EMAIL,
  ]);
  await owner.query(`update people set email = $2, birth_date = '1990-05-04' where id = $1`, [
    world.hr.personId,
    EMAIL,
  ]);
  await owner.query(`update refresh_tokens set expires_at = $1::timestamptz + interval '1 day'`, [NOW]);
  await owner.query(
    `update accounts set disabled_at = $1::timestamptz + interval '1 hour' where person_id = $2`,
    [NOW, world.strangers['somebody with no tie to anything']?.personId],
  );
  values = await valuesByType();
  // A refusal is no answer.
  await owner.query(`
    create function public.stated(sql text) returns jsonb language plpgsql as $$
    declare
      said jsonb;
    begin
      execute sql into said;
      return said;
    exception when others then
      return null;
    end $$
  `);
});

afterAll(async () => {
  await api?.end();
  await owner?.end();
  await database?.drop();
});

const SECRETS = ['credential_keys', 'refresh_tokens', 'sign_in_failures', 'signing_keys'];

test('who enters to sign in reads no row of any table', async () => {
  for (const { name } of await readTables(owner)) {
    if (name === 'invitations') continue; // goes with the functions that accept them
    const seen = await as('sign_in', `select from ${name}`);
    expect([name, seen]).toEqual([name, SECRETS.includes(name) ? 'refused' : '0 rows']);
  }
});

test('nobody reads, writes or empties what signs people in, whoever they entered as', async () => {
  for (const table of SECRETS) {
    for (const verb of [
      `select from ${table}`,
      `delete from ${table}`,
      `insert into ${table} default values`,
    ]) {
      expect([verb, await as('sign_in', verb), await as('hr', verb)]).toEqual([verb, 'refused', 'refused']);
    }
  }
  for (const column of ['password_hash', '*']) {
    expect(await as('hr', `select ${column} from accounts`)).toBe('refused');
  }
  expect(await as('hr', `update accounts set password_hash = 'mine'`)).toBe('refused');
  expect(await as('hr', 'select secret_hash from api_client_secrets')).toBe('refused');
  expect(await as('hr', 'select id, email from accounts')).toBe('1 rows');
});

test('a kind of actor that nobody knows enters nowhere, and only a person brings a person along', async () => {
  const ids = [world.hr.accountId, world.hr.personId, NOW];
  for (const kind of [null, 'system', 'owner', '']) {
    const settingActor = api.query('select app.set_actor($1, $2, $3, $4)', [kind, ...ids]);
    await expect(settingActor).rejects.toMatchObject({ code: 'PA401' });
  }
  for (const kind of ['sign_in', 'notifier']) {
    await api.query('begin');
    await api.query('select app.set_actor($1, $2, $3, $4)', [kind, ...ids]);
    const { rows } = await api.query('select app.person_id() as person, app.is_signed_in() as "isSignedIn"');
    await api.query('rollback');
    expect([kind, rows]).toEqual([kind, [{ person: null, isSignedIn: false }]]);
  }
});

test('an account is answered for its whole e-mail and no other, and never as a list', async () => {
  const count = async (email: string) => as('sign_in', `select from app.account_to_verify('${email}')`);
  expect(await count(EMAIL)).toBe('1 rows');
  for (const other of ['%', 'nadia%', EMAIL.toUpperCase(), ' ', ''])
    expect(await count(other)).toBe('0 rows');
  expect(await as(null, `select from app.account_to_verify('${EMAIL}')`)).toBe('0 rows');
  expect(await as('hr', `select from app.account_to_verify('${EMAIL}')`)).toBe('0 rows');
});

test('a session is opened with the very hash that was verified, of an account that is not disabled', async () => {
  const open = (hash: string) =>
    as(
      'sign_in',
      `select from app.open_session('${world.hr.accountId}', '${hash}', 'a', 'b', '${newId()}', '${newId()}', 'x', 'infinity')`,
    );
  expect(await open('$argon2id$…')).toBe('1 rows');
  expect(await open('$argon2id$another')).toBe('0 rows');
  await owner.query('update accounts set disabled_at = $2 where id = $1', [world.hr.accountId, NOW]);
  expect(await open('$argon2id$…')).toBe('0 rows');
  await owner.query('update accounts set disabled_at = null where id = $1', [world.hr.accountId]);
});

test('a secret of a client opens that client, another opens none, and no hash comes out', async () => {
  const { clientId } = world.clients.employer;
  const ask = (hash: string, client = clientId) =>
    as('sign_in', `select from app.client_of_secret('${client}', '${hash}')`);
  expect(await ask('h')).toBe('1 rows');
  expect(await ask('i')).toBe('0 rows');
  expect(await ask('h', newId())).toBe('0 rows');
  expect(await as('hr', `select from app.client_of_secret('${clientId}', 'h')`)).toBe('0 rows');
});

test('what deletes the expired deletes nothing for nobody', async () => {
  await owner.query(`update refresh_tokens set expires_at = $1::timestamptz - interval '1 day'`, [NOW]);
  for (const kind of [null, 'hr'] as const) {
    await begin(kind);
    const { rows } = await api.query('select app.delete_expired($1, 10) as deleted', [NOW]);
    await api.query('rollback');
    expect(rows).toEqual([{ deleted: 0 }]);
  }
  await owner.query(`update refresh_tokens set expires_at = $1::timestamptz + interval '1 day'`, [NOW]);
});

test('whether an e-mail is known is told to who administers somebody, and to nobody else', async () => {
  const known = async (kind: Kind) => {
    await begin(kind);
    const { rows } = await api.query<{ n: number }>('select cardinality(app.people_with_email($1)) as n', [
      EMAIL,
    ]);
    await api.query('rollback');
    return rows[0]?.n;
  };
  expect([await known('hr'), await known('tutor'), await known('sign_in'), await known(null)]).toEqual([
    1, 0, 0, 0,
  ]);
});

/** Functions of what was set in this very transaction, or of the arguments alone: they know nothing of anybody. */
const PURE = [
  'are_apart',
  'called',
  'change_key',
  'fold',
  'full_name',
  'is_confidential',
  'paris_day',
  'search_patterns',
  'sort_name',
  'starts_then',
  'today',
  'transaction_id',
];
/** Whoever watches a process asks before anybody can sign in: names of migrations, and whether there is a key. */
const WATCHED = ['readiness'];
/** What PostgreSQL tells every role of its transactions: how long one of a known number, or any, has been writing. */
const LOCKS = ['changes_complete_before', 'writing_for', 'may_be_writing'];

test('a function answers nothing to nobody, but for what is said here and why', async () => {
  expect(await answering(null)).toEqual([...PURE, ...WATCHED, ...LOCKS].sort());
});

test('to who signs in it answers what they have the e-mail, the token or the secret of, and how to know a token', async () => {
  expect(await answering('sign_in')).toEqual(
    [
      ...PURE,
      ...WATCHED,
      ...LOCKS,
      'accept_invitation', // for the hash of its token
      'account_to_verify', // one account, for its exact e-mail: the password is compared in the process
      'calendar_link_to_read', // for the hash of its secret
      'callers_closed_since', // ids alone: their tokens are refused everywhere within a second
      'confirm_email', // for the hash of its token
      'client_of_secret', // for its id and the hash of its secret
      'credential_keys', // sealed
      'delete_expired', // how many
      'invitation_to_accept', // for the hash of its token
      'is_closed_caller',
      'is_signing_in',
      'lock_session', // for the hash of its token
      'lock_tallies', // for the hash of an e-mail, and of an address
      'rotate_refresh_token', // for the hash of the token that it takes the place of
      'signing_keys_in_force', // sealed
    ].sort(),
  );
});

type Kind = 'sign_in' | 'hr' | 'tutor' | null;

async function begin(kind: Kind): Promise<void> {
  await api.query('begin');
  if (kind === null) return;
  const person = kind === 'hr' ? world.hr : kind === 'tutor' ? world.contract.tutor : null;
  const args = [person ? 'person' : kind, person?.accountId ?? null, person?.personId ?? null, NOW];
  await api.query('select app.set_actor($1, $2, $3, $4)', args);
}

/** What comes of one statement; nothing of it remains. */
async function as(kind: Kind, sql: string): Promise<string> {
  await begin(kind);
  try {
    return `${(await api.query(sql)).rowCount} rows`;
  } catch (error) {
    if ((error as { code?: string }).code === REFUSED) return 'refused';
    throw error;
  } finally {
    await api.query('rollback');
  }
}

interface Callable {
  readonly name: string;
  readonly types: readonly string[];
}

/** The functions that answer something that is neither null, false, zero nor empty, each asked about everything there is. */
async function answering(kind: Kind): Promise<string[]> {
  const { rows } = await owner.query<Callable>(`
    select p.proname::text as name, array(select t.oid::regtype::text from unnest(p.proargtypes) with ordinality a (type, n)
      join pg_type t on t.oid = a.type order by a.n) as types
    from pg_proc p
    where p.pronamespace = 'app'::regnamespace
      and p.prorettype <> 'trigger'::regtype
      and has_function_privilege('palier_api', p.oid, 'execute')
    order by p.proname
  `);
  expect(rows.length).toBeGreaterThan(40);
  const found: string[] = [];
  for (const one of rows.filter(({ name }) => name !== ASKED_ABOVE)) {
    if (await answers(kind, one)) found.push(one.name);
  }
  return [...new Set(found)].sort();
}

/** So many combinations of what it may be asked about, spread over all of them. */
const ASKED = 1_500;
/** Has a test of its own: of all combinations none would be right by chance. */
const ASKED_ABOVE = 'open_session';

async function answers(kind: Kind, { name, types }: Callable): Promise<boolean> {
  const unknown = types.filter((type) => !(type in values));
  expect([name, unknown]).toEqual([name, []]);
  const sources = types.map((type, i) => `(${values[type]}) as a${i} (v)`);
  const variadic = name === 'organisations_as' ? 'variadic ' : '';
  const places = types.map((type) => `${variadic}%L::${type}`).join(', ');
  const call = [
    `'select jsonb_agg(to_jsonb(r)) from app.${name}(${places}) r'`,
    ...types.map((_, i) => `a${i}.v`),
  ];
  await begin(kind);
  try {
    const { rows } = await api.query<{ stated: unknown }>(`
      select public.stated(asked.sql) as stated
      from (
        select format(${call.join(', ')}) as sql
        from ${['(select 1) as once (n)', ...sources].join(' cross join ')}
        order by random()
        limit ${ASKED}
      ) asked
    `);
    return rows.some(({ stated }) => saysSomething(stated));
  } finally {
    await api.query('rollback');
  }
}

/** An empty multirange. */
const NO_DAYS = '{}';

function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(saysSomething);
  if (typeof value === 'object' && value !== null) return Object.values(value).some(saysSomething);
  return value !== null && value !== false && value !== 0 && value !== '' && value !== NO_DAYS;
}

async function valuesByType(): Promise<Record<string, string>> {
  const tables = [
    'contracts',
    'ladders',
    'sign_offs',
    'revocations',
    'level_decisions',
    'disputes',
    'events',
    'plan_items',
  ];
  const ids = [
    world.hr.personId,
    world.hr.accountId,
    world.contract.alternant.personId,
    world.contract.tutor.personId,
  ];
  ids.push(world.strangers['somebody with no tie to anything']?.accountId ?? '');
  ids.push(world.clients.employer.clientId, world.clients.employer.organisationId);
  for (const table of tables) {
    const { rows } = await owner.query<{ id: string }>(`select id from ${table} order by id limit 2`);
    ids.push(...rows.map(({ id }) => id));
  }
  const { rows } = await owner.query<{ contract: string; levels: string }>(
    `select c::text as contract, '[{"code": "a"}]' as levels from contracts c where c.id = $1`,
    [world.contract.id],
  );
  const list = (type: string, all: readonly string[]) =>
    `select unnest(array[${all.map((one) => pg.escapeLiteral(one)).join(', ')}]::${type}[])`;
  return {
    uuid: list('uuid', ids),
    'integer[]': 'select array[1, 2]',
    'uuid[]': `select array(${list('uuid', ids)})`,
    text: list('text', [EMAIL, 'k', 'hr', 'dispute.opened', 'a']),
    'text[]': `select array['k', 'hr']`,
    bytea: list('bytea', ['token', 'h', 'another']),
    date: `select date '2026-03-12'`,
    'daterange[]': `select array[daterange('2026-03-12', '2026-03-13')]`,
    'timestamp with time zone': `select timestamptz '${NOW}'`,
    'double precision': 'select 1e9::double precision',
    xid: `select pg_current_xact_id()::xid`,
    integer: 'select 10',
    bigint: 'select 10::bigint',
    boolean: 'select true',
    jsonb: `select '[{"code": "a"}]'::jsonb`,
    contracts: `select ${pg.escapeLiteral(rows[0]?.contract ?? '')}::contracts`,
  };
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
