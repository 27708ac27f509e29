import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holdsOn, isAbsentOn } from '../../../src/features/mandates/mandates.types.js';
import { loadLadderTeam } from '../../../src/features/ladder/ladder.queries.js';
import { addDays } from '../../../src/kernel/days.js';
import { Db } from '../../../src/platform/database/db.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import type { Someone } from '../../support/scenarios/given.js';

const REASON = 'Revu avec elle le lendemain';

let app: TestApp;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
});

const proposals = async (by = scenario.tutor) =>
  (await by.get(scenario.url('revocation-proposals'))).body.data as Record<string, unknown>[];
const open = async () =>
  (await proposals()).filter(({ dismissal }) => dismissal === null).map(({ observationId }) => observationId);
const unsafe = async (level: string, competencies: string[], by = scenario.observer) =>
  (await scenario.observe(by, level, competencies, app.clock.today(), 'unsafe')).body.id as string;
const dismiss = (id: string, by = scenario.tutor) =>
  by.post(`/v1/observations/${id}/proposal-dismissals`, { reason: REASON });
const queued = async (by = scenario.tutor) =>
  (await by.get('/v1/me/queue?kind=revocation_proposal')).body.data as Record<string, unknown>[];
const revoke = async (level: number, competency: string) =>
  scenario.tutor.post(`/v1/sign-offs/${await scenario.signOffId(level, competency)}/revocations`, {
    reasonCode: 'safety',
    reason: 'Glissement',
  });
const code = ({ status, body }: TestResponse) => [status, body.code];

test('what is seen unsafe at a level proposes to revoke what was signed there and above, and takes nothing', async () => {
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  const before = (await scenario.ladder()).levels;
  const id = await unsafe('observation', ['C6', 'C11']);

  const [proposal, ...others] = await proposals();
  expect(others).toEqual([]);
  expect(proposal).toEqual({
    observationId: id,
    contractId: scenario.contract.contractId,
    observedOn: '2026-03-12',
    observerId: expect.any(String),
    since: '2026-03-12T08:00:00.000Z',
    items: [
      {
        competency: 'C11',
        level: 'observation',
        signOffs: [{ signOffId: await scenario.signOffId(1, 'C11'), level: 'observation' }],
      },
      {
        competency: 'C6',
        level: 'observation',
        signOffs: [
          { signOffId: await scenario.signOffId(1, 'C6'), level: 'observation' },
          { signOffId: await scenario.signOffId(2, 'C6'), level: 'simple_tasks' },
        ],
      },
    ],
    dismissal: null,
  });
  expect((await scenario.ladder()).levels.map(({ status }: { status: string }) => status)).toEqual(
    before.map(({ status }: { status: string }) => status),
  );
  expect(await queued()).toMatchObject([
    {
      kind: 'revocation_proposal',
      id,
      since: '2026-03-12T08:00:00.000Z',
      detail: { observedOn: '2026-03-12' },
    },
  ]);
  expect(await queued(scenario.referent)).toEqual([]);
});

test('below the level nothing is in doubt; before the sign-off, or where nothing is acquired, nothing is proposed', async () => {
  await unsafe('observation', ['C6']);
  app.clock.set('2026-03-13');
  await scenario.complete('observation');
  await unsafe('simple_tasks', ['C6']);
  await unsafe('autonomy', ['C6']);

  expect(await proposals()).toEqual([]);
  expect(await queued()).toEqual([]);
});

test('also where that level does not ask for the competency', async () => {
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  // C9 is asked for from the second level on.
  const id = await unsafe('observation', ['C9']);

  expect(await open()).toEqual([id]);
  expect((await queued()).map((one) => one['id'])).toEqual([id]);
});

test('a proposal ends when the sign-off is revoked, or the observation withdrawn', async () => {
  await scenario.complete('observation');
  const one = await unsafe('observation', ['C6']);
  const two = await unsafe('observation', ['C8']);
  expect(await open()).toEqual([one, two]);

  expect((await revoke(1, 'C6')).status).toBe(201);
  expect(await open()).toEqual([two]);
  await scenario.tutor.post(`/v1/observations/${two}/withdrawals`, { reason: 'Autre personne' });
  expect(await open()).toEqual([]);
  expect(await queued()).toEqual([]);
  expect(code(await dismiss(one))).toEqual([409, 'nothing_proposed']);
  expect(code(await dismiss(two))).toEqual([409, 'nothing_proposed']);
});

