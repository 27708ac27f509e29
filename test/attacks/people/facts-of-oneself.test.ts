import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../../src/platform/ids.js';
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

const AUTHORS = {
  assignments: 'assigned_by',
  attestation_withdrawals: 'recorded_by',
  attestations: 'recorded_by',
  concern_reviews: 'reviewed_by',
  concerns: 'raised_by',
  contested_fact_rulings: 'ruled_by',
  dispute_endings: 'ended_by',
  journal_entry_steps: 'recorded_by',
  level_decisions: 'decided_by',
  mandates: 'person_id',
  observation_withdrawals: 'withdrawn_by',
  observations: 'observer_id',
  overturns: 'overturned_by',
  plan_item_withdrawals: 'recorded_by',
  plan_items: 'recorded_by',
  proposal_dismissals: 'dismissed_by',
  resumptions: 'recorded_by',
  revocations: 'revoked_by',
  sign_off_request_claims: 'claimed_by',
  sign_off_request_ends: 'ended_by',
  sign_offs: 'signer_id',
};

/** What tells the facts of somebody else from one's own, where a table holds both. */
const OF_ANOTHER: Record<string, Record<string, string | null>> = {
  journal_entry_steps: { kind: 'acknowledged', reason: null },
  mandates: { role: 'co_tutor' },
  sign_off_request_ends: { ended_as: 'decided' },
};

/** The facts of which one thing has one only. */
const ONCE = [
  'attestation_withdrawals',
  'concern_reviews',
  'dispute_endings',
  'journal_entry_steps',
  'observation_withdrawals',
  'overturns',
  'plan_item_withdrawals',
  'proposal_dismissals',
  'sign_off_request_ends',
];

test.each(Object.entries(AUTHORS))(
  '%s: nobody is judged by themselves, whoever writes it',
  async (table, author) => {
    const row = await sample(table);
    const own = { ...row, ...OF_ANOTHER[table], [author]: world.contract.alternant.personId };

    expect(await outcome(insertOf(table), [own], ONCE.includes(table) ? `delete from ${table}` : null)).toBe(
      `${table}_never_of_oneself`,
    );
    const others = Object.entries(OF_ANOTHER[table] ?? {}).map(
      ([column, value]) => `, ${column} = ${literal(value)}`,
    );
    const change = `update ${table} set ${author} = $1 ${others.join('')} where contract_id = $2`;
    expect(await outcome(change, [own[author], world.contract.id])).toBe(`${table}_never_of_oneself`);
  },
);

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

test.each(['contested_fact_rulings', 'dispute_endings', 'overturns'])(
  '%s: nobody rules on what they recorded',
  async (table) => {
    const author = AUTHORS[table as keyof typeof AUTHORS];
    const change = `update ${table} set ${author} = $1 where contract_id = $2`;

    expect(await outcome(change, [world.contract.tutor.personId, world.contract.id])).toBe(
      `${table}_by_somebody_else`,
    );
    expect(await outcome(change, [world.centreAdmin.personId, world.contract.id])).toBe('done');
  },
);

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
