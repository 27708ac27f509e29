import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { exact, levels, Moves } from '../../support/scenarios/moves.js';
import type { LadderId } from '../../../src/kernel/ids.js';

let app: TestApp;
let moves: Moves;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(async () => {
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);
  await app.stop();
});

beforeEach(async () => {
  app.clock.set('2026-03-12');
  moves = await Moves.start(app);
});

/** To a ladder whose first level does not ask for A, and back to the first ladder. Both mappings leave A out. */
async function awayAndBack(): Promise<void> {
  const home = moves.scenario.contract.ladderId;
  const away = await moves.to({ levels: levels({ one: ['B'] }) }, { competencies: exact('B') });
  await moves.done(away.mappingId);
  // Something is recorded there, on the stored row.
  expect((await moves.scenario.sign('one', ['B'])).status).toBe(201);
  const back = await moves.platform.post(`/v1/ladders/${away.ladderId}/mappings`, {
    toLadderId: home,
    competencies: exact('B'),
  });
  await moves.done(back.body.id);
  expect((await moves.scenario.ladder()).ladderId).toBe(home);
}

/** Seen ten days ago, told now. */
const signOld = () => moves.scenario.sign('one', ['A'], { observedOn: '2026-03-02' });

test('what a revocation for safety asks to be observed again is asked when the contract comes back', async () => {
  expect((await moves.scenario.sign('one', ['A'])).status).toBe(201);
  const id = await moves.scenario.signOffId(1, 'A');
  const revoked = await moves.scenario.tutor.post(`/v1/sign-offs/${id}/revocations`, {
    reasonCode: 'safety',
    reason: 'Geste dangereux',
  });
  expect(revoked.status).toBe(201);
  const before = await signOld();
  expect([before.status, before.body.code]).toEqual([409, 'quorum_not_met']);

  await awayAndBack();
  const after = await signOld();
  expect([after.status, after.body.code, after.body.evidence.reobserved]).toEqual([
    409,
    'quorum_not_met',
    { have: 0, need: 1 },
  ]);
  expect((await moves.scenario.sign('one', ['A'])).status).toBe(201);
});

test('what was unsafe takes the days before it away when the contract comes back', async () => {
  await moves.scenario.observe(moves.scenario.tutor, 'one', ['A'], '2026-03-11', 'unsafe');
  const before = await signOld();
  expect([before.status, before.body.code]).toEqual([409, 'quorum_not_met']);

  await awayAndBack();
  const after = await signOld();
  expect([after.status, after.body.code, after.body.evidence.observations]).toEqual([
    409,
    'quorum_not_met',
    { have: 0, need: 1 },
  ]);
  expect((await moves.scenario.sign('one', ['A'])).status).toBe(201);
});

/** The shipped ladder under a sheet. */
async function shippedLadder(rncp: string): Promise<LadderId> {
  const { rows } = await app.owner.query<{ id: LadderId }>(
    `select l.id from ladders l join frameworks f on f.id = l.framework_id where f.shipped and f.details ->> 'rncp' = $1`,
    [rncp],
  );
  if (!rows[0]) throw new Error(`No ladder is shipped under ${rncp}`);
  return rows[0].id;
}

test('from the sheet that expired to that of today in one act: a minor keeps every sign-off, level and mission; and the way back', async () => {
  const [old, today] = [await shippedLadder('RNCP35830'), await shippedLadder('RNCP40692')];
  const employerId = await app.given.organisation({ structureType: 'EHPAD' });
  const scenario = await LadderScenario.start(app, {
    ladderId: old,
    employerId,
    startsOn: '2025-09-08',
    birthDate: '2008-06-01',
  });
  const admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  const hr = await app.as(await app.given.someone('hr', employerId));
  const { levels: _, missions } = (await admin.get(`/v1/ladders/${old}`)).body;
  const regulated = missions.filter((mission: { regulated?: boolean }) => mission.regulated);
  const declared = await hr.post(`/v1/organisations/${employerId}/declarations`, {
    declaredOn: '2026-03-01',
    ladderId: old,
    missions: regulated.map(({ code }: { code: string }) => code),
  });
  expect(declared.status).toBe(201);
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  await scenario.observe(scenario.observer, 'supervised_care', ['C1', 'C4'], '2026-03-10');
  const stands = async () => {
    const { ladderId, at: _at, sequence: _sequence, levels } = await scenario.ladder();
    const plain = JSON.parse(
      JSON.stringify(levels, (key, value) => (key === 'migratedFrom' ? undefined : value)),
    );
    const { data } = (await scenario.tutor.get(scenario.url('entitlements'))).body;
    return { ladderId, levels: plain, entitlements: data };
  };
  const codes = async () =>
    (await admin.get(scenario.url('checks'))).body.data
      .map(({ code }: { code: string }) => code)
      .filter((code: string) => code.startsWith('framework_'));
  /** By the only mapping between the two; what is shipped needs nobody to have made it. */
  const move = async (from: LadderId, to: LadderId) => {
    const [mapping] = (await admin.get(`/v1/ladders/${from}/mappings?toLadderId=${to}`)).body.data;
    expect(mapping).toMatchObject({ current: true, ownerId: null });
    const dry = await admin.post(scenario.url('ladder-changes'), { mappingId: mapping.id, dryRun: true });
    expect(dry.body.impact).toMatchObject({
      toReacquire: [],
      lost: [],
      missions: [],
      assignments: [],
      mandates: [],
      concerns: [],
    });
    const moved = await admin.post(scenario.url('ladder-changes'), { mappingId: mapping.id });
    expect([moved.status, moved.body.ladderChange?.toLadderId]).toEqual([201, to]);
  };
  const before = await stands();
  expect(before.levels.map(({ status }: { status: string }) => status)).toEqual([
    'achieved',
    'achieved',
    'open',
    'locked',
  ]);
  expect(await codes()).toEqual(['framework_expired']);

  await move(old, today);

  expect(await stands()).toEqual({ ...before, ladderId: today });
  expect(await codes()).toEqual([]);
  const again = await scenario.sign('simple_tasks', ['C1']);
  expect([again.status, again.body.code]).toEqual([409, 'already_acquired']);
  await scenario.observe(scenario.observer, 'supervised_care', ['C1'], '2026-03-11');
  expect((await scenario.sign('supervised_care', ['C1'])).status).toBe(201);
  const onToday = await stands();

  await move(today, old);

  expect(await stands()).toEqual({ ...onToday, ladderId: old });
});
