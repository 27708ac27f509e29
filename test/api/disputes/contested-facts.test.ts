import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const REASON = 'Elle était présente ce jour-là';

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(start);

async function start(): Promise<void> {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
}

type Fact = { kind: string; id: string };
const url = () => `/v1/contracts/${scenario.contract.contractId}`;
const act = (verb: string, body: object) => hr.post(`${url()}/${verb}`, body);
const END = { cause: 'dismissal_unfitness', initiator: 'employer' };
const list = async (by = hr) => (await by.get(`${url()}/contested-facts`)).body.data;
const awaiting = async () =>
  (await list()).filter(({ ruling }: { ruling: object | null }) => ruling === null).map(({ id }: Fact) => id);
const rule = (id: string, ruling = 'fact_stands', by = scenario.referent) =>
  by.post(`${url()}/contested-facts/${id}/rulings`, { ruling, reason: REASON });
const READ: Record<string, string> = {
  observation: 'observations',
  sign_off: 'sign-offs',
  level_decision: 'level-decisions',
};
const shown = async ({ kind, id }: Fact, by = hr) => (await by.get(`/v1/${READ[kind]}/${id}`)).body.contested;
const queued = async (by: Caller) =>
  (await by.get('/v1/me/queue?kind=contested_fact&limit=500')).body.data.map(({ id }: Fact) => id);
const code = ({ status, body }: TestResponse) => [status, body.code];
const noDifferences = async () =>
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);

/** Signed off on 12 March with what was seen; seen on the 1st and 2nd; decided on the 12th. */
async function achieved(): Promise<void> {
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
}
const progress = async () => (await scenario.ladder()).levels.map(({ status }: { status: string }) => status);

test('a suspension recorded late lists what was recorded of its days, takes nothing back, and awaits the referent', async () => {
  await achieved();
  const before = await progress();
  app.clock.set('2026-03-20');
  const suspended = await act('suspend', { on: '2026-03-02' });

  expect(suspended.status).toBe(200);
  const { contested } = suspended.body as { contested: Fact[] };
  const kinds = contested.map(({ kind }) => kind).sort();
  // Two observations with the sign-offs, one of 2 March; ten sign-offs; the decision. That of 1 March is not among them.
  expect(kinds).toEqual([
    'level_decision',
    ...Array.from({ length: 3 }, () => 'observation'),
    ...Array.from({ length: 10 }, () => 'sign_off'),
  ]);
  expect(await progress()).toEqual(before);
  expect((await list()).map(({ kind, id }: Fact) => ({ kind, id }))).toEqual(contested);
  for (const fact of contested) expect([fact.kind, await shown(fact)]).toEqual([fact.kind, true]);
  expect((await queued(scenario.referent)).sort()).toEqual(contested.map(({ id }) => id).sort());
  for (const by of [scenario.tutor, admin]) expect(await queued(by)).toEqual([]);
  expect((await hr.get(url())).body.contested).toEqual([]);
  await noDifferences();
});

test('an act of today or later contests nothing, nor does an ending by the calendar', async () => {
  await achieved();
  expect((await act('suspend', { on: '2026-03-12' })).body.contested).toEqual([]);
  expect((await act('resume', { on: '2026-03-13' })).body.contested).toEqual([]);
  app.clock.set('2026-03-14');
  expect((await act('terminate', { on: '2026-03-20', ...END })).body.contested).toEqual([]);
  app.clock.set('2026-04-01');
  expect(await list()).toEqual([]);
});