test('a dismissal says why, once: HR read that it was dismissed, not why', async () => {
  await scenario.complete('observation');
  const id = await unsafe('observation', ['C6']);
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));

  const [one, two] = await Promise.all([dismiss(id), dismiss(id, scenario.referent)]);
  expect([one.status, two.status].sort()).toEqual([201, 409]);
  const done = one.status === 201 ? one : two;
  expect(done.headers['location']).toBe(`/v1/observations/${id}`);
  expect(done.body.dismissal).toMatchObject({ reason: REASON, recordedAt: '2026-03-12T08:00:00.000Z' });
  expect(await proposals()).toEqual([done.body]);
  expect(await proposals(hr)).toEqual([
    { ...done.body, dismissal: { ...done.body.dismissal, reason: null } },
  ]);
  expect(await open()).toEqual([]);
  expect(await queued()).toEqual([]);
  expect(code(await dismiss(id))).toEqual([409, 'nothing_proposed']);

  const { body, text } = await hr.get(`${scenario.url('events')}?limit=500`);
  const reported = body.data.filter(({ type }: { type: string }) => type === 'revocation_proposal.dismissed');
  expect(reported).toMatchObject([{ data: { observationId: id, dismissalId: done.body.dismissal.id } }]);
  expect(text).not.toContain(REASON);
  expect(
    body.data.find(({ data }: { data: { observationId?: string } }) => data.observationId === id).data,
  ).toMatchObject({ proposesRevocation: true });
});

test('whoever may revoke dismisses it, and another than whoever saw it while one is there', async () => {
  await scenario.complete('observation');
  const id = await unsafe('observation', ['C6'], scenario.tutor);
  const stranger = await app.as(await app.given.someone('tutor', scenario.contract.employerId));
  const alternant = await app.as(scenario.contract.alternant);

  expect(code(await dismiss(id, scenario.observer))).toEqual([403, 'mandate_missing']);
  expect(code(await dismiss(id, stranger))).toEqual([404, 'not_found']);
  expect(code(await dismiss(id, alternant))).toEqual([403, 'forbidden']);
  expect(code(await stranger.get(scenario.url('revocation-proposals')))).toEqual([404, 'not_found']);
  expect(code(await dismiss(id))).toEqual([409, 'dismisser_not_distinct']);
  expect((await dismiss(id, scenario.referent)).status).toBe(201);
});

test('whoever saw it dismisses it where nobody else may', async () => {
  await app.owner.query(
    `update mandates set until_day = '2026-03-01' where contract_id = $1 and role = 'referent'`,
    [scenario.contract.contractId],
  );
  await scenario.complete('observation');
  const id = await unsafe('observation', ['C6'], scenario.tutor);

  expect((await dismiss(id)).status).toBe(201);
});

test('it is listed page by page', async () => {
  await scenario.complete('observation');
  const ids = [
    await unsafe('observation', ['C6']),
    await unsafe('observation', ['C8']),
    await unsafe('observation', ['C6']),
  ];
  const first = (await scenario.tutor.get(`${scenario.url('revocation-proposals')}?limit=2`)).body;
  const next = (
    await scenario.tutor.get(`${scenario.url('revocation-proposals')}?limit=2&after=${first.page.next}`)
  ).body;

  expect([...first.data, ...next.data].map(({ observationId }) => observationId)).toEqual(ids);
  expect(next.page.next).toBeNull();
});

// The queue reads the standings of many contracts at once, the list that of one: both are asked, whatever happened.

const act = fc.record({
  kind: fc.constantFrom('unsafe', 'unsafe', 'unsafe', 'sign', 'revoke', 'withdraw', 'dismiss'),
  level: fc.constantFrom('observation', 'simple_tasks'),
  competency: fc.constantFrom('C6', 'C8', 'C9'),
  which: fc.nat(5),
});
const world = fc.record({
  scenarios: fc.boolean(),
  acts: fc.array(act, { minLength: 2, maxLength: 7 }),
  coTutor: fc.boolean(),
  mainEnds: fc.boolean(),
  mainAway: fc.boolean(),
});

