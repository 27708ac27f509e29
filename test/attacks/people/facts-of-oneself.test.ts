import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../../src/platform/ids.js';
import { readFactTables } from '../../schema/fact-tables.js';
import { fillDatabase, type SmallWorld } from '../../schema/small-world.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

/** What the database refuses to every role: to its owner, whom row security lets pass, and to a superuser. */

let database: TestDatabase;
let owner: pg.Client;
let world: SmallWorld;
beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  world = await fillDatabase(owner);
});
afterAll(async () => {
  await owner?.end();
  await database?.drop();
});

/** What tells the facts of somebody else from one's own, where a table holds both. */
const OF_ANOTHER: Record<string, Record<string, string | null>> = {
  journal_entry_steps: { kind: 'acknowledged', reason: null },
  mandates: { role: 'co_tutor' },
  sign_off_request_ends: { ended_as: 'decided' },
};

test('nobody is judged by themselves, whoever writes it, in any table of facts', async () => {
  const judged = [
    ...(await readFactTables(owner)).filter(({ isJudgement }) => isJudgement),
    { name: 'mandates', author: 'person_id' },
  ];
  for (const { name, author } of judged) {
    const own = { ...(await sample(name)), ...OF_ANOTHER[name], [author]: world.contract.alternant.personId };
    const others = Object.entries(OF_ANOTHER[name] ?? {}).map(
      ([column, value]) => `, ${column} = ${literal(value)}`,
    );
    const change = `update ${name} set ${author} = $1 ${others.join('')} where contract_id = $2`;

    const beside = await outcome(insertOf(name), [own]);
    // Where there may be one only, instead of the one that is there.
    const refused = beside.startsWith('23505')
      ? await outcome(insertOf(name), [own], `delete from ${name}`)
      : beside;
    expect(refused).toBe(`${name}_never_of_oneself`);
    expect(await outcome(change, [own[author], world.contract.id])).toBe(`${name}_never_of_oneself`);
  }
  expect(judged.length).toBeGreaterThan(20);
});

test('a decision is cosigned by somebody else, and on the same contract', async () => {
  const { contract, elsewhere } = world;
  const decision = { ...(await sample('level_decisions')), cosigns: contract.decisionId };
  const insert = insertOf('level_decisions');

  expect(await outcome(insert, [decision])).toBe('level_decisions_cosigned_by_another');
  const bySecond = { ...decision, decided_by: contract.referent.personId };
  expect(await outcome(insert, [{ ...bySecond, cosigns: elsewhere.decisionId }])).toBe(
    'level_decisions_cosigned_by_another',
  );
  expect(await outcome(insert, [bySecond])).toBe('done');
});

test.each([
  ['contested_fact_rulings', 'ruled_by'],
  ['dispute_endings', 'ended_by'],
  ['overturns', 'overturned_by'],
])('%s: nobody rules on what they recorded', async (table, author) => {
  const change = `update ${table} set ${author} = $1 where contract_id = $2`;

  expect(await outcome(change, [world.contract.tutor.personId, world.contract.id])).toBe(
    `${table}_by_somebody_else`,
  );
  expect(await outcome(change, [world.centreAdmin.personId, world.contract.id])).toBe('done');
});

test('a signed contract keeps its alternant: nobody becomes the subject of what they signed', async () => {
  const { contract } = world;
  const change = 'update contracts set alternant_id = $1 where id = $2';

  expect(await outcome(change, [contract.tutor.personId, contract.id])).toBe(
    'contracts_keep_their_alternant',
  );
  expect(await outcome(change, [contract.alternant.personId, contract.id])).toBe('done');
});

async function sample(table: string): Promise<Record<string, unknown>> {
  const { rows } = await owner.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(t) as row from ${table} t where t.contract_id = $1 limit 1`,
    [world.contract.id],
  );
  // Beside every row that is there: what is unique is not what refuses it.
  const fresh = { id: newId(), sequence: 5_000, attempt: 9, step: 9 };
  return Object.fromEntries(
    Object.entries({ ...rows[0]?.row }).map(([key, value]) => [key, fresh[key as 'id'] ?? value]),
  );
}

const literal = (value: string | null) => (value === null ? 'null' : pg.escapeLiteral(value));

const insertOf = (table: string) =>
  `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`;

/** The constraint that refuses it; nothing of it remains. */
async function outcome(
  sql: string,
  params: readonly unknown[],
  before: string | null = null,
): Promise<string> {
  await owner.query('begin');
  try {
    if (before) await owner.query(before);
    return (await owner.query(sql, [...params])).rowCount ? 'done' : 'nothing';
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    return code === '23514' ? String(constraint) : `${code} ${constraint}`;
  } finally {
    await owner.query('rollback');
  }
}
