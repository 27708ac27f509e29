import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../src/platform/ids.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { readFactTables } from './fact-tables.js';
import { fillDatabase, NOW, type Client, type SmallWorld } from './small-world.js';

/** What PostgreSQL itself lets an API client see and write, whatever the API forgot to ask. */

const REFUSED = '42501';
const MISSING = '23502';

/** Facts of a contract that a program records too, under its own name. */
const BY_PROGRAMS = [
  'attestation_withdrawals',
  'attestations',
  'contract_steps',
  'mandate_absence_ends',
  'mandate_absences',
  'mandates',
];

let database: TestDatabase;
let owner: pg.Client;
let api: pg.Client;
let world: SmallWorld;

beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  api = new pg.Client({ connectionString: database.apiUrl });
  await owner.connect();
  await api.connect();
  world = await fillDatabase(owner);
});

afterAll(async () => {
  await api.end();
  await owner.end();
  await database.drop();
});

test('a client sees the contracts of its organisation, and of no other', async () => {
  const { clients, contract, classmates, elsewhere } = world;
  const own = [contract.id, classmates.id].sort();

  expect(await contractsSeen(clients.employer)).toEqual(own);
  expect(await contractsSeen(clients.centre)).toEqual(own);
  expect(await contractsSeen(clients.elsewhere)).toEqual([elsewhere.id]);
});

test('a revoked client, one of another organisation and one that does not exist enter nowhere', async () => {
  const { employer, elsewhere, revoked } = world.clients;
  const strangers = [
    revoked,
    { ...employer, organisationId: elsewhere.organisationId },
    { ...employer, clientId: newId() },
  ];
  for (const client of strangers) {
    await expect(as(client, 'select 1')).rejects.toMatchObject({ code: 'PA401' });
  }
});

test('a client expires with its last day, by the clock of the request', async () => {
  const { employer } = world.clients;
  await owner.query(`update api_clients set until_day = '2026-03-13' where id = $1`, [employer.clientId]);

  expect(await contractsSeen(employer, '2026-03-12T22:59:59Z')).toHaveLength(2);
  await expect(as(employer, 'select 1', [], '2026-03-12T23:00:00Z')).rejects.toMatchObject({ code: 'PA401' });

  await owner.query('update api_clients set until_day = null where id = $1', [employer.clientId]);
});

test('what takes a person cannot be written by a client, under its own name or somebody’s', async () => {
  const { employer } = world.clients;
  const authored = (await readFactTables(owner)).filter(({ name }) => !BY_PROGRAMS.includes(name));
  expect(authored.length).toBeGreaterThan(23);
  for (const { name: table, author } of authored) {
    const { rows } = await owner.query<{ row: object }>(
      `select to_jsonb(t) as row from ${table} t where contract_id = $1 limit 1`,
      [world.contract.id],
    );
    const row = { ...rows[0]?.row, id: newId(), sequence: 500 };
    const insert = `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`;
    await expect(as(employer, insert, [row])).rejects.toMatchObject({ code: REFUSED });
    await expect(as(employer, insert, [{ ...row, [author]: null }])).rejects.toMatchObject({
      code: expect.stringMatching(`${REFUSED}|${MISSING}`),
    });
  }
});

test('what a client records of a contract bears its own name', async () => {
  const { employer, centre } = world.clients;
  const step = (by: object) => [
    { id: newId(), contract_id: world.contract.id, sequence: 501, recorded_at: NOW, kind: 'amended', ...by },
  ];
  const insert = 'insert into contract_steps select * from jsonb_populate_record(null::contract_steps, $1)';

  await as(employer, insert, step({ recorded_by_client: employer.clientId }));
  await expect(as(employer, insert, step({ recorded_by_client: centre.clientId }))).rejects.toMatchObject({
    code: REFUSED,
  });
  await expect(as(employer, insert, step({ recorded_by: world.hr.personId }))).rejects.toMatchObject({
    code: REFUSED,
  });
});

test('a client makes, changes and revokes no client', async () => {
  const { employer } = world.clients;
  const made = [newId(), employer.organisationId, world.hr.personId, NOW];

  await expect(
    as(
      employer,
      `insert into api_clients (id, organisation_id, name, scopes, created_by, created_at) values ($1, $2, 'X', '{}', $3, $4)`,
      made,
    ),
  ).rejects.toMatchObject({ code: REFUSED });
  const { rowCount } = await as(employer, 'update api_clients set revoked_at = null');
  expect(rowCount).toBe(0);
});

async function contractsSeen(client: Client, at = NOW): Promise<string[]> {
  const { rows } = await as(client, 'select c.id from contracts c order by c.id', [], at);
  return rows.map(({ id }) => id as string);
}

/** One statement as a client; nothing of it remains. */
async function as(
  client: Client,
  sql: string,
  params: readonly unknown[] = [],
  at = NOW,
): Promise<pg.QueryResult> {
  await api.query('begin');
  try {
    await api.query('select app.set_actor($1, $2, $3, $4)', [
      'client',
      client.clientId,
      client.organisationId,
      at,
    ]);
    return await api.query(sql, [...params]);
  } finally {
    await api.query('rollback');
  }
}
