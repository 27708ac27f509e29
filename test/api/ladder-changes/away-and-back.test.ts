import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { TestApp } from '../../support/app.js';
import { exact, levels, Moves } from '../../support/scenarios/moves.js';

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