test('what stands is marked no more; what is overturned is taken back, each by its own fact', async () => {
  await achieved();
  app.clock.set('2026-03-20');
  await act('terminate', { on: '2026-03-10', ...END });
  const facts = (await list()) as Fact[];
  const of = (kind: string) => facts.filter((fact) => fact.kind === kind) as [Fact, Fact];
  const [signOff, other] = of('sign_off');
  const [observation] = of('observation');
  const [decision] = of('level_decision');

  const stands = await rule(other.id);
  expect([stands.status, stands.body.ruling]).toEqual([
    201,
    expect.objectContaining({ ruling: 'fact_stands', reason: REASON }),
  ]);
  expect(await shown(other)).toBe(false);
  expect(code(await rule(other.id, 'fact_overturned'))).toEqual([409, 'already_ruled']);

  expect((await rule(decision.id, 'fact_overturned')).status).toBe(201);
  expect((await scenario.tutor.get(`/v1/level-decisions/${decision.id}`)).body).toMatchObject({
    contested: false,
    overturned: true,
  });
  expect(await progress()).toEqual(['achieved', 'ready', 'locked', 'locked']);

  expect((await rule(observation.id, 'fact_overturned')).status).toBe(201);
  expect((await scenario.tutor.get(`/v1/observations/${observation.id}`)).body).toMatchObject({
    contested: false,
    withdrawn: true,
    withdrawal: { reason: REASON },
  });

  expect((await rule(signOff.id, 'fact_overturned')).status).toBe(201);
  const read = (await scenario.tutor.get(`/v1/sign-offs/${signOff.id}`)).body;
  expect(read).toMatchObject({ contested: false, revocationId: expect.any(String) });
  expect((await scenario.tutor.get(`/v1/revocations/${read.revocationId}`)).body).toMatchObject({
    reasonCode: 'other',
    reason: REASON,
  });
  expect((await progress())[0]).toBe('reopened');

  const { body, text } = await hr.get(`${url()}/events?limit=500`);
  const types = body.data.map(({ type }: { type: string }) => type);
  expect(types.filter((type: string) => type === 'contested_fact.ruled')).toHaveLength(4);
  expect(text).not.toContain(REASON);
  const seen = (await list()) as { id: string; ruling: { reason: string | null } | null }[];
  expect(seen.find(({ id }) => id === other.id)?.ruling?.reason).toBeNull();
  await noDifferences();
});

test('a return on the first day after all contests nothing', async () => {
  await achieved();
  app.clock.set('2026-03-20');
  const { body } = await act('suspend', { on: '2026-03-02' });
  expect((await act('resume', { on: '2026-03-05' })).status).toBe(200);
  const left = (await list()) as { on: string }[];
  expect([...new Set(left.map(({ on }) => on))]).toEqual(['2026-03-02']);
  expect(await shown(body.contested.find(({ kind }: Fact) => kind === 'level_decision'))).toBe(false);
});

test('the referent rules; an administrator of the centre while none is there; never the author, nor HR nor the alternant', async () => {
  await achieved();
  const seen = (await scenario.observe(scenario.referent, 'simple_tasks', ['C1'], '2026-03-12')).body.id;
  app.clock.set('2026-03-20');
  await act('suspend', { on: '2026-03-12' });
  const [first] = (await list()) as [Fact];
  const alternant = await app.as(scenario.contract.alternant);
  const stranger = await app.as(await app.given.someone('referent', scenario.contract.trainingCentreId));

  expect(code(await rule(first.id, 'fact_stands', scenario.tutor))).toEqual([403, 'forbidden']);
  expect(code(await rule(first.id, 'fact_stands', hr))).toEqual([403, 'forbidden']);
  expect(code(await rule(first.id, 'fact_stands', alternant))).toEqual([403, 'forbidden']);
  expect(code(await rule(first.id, 'fact_stands', stranger))).toEqual([404, 'not_found']);
  expect(code(await rule(first.id, 'fact_stands', admin))).toEqual([403, 'mandate_missing']);
  expect(code(await rule(seen))).toEqual([409, 'ruler_not_distinct']);
  expect(await queued(scenario.referent)).not.toContain(seen);
  expect(await queued(admin)).toEqual([seen]);
  expect((await rule(seen, 'fact_stands', admin)).status).toBe(201);
  expect(code(await rule(scenario.contract.contractId))).toEqual([404, 'not_found']);
});

test('of two rulings at once one is heard; it is listed page by page', async () => {
  await achieved();
  app.clock.set('2026-03-20');
  await act('suspend', { on: '2026-03-12' });
  const all = (await list()) as Fact[];
  const [{ id }] = all as [Fact];
  const both = await Promise.all([rule(id), rule(id, 'fact_overturned')]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);

  const first = (await hr.get(`${url()}/contested-facts?limit=5`)).body;
  const next = (await hr.get(`${url()}/contested-facts?limit=500&after=${first.page.next}`)).body;
  expect([...first.data, ...next.data].map((fact: Fact) => fact.id)).toEqual(all.map((fact) => fact.id));
});

// In words of its own: each day is out by the act that took it out last, or in.