test('the queue lists what the list says is open, to the main tutor and to whoever stands in', async () => {
  let listed = 0;
  for (const drawn of fc.sample(world, { seed: 20260312, numRuns: 14 })) {
    app.clock.set('2026-03-12');
    scenario = await LadderScenario.start(app);
    const co = await app.given.mandate(
      scenario.contract,
      'co_tutor',
      drawn.coTutor ? {} : { until: '2026-03-13' },
    );
    const coCalls = await app.as(co);
    await scenario.complete('observation');
    if (drawn.scenarios) await scenario.complete('simple_tasks');
    const ids: string[] = [];
    for (const { kind, level, competency, which } of drawn.acts) {
      const id = ids[which % Math.max(ids.length, 1)];
      if (kind === 'unsafe') ids.push(await unsafe(level, [competency]));
      if (kind === 'sign') {
        app.clock.advance({ days: 1 });
        await scenario.sign(level, [competency]);
      }
      if (kind === 'revoke') {
        const { levels } = await scenario.ladder();
        const signOff = levels[level === 'observation' ? 0 : 1].requirements.find(
          (one: { competency: string }) => one.competency === competency,
        )?.signOffId;
        if (signOff)
          await scenario.tutor.post(`/v1/sign-offs/${signOff}/revocations`, {
            reasonCode: 'safety',
            reason: 'x',
          });
      }
      if (kind === 'withdraw' && id)
        await scenario.tutor.post(`/v1/observations/${id}/withdrawals`, { reason: 'x' });
      if (kind === 'dismiss' && id) await dismiss(id);
    }
    app.clock.advance({ days: 1 });
    await changeTeam(drawn);
    const wanted = await open();
    for (const [who, caller] of [
      [scenario.tutorIs, scenario.tutor],
      [co, coCalls],
    ] as [Someone, Caller][]) {
      const found = (await queued(caller)).map((one) => one['id']);
      expect({ drawn, found }).toEqual({ drawn, found: (await decides(who)) ? wanted : [] });
      listed += found.length;
    }
    expect(await queued(scenario.observer)).toEqual([]);
  }
  expect(listed).toBeGreaterThan(5);
}, 120_000);

async function changeTeam({ mainEnds, mainAway }: { mainEnds: boolean; mainAway: boolean }): Promise<void> {
  const today = app.clock.today();
  const of = [scenario.contract.contractId, scenario.tutorIs.personId];
  if (mainEnds)
    await app.owner.query('update mandates set until_day = $3 where contract_id = $1 and person_id = $2', [
      ...of,
      today,
    ]);
  if (mainAway)
    await app.owner.query(
      `insert into mandate_absences (id, mandate_id, contract_id, from_day, until_day, sequence, recorded_at, recorded_by)
       select $3, m.id, m.contract_id, $4, $5, 0, $6, m.person_id from mandates m where m.contract_id = $1 and m.person_id = $2`,
      [...of, newId(), today, addDays(today, 3), app.clock.now()],
    );
}

/** In words of its own: the main tutor there today, or a co-tutor when no main tutor is there and present. */
async function decides({ personId }: Someone): Promise<boolean> {
  const referent = await app.given.someone('auditor', scenario.contract.trainingCentreId);
  const { mandates } = await app.nest
    .get(Db)
    .read({ kind: 'person', ...referent }, (q) => loadLadderTeam(q, scenario.contract.contractId));
  const today = app.clock.today();
  const held = mandates.filter((one) => holdsOn(one, today));
  const main = held.filter(({ role }) => role === 'main_tutor');
  const own = held.filter((one) => one.personId === personId).map(({ role }) => role);
  return (
    own.includes('main_tutor') || (own.includes('co_tutor') && main.every((one) => isAbsentOn(one, today)))
  );
}

test('an item that is withdrawn alone proposes nothing any more; the others still do', async () => {
  await scenario.complete('observation');
  const id = await unsafe('observation', ['C6', 'C11']);
  const withdraw = (competency: string) =>
    scenario.observer.post(`/v1/observations/${id}/withdrawals`, {
      reason: 'Pas elle',
      item: { competency, level: 'observation' },
    });

  await withdraw('C6');
  expect((await proposals()).flatMap(({ items }) => items)).toMatchObject([{ competency: 'C11' }]);
  expect(await queued()).toHaveLength(1);
  await withdraw('C11');
  expect([await proposals(), await queued()]).toEqual([[], []]);
});
