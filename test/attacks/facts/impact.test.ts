import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  for (const level of ['observation', 'simple_tasks', 'supervised_care']) await scenario.complete(level);
});

interface Entitled {
  readonly mission: string;
  readonly allowed: boolean;
  readonly supervision: string | null;
  readonly level: string;
}
const entitled = async (): Promise<Map<string, string | null>> => {
  const { body } = await scenario.tutor.get(scenario.url('entitlements'));
  return new Map(body.data.map(({ mission, supervision }: Entitled) => [mission, supervision]));
};
const CLOSER = ['present_only', 'direct', 'indirect', 'distant'];
const revoke = async (dryRun: boolean) =>
  scenario.tutor.post(`/v1/sign-offs/${await scenario.signOffId(2, 'C1')}/revocations`, {
    reasonCode: 'safety',
    reason: 'Geste dangereux',
    dryRun,
  });

/** What falls is what was entitled to before and is no longer, or under closer eyes: mission by mission. */
async function expectTrueImpact(): Promise<void> {
  const before = await entitled();
  const dry = await revoke(true);
  const done = await revoke(false);
  const after = await entitled();
  const fallen = [...before].flatMap(([mission, was]) => {
    const is = after.get(mission) ?? null;
    if (was === null || (is !== null && CLOSER.indexOf(is) >= CLOSER.indexOf(was))) return [];
    return [{ mission, before: was, after: is }];
  });
  expect(fallen.length).toBeGreaterThan(0);
  expect(dry.body.impact.missions).toEqual(fallen);
  expect(done.body.impact).toEqual(dry.body.impact);
}

test('what an unreviewed high concern already withdrew does not fall again', async () => {
  await scenario.tutor.post(scenario.url('assignments'), { mission: 'hyg_03', from: '2026-03-12' });
  const raised = await scenario.tutor.post(scenario.url('concerns'), {
    severity: 'high',
    missions: ['hyg_03'],
    text: 'Gestes trop rapides',
  });
  expect(raised.status).toBe(201);
  expect((await revoke(true)).body.impact.assignments).toEqual([]);
  await expectTrueImpact();
});

test('what is watched more closely after a long absence is told so, before and after', async () => {
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  expect((await hr.post(scenario.url('suspend'), { on: '2026-03-12' })).status).toBe(200);
  app.clock.set('2026-07-15');
  expect((await hr.post(scenario.url('resume'), { on: '2026-07-15' })).status).toBe(200);
  await expectTrueImpact();
});

test('what a minor may not do yet does not fall', async () => {
  await app.owner.query(`update people set birth_date = '2009-06-01' where id = $1`, [
    scenario.contract.alternant.personId,
  ]);
  await expectTrueImpact();
});

test('an assignment of later is judged on its own day', async () => {
  await app.owner.query(`update people set birth_date = '2008-04-01' where id = $1`, [
    scenario.contract.alternant.personId,
  ]);
  const { body } = await scenario.tutor.get(`${scenario.url('entitlements')}?at=2026-04-02`);
  const then = new Set(
    body.data
      .filter((one: Entitled) => one.allowed && one.level === 'supervised_care')
      .map((one: Entitled) => one.mission),
  );
  const today = await entitled();
  const later = [...then].find((mission) => today.get(mission as string) === null) as string | undefined;
  if (later === undefined) throw new Error('The ladder has a mission for adults.');
  const given = await scenario.tutor.post(scenario.url('assignments'), {
    mission: later,
    from: '2026-04-02',
  });
  expect(given.status).toBe(201);
  const { impact } = (await revoke(true)).body;
  expect(impact.missions.map(({ mission }: Entitled) => mission)).not.toContain(later);
  expect(impact.assignments.map(({ mission }: Entitled) => mission)).toEqual([later]);
});
