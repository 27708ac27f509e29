import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { boundariesOf, ok, TODAY, tutorOf } from '../queue/boundaries.js';

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

type Proposal = Record<'observationId' | 'dismissal', string | null> & {
  readonly items: readonly { readonly competency: string }[];
};
const proposals = async (by = scenario.tutor) =>
  (await by.get(scenario.url('revocation-proposals'))).body.data as Proposal[];
const queued = async (by = scenario.tutor) =>
  (await by.get('/v1/me/queue?kind=revocation_proposal')).body.data as Record<string, unknown>[];
/** Those that nobody dismissed, as they are listed: the same await the main tutor. */
const open = async () => {
  const ids = (await proposals()).flatMap((one) => (one.dismissal ? [] : [one.observationId]));
  expect((await queued()).map((one) => one['id'])).toEqual(ids);
  return ids;
};
const unsafe = async (level: string, competencies: string[], by = scenario.observer) =>
  (await scenario.observe(by, level, competencies, app.clock.today(), 'unsafe')).body.id as string;
const dismiss = (id: string, by = scenario.tutor) =>
  by.post(`/v1/observations/${id}/proposal-dismissals`, { reason: REASON });
const revoke = async (level: number, competency: string) =>
  scenario.tutor.post(`/v1/sign-offs/${await scenario.signOffId(level, competency)}/revocations`, {
    reasonCode: 'safety',
    reason: 'Glissement',
  });
const code = ({ status, body }: TestResponse) => [status, body.code];

test('what is seen unsafe at a level proposes to revoke what was signed there and above, and takes nothing', async () => {
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  const statuses = async () =>
    (await scenario.ladder()).levels.map((level: { status: string }) => level.status);
  const before = await statuses();
  const id = await unsafe('observation', ['C6', 'C11']);

  const of = async (level: number, competency: string) => ({
    signOffId: await scenario.signOffId(level, competency),
    level: ['', 'observation', 'simple_tasks'][level],
  });
  expect(await proposals()).toEqual([
    {
      observationId: id,
      contractId: scenario.contract.contractId,
      observedOn: '2026-03-12',
      observerId: expect.any(String),
      since: '2026-03-12T08:00:00.000Z',
      items: [
        { competency: 'C11', level: 'observation', signOffs: [await of(1, 'C11')] },
        { competency: 'C6', level: 'observation', signOffs: [await of(1, 'C6'), await of(2, 'C6')] },
      ],
      dismissal: null,
    },
  ]);
  expect(await statuses()).toEqual(before);
  expect(await queued()).toMatchObject([
    {
      kind: 'revocation_proposal',
      id,
      since: '2026-03-12T08:00:00.000Z',
      detail: { observedOn: '2026-03-12', observerId: expect.any(String) },
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
  expect(await open()).toEqual([]);
});

test('also where that level does not ask for the competency', async () => {
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  // C9 is asked for from the second level on.
  const id = await unsafe('observation', ['C9']);

  expect(await open()).toEqual([id]);
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
  expect(code(await dismiss(id))).toEqual([409, 'nothing_proposed']);

  const { body, text } = await hr.get(`${scenario.url('events')}?limit=500`);
  const events = (body.data as { type: string; data: Record<string, unknown> }[]).filter(
    ({ data }) => data['observationId'] === id,
  );
  expect(events).toMatchObject([
    { type: 'observation.recorded', data: { proposesRevocation: true } },
    { type: 'revocation_proposal.dismissed', data: { dismissalId: done.body.dismissal.id } },
  ]);
  expect(text).not.toContain(REASON);
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
  const ids: string[] = [];
  for (const competency of ['C6', 'C8', 'C6']) ids.push(await unsafe('observation', [competency]));
  const page = async (after = '') =>
    (await scenario.tutor.get(`${scenario.url('revocation-proposals')}?limit=2${after}`)).body;
  const first = await page();
  const next = await page(`&after=${first.page.next}`);

  expect([...first.data, ...next.data].map(({ observationId }) => observationId)).toEqual(ids);
  expect(next.page.next).toBeNull();
});

test.each(
  boundariesOf('revocation_proposal', {
    outlives: true,
    others: ['co_tutor'],
    make: async (scenario) => {
      await ok(scenario.sign('observation', ['C6']));
      await scenario.observe(scenario.observer, 'observation', ['C6'], TODAY, 'unsafe');
      return tutorOf(scenario);
    },
  }),
)('%s', (_, ask) => ask(app));

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
