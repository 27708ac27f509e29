import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { TestApp } from '../../support/app.js';
import { goesBeside } from '../../support/statements/beside.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let sent: string[] = [];
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;

beforeAll(async () => {
  app = await TestApp.start();
  scenario = await LadderScenario.start(app);
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    if (goesBeside(this, args[0])) return query.apply(this, args);
    sent.push(typeof args[0] === 'string' ? args[0] : (args[0] as { text: string }).text);
    return query.apply(this, args);
  } as typeof pg.Client.prototype.query;
});
afterAll(async () => {
  pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
  await app.stop();
});
beforeEach(() => {
  sent = [];
});

/** What was sent to tell the ladder of then. */
async function statementsOf(at: string): Promise<string[]> {
  sent = [];
  expect((await scenario.tutor.get(scenario.url(`ladder?at=${at}`))).status).toBe(200);
  return sent;
}

test('a past that was told before costs one statement, which enters and judges by itself', async () => {
  const before = app.clock.now();
  app.clock.advance({ minutes: 120 });
  expect(await statementsOf(before)).not.toHaveLength(1);
  expect(await statementsOf(before)).toEqual([expect.stringContaining('app.past_version(')]);

  // Another instant between the same two facts is the same past.
  app.clock.advance({ days: 1 });
  await scenario.sign('observation', ['C6']);
  app.clock.advance({ minutes: 120 });
  await statementsOf(before);
  expect(await statementsOf(before)).toEqual([expect.stringContaining('app.past_version(')]);
});

test('a past that was never told is looked up without asking first whether it is kept', async () => {
  const other = await LadderScenario.start(app);
  app.clock.advance({ minutes: 120 });
  sent = [];
  await other.tutor.get(other.url(`ladder?at=${app.clock.now()}`));
  expect(sent.filter((text) => text.includes('app.past_version('))).toEqual([]);
});