const step = fc.record({
  kind: fc.constantFrom(
    'observe',
    'observe',
    'sign',
    'decline',
    'suspend',
    'suspend',
    'resume',
    'resume',
    'terminate',
    'rule',
    'rule',
  ),
  /** Days before the day of the step; some acts look ahead. */
  back: fc.integer({ min: -1, max: 9 }),
  which: fc.nat(20),
  later: fc.integer({ min: 0, max: 2 }),
});
const COMPETENCIES = ['C1', 'C2', 'C3', 'C4', 'C5'];

test('contested is what was recorded of a day before a late act took it out, until it is ruled on or the day is in again', async () => {
  let compared = 0;
  for (const steps of fc.sample(fc.array(step, { minLength: 8, maxLength: 16 }), { seed: 12, numRuns: 12 })) {
    await start();
    await scenario.complete('observation');
    await scenario.complete('simple_tasks', { decided: false });
    app.clock.set('2026-03-13');
    const known = [
      ...(await all('observations')).map(({ id, observedOn }) => ({ id, day: observedOn as Day })),
      ...(await all('sign-offs')).map(({ id, observedOn }) => ({ id, day: observedOn as Day })),
    ].map((fact) => ({ ...fact, at: 0 }));
    const out = new Map<Day, number>();
    const ruled = new Map<string, number>();
    let suspended: { from: Day; act: number } | null = null;
    const horizon = Array.from({ length: 60 }, (_, index) => addDays('2026-02-25' as Day, index));
    for (const [index, { kind, back, which, later }] of steps.entries()) {
      const now = index + 1;
      app.clock.advance({ days: later });
      const today = app.clock.today();
      const on = addDays(today, -back);
      const isLate = on < today;
      const answerTo = async (): Promise<TestResponse> => {
        if (kind === 'observe')
          return scenario.tutor.post(`${url()}/observations`, {
            observedOn: on,
            items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'performed' }],
          });
        if (kind === 'sign')
          return scenario.sign('simple_tasks', [COMPETENCIES[which % 5] ?? ''], {
            observedOn: on,
            observation: false,
            items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'cannot_assess', reason: 'x' }],
          });
        if (kind === 'decline') return scenario.decide(scenario.tutor, 'simple_tasks', 'decline', 'x');
        if (kind === 'rule') {
          const open = await awaiting();
          return rule(open[which % Math.max(open.length, 1)] ?? scenario.contract.contractId);
        }
        return act(kind, { on, ...(kind === 'terminate' ? END : {}) });
      };
      const answer = await answerTo();
      if (answer.status >= 300) continue;
      if (kind === 'observe') known.push({ id: answer.body.id, day: on, at: now });
      if (kind === 'sign') known.push({ id: answer.body.signOffs[0].id, day: on, at: now });
      if (kind === 'decline') known.push({ id: answer.body.id, day: today, at: now });
      if (kind === 'rule') ruled.set(answer.body.id, now);
      if (kind === 'suspend') suspended = { from: on, act: isLate ? now : 0 };
      for (const day of horizon) {
        if (kind === 'suspend' && day >= on) out.set(day, isLate ? now : 0);
        if (kind === 'terminate' && day >= on) out.set(day, isLate ? now : (out.get(day) ?? 0));
        if (kind === 'resume' && suspended && day >= suspended.from) {
          if (day < on) out.set(day, suspended.act);
          else out.delete(day);
        }
      }
      const wanted = known
        .filter(({ id, day, at }) => (out.get(day) ?? 0) > Math.max(at, ruled.get(id) ?? 0))
        .map(({ id }) => id);
      const found = await awaiting();
      expect({ steps, index, found: [...found].sort() }).toEqual({ steps, index, found: [...wanted].sort() });
      compared += found.length;
      if (kind !== 'suspend' && kind !== 'terminate') continue;
      const marked = [
        ...(await all('observations')),
        ...(await all('sign-offs')),
        ...(await all('level-decisions')),
      ].filter(({ contested }) => contested);
      expect(marked.map(({ id }) => id).sort()).toEqual([...wanted].sort());
      expect((await queued(scenario.referent)).sort()).toEqual([...wanted].sort());
      expect(answer.body.contested.map(({ id }: Fact) => id).sort()).toEqual(
        known
          .filter(({ id, day, at }) => wanted.includes(id) && out.get(day) === now && at < now)
          .map(({ id }) => id)
          .sort(),
      );
    }
  }
  expect(compared).toBeGreaterThan(50);
}, 120_000);

const all = async (what: string) =>
  (await scenario.tutor.get(`${url()}/${what}?limit=500`)).body.data as {
    id: string;
    observedOn: string;
    contested: boolean;
  }[];
