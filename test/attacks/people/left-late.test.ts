import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;
let platform: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  platform = await app.as(await app.given.someone('platform_admin'));
});
afterAll(() => app.stop());

/** Observed and signed on 12 March; the day on which somebody learns that the tutor had left is 20 March. */
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  await scenario.complete('observation');
  app.clock.set('2026-03-20');
});

interface Fact {
  readonly kind: string;
  readonly id: string;
}
const leave = async (to: string, by = hr, person = scenario.tutorIs.personId, query = '') => {
  const { headers } = await by.get(`/v1/people/${person}`);
  const answer = await by.patch(
    `/v1/people/${person}${query}`,
    { memberships: [{ organisationId: scenario.contract.employerId, role: 'tutor', to }] },
    { 'if-match': headers['etag'] ?? '' },
  );
  expect(answer.status).toBe(200);
  return answer.body;
};
const listed = async (): Promise<Fact[]> => (await hr.get(scenario.url('contested-facts'))).body.data;
const queued = async (by: Caller) =>
  (await by.get('/v1/me/queue?kind=contested_fact&limit=500')).body.data.map(({ id }: Fact) => id);

test.each([
  ['the day before', '2026-03-11', 5],
  ['that day', '2026-03-12', 0],
])(
  'of a membership ended with a past day, %s what was signed, the facts after it are contested',
  async (_, to, n) => {
    const left = await leave(to);
    expect(left.endedMandates).toHaveLength(1);
    const facts = await listed();
    expect(facts.map(({ kind }) => kind).sort()).toEqual(
      n === 0 ? [] : ['observation', 'sign_off', 'sign_off', 'sign_off', 'sign_off'],
    );
    expect((await queued(scenario.referent)).sort()).toEqual(facts.map(({ id }) => id).sort());
    for (const { kind, id } of facts) {
      const path = kind === 'observation' ? 'observations' : 'sign-offs';
      expect((await hr.get(`/v1/${path}/${id}`)).body.contested).toBe(true);
    }
    expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);
  },
);

test('ended by the platform, who sees no contract, they are contested too, and the referent rules', async () => {
  await leave('2026-03-11', platform);
  const facts = await listed();
  expect(facts).toHaveLength(5);
  const signOff = facts.find(({ kind }) => kind === 'sign_off');
  const ruled = await scenario.referent.post(scenario.url(`contested-facts/${signOff?.id}/rulings`), {
    ruling: 'fact_overturned',
    reason: 'Elle n’y était plus',
  });
  expect(ruled.status).toBe(201);
  expect((await scenario.referent.get(scenario.url('ladder'))).body.levels[0].status).toBe('reopened');
});

test('a dry run contests nothing', async () => {
  await leave('2026-03-11', hr, scenario.tutorIs.personId, '?dryRun=true');
  expect(await listed()).toEqual([]);
});

test('first ended with a day of today, then with an earlier one: what lies between is contested', async () => {
  expect((await leave('2026-03-20')).endedMandates).toHaveLength(1);
  expect(await listed()).toEqual([]);
  app.clock.set('2026-03-21');
  await leave('2026-03-11');
  expect(await listed()).toHaveLength(5);
});
