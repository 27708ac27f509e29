import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { exact, Moves } from '../../support/scenarios/moves.js';

// A move to another ladder between the two signatures on a level.

let app: TestApp;
let moves: Moves;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  moves = await Moves.start(app);
});

test('the tutor’s half of a signature that falls with a move is told before, and seen by whoever moves', async () => {
  await moves.achieve('one', 'two');
  expect((await moves.scenario.sign('three', ['A', 'B'])).status).toBe(201);
  expect((await moves.scenario.decide(moves.scenario.tutor, 'three')).status).toBe(201);
  const { mappingId } = await moves.to({}, { competencies: exact('A', 'B') });

  const dry = await moves.dryRun(mappingId);
  expect(dry.body.impact.halfSignatures).toEqual(['three']);
  const blind = await moves.move(mappingId);
  expect([blind.status, blind.body.code]).toEqual([409, 'losses_not_acknowledged']);
  await moves.done(mappingId);
  const second = await moves.scenario.decide(moves.scenario.referent, 'three');
  expect(second.status).toBe(409);
  expect((await moves.scenario.decide(moves.scenario.tutor, 'three')).status).toBe(201);
  expect((await moves.scenario.decide(moves.scenario.referent, 'three')).status).toBe(201);
});
