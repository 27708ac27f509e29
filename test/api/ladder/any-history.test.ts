import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import type { LadderFact } from '../../../src/features/ladder/facts.types.js';
import { listLadderFacts } from '../../../src/features/ladder/ladder.queries.js';
import { rebuildProgress } from '../../../src/features/ladder/rebuild.store.js';
import type { ContractId } from '../../../src/kernel/ids.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { TestApp, type Caller } from '../../support/app.js';
import { Climb } from '../../support/climb.js';
import { Model } from '../../unit/ladder/model.js';
import { smallLadder } from '../../unit/ladder/world.js';

const SEED = Number(process.env['PALIER_TEST_SEED'] ?? 20260312);
const COMMANDS = 240;
const AT_ONCE = 4;

let app: TestApp;
let climbs: Climb[];
const ladder: Ladder = smallLadder({ minObservations: 2 });

beforeAll(async () => {
  app = await TestApp.start();
  const ladderId = await app.given.ladder({ levels: ladder.levels, missions: ladder.missions });
  climbs = [await Climb.start(app, { ladderId }), await Climb.start(app, { ladderId })];
});
afterAll(() => app.stop());

const level = fc.constantFrom('observation', 'observation', 'simple_tasks', 'supervised_care', 'autonomy');
const competency = fc.constantFrom('A', 'B');
const command = fc.record({
  kind: fc.constantFrom(
    'sign',
    'sign',
    'sign',
    'observe',
    'observe',
    'decide',
    'decide',
    'revoke',
    'withdraw',
    'assign',
  ),
  contract: fc.nat(1),
  by: fc.nat(2),
  level,
  competency,
  unsafe: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  which: fc.nat(40),
  reason: fc.constantFrom('safety', 'other', 'entered_in_error', 'wrong_person'),
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

async function play(step: Command): Promise<number> {
  const climb = climbs[step.contract] as Climb;
  const by = [climb.tutor, climb.observer, climb.referent][step.by] as Caller;
  const item = { competency: step.competency, level: step.level };
  const observedOn = app.clock.today();
  switch (step.kind) {
    case 'sign': {
      const body = { observedOn, observation: true, items: [{ ...item, outcome: 'acquired' }] };
      return (await climb.tutor.post(climb.url('sign-offs'), body)).status;
    }
    case 'observe': {
      const items = [{ ...item, outcome: step.unsafe ? 'unsafe' : 'performed' }];
      return (await by.post(climb.url('observations'), { observedOn, items })).status;
    }
    case 'decide':
      return (await climb.decide(step.by === 0 ? climb.tutor : climb.referent, step.level)).status;
    case 'assign':
      return (await climb.tutor.post(climb.url('assignments'), { mission: 'wash', from: observedOn })).status;
    case 'revoke': {
      const signed = (await climb.tutor.get(climb.url('sign-offs?limit=500'))).body.data;
      if (signed.length === 0) return 0;
      const url = `/v1/sign-offs/${signed[step.which % signed.length].id}/revocations`;
      return (await by.post(url, { reasonCode: step.reason, reason: 'Raison' })).status;
    }
    default: {
      const seen = (await climb.tutor.get(climb.url('observations?limit=500'))).body.data;
      if (seen.length === 0) return 0;
      const url = `/v1/observations/${seen[step.which % seen.length].id}/withdrawals`;
      return (await by.post(url, { reason: 'Raison' })).status;
    }
  }
}

test(`after any history of commands, several at once, everything agrees (seed ${SEED})`, async () => {
  const commands = fc.sample(command, { seed: SEED, numRuns: COMMANDS });
  const statuses = new Set<number>();
  for (let i = 0; i < commands.length; i += AT_ONCE) {
    if (i % 24 === 0) app.clock.advance({ days: 1 });
    for (const status of await Promise.all(commands.slice(i, i + AT_ONCE).map(play))) statuses.add(status);
  }
  expect([...statuses].sort()).toEqual(expect.arrayContaining([201, 403, 409]));
  expect([...statuses].filter((status) => status >= 500)).toEqual([]);

  const ids = climbs.map((climb) => climb.contract.contractId as ContractId);
  expect(await asOwner(app.database.ownerUrl, rebuildProgress)).toEqual({ contracts: 2, differences: [] });
  const facts = await asOwner(app.database.ownerUrl, (owner) =>
    owner.transaction((tx) => listLadderFacts(tx, ids, null)),
  );
  for (const climb of climbs) {
    const told = facts.get(climb.contract.contractId) as LadderFact[];
    const shown = await climb.ladder();
    const model = new Model(ladder, told);
    const last = told.at(-1)?.sequence ?? 0;
    expect(
      shown.levels.map((l: { status: string; reason?: string }) =>
        l.reason ? `${l.status}: ${l.reason}` : l.status,
      ),
    ).toEqual(model.statuses(last));
    const { rows } = await app.owner.query(
      `select count(*)::int as n, max(e.sequence)::int as last, (
         select count(*)::int
         from events f
         where f.contract_id = $1 and f.type not like 'level.%' and f.type not like 'contract.%' and f.type not like 'assignment.%'
       ) as facts
       from events e where e.contract_id = $1`,
      [climb.contract.contractId],
    );
    expect(rows[0].n).toBe(rows[0].last);
    expect(rows[0].facts).toBe(told.length);
    expect(shown.sequence).toBe(rows[0].last);
  }
}, 60_000);

test('two contracts never wait for each other; two signers of one contract do', async () => {
  const [one, other] = climbs as [Climb, Climb];
  const look = (climb: Climb) => climb.observe(climb.observer, 'observation', ['A'], app.clock.today());
  await app.owner.query('begin');
  await app.owner.query('select 1 from contracts where id = $1 for update', [one.contract.contractId]);
  let isDone = false;
  const waiting = look(one).then(() => (isDone = true));

  await look(other);

  expect(isDone).toBe(false);
  await app.owner.query('commit');
  await waiting;
  expect(isDone).toBe(true);
});
