import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { MandateRole } from '../../../src/features/mandates/mandates.types.js';
import { QUEUE_KINDS } from '../../../src/features/queue/queue.queries.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const NOTHING = Object.fromEntries(QUEUE_KINDS.map((kind) => [kind, 0]));
const C6 = [{ competency: 'C6', level: 'observation' }];

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  alternant = await app.as(scenario.contract.alternant);
});

const queue = async (by: Caller, query = '') => {
  const answer = await by.get(`/v1/me/queue${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
};
/** What awaits somebody: kind and id. */
const awaits = async (by: Caller): Promise<string[]> =>
  (await queue(by)).data.map(({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`);
const ask = async (items: object[] = C6, of = scenario.url('sign-off-requests')): Promise<string> => {
  const answer = await alternant.post(of, { items });
  expect(answer.status).toBe(201);
  return answer.body.id;
};
const member = async (role: MandateRole, values: object = {}) => {
  const someone = await app.given.mandate(scenario.contract, role, values);
  return { someone, call: await app.as(someone) };
};
const absent = async ({ contractId }: GivenContract, person: Someone, from: string, to: string) => {
  const { rows } = await app.owner.query<{ id: string }>(
    'select m.id from mandates m where m.contract_id = $1 and m.person_id = $2',
    [contractId, person.personId],
  );
  const answer = await (await app.as(person)).post(`/v1/mandates/${rows[0]?.id}/absences`, { from, to });
  expect(answer.status).toBe(201);
  return answer.body.id as string;
};

test('a request awaits the main tutor; claimed, only who claimed it; decided, nobody', async () => {
  const co = await member('co_tutor');
  const id = await ask();

  expect(await queue(scenario.tutor)).toEqual({
    data: [
      {
        kind: 'sign_off_request',
        id,
        contractId: scenario.contract.contractId,
        alternant: {
          id: scenario.contract.alternant.personId,
          givenName: 'Inès',
          familyName: 'Moreau',
        },
        since: '2026-03-12T08:00:00.000Z',
        detail: {
          act: 'decide',
          as: 'main_tutor',
          status: 'submitted',
          askedBy: scenario.contract.alternant.personId,
          items: C6,
        },
      },
    ],
    page: { next: null },
    counts: { ...NOTHING, sign_off_request: 1 },
  });
  for (const by of [co.call, scenario.observer, scenario.referent, alternant])
    expect(await awaits(by)).toEqual([]);

  await co.call.post(`/v1/sign-off-requests/${id}/claims`);
  expect(await awaits(scenario.tutor)).toEqual([]);
  expect((await queue(co.call)).data).toMatchObject([{ id, detail: { as: 'co_tutor', status: 'claimed' } }]);
  app.clock.set('2026-03-15');
  expect(await awaits(co.call)).toEqual([]);
  expect(await awaits(scenario.tutor)).toEqual([`sign_off_request ${id}`]);

  await scenario.sign('observation', ['C6']);
  expect(await awaits(scenario.tutor)).toEqual([]);
});

test('while the main tutor is absent it awaits who stands in; when nobody can sign, the referent, who has it covered', async () => {
  const co = await member('co_tutor');
  const id = await ask();
  await absent(scenario.contract, scenario.tutorIs, '2026-03-13', '2026-03-20');
  expect(await awaits(co.call)).toEqual([]);

  app.clock.set('2026-03-13');
  expect(await awaits(scenario.tutor)).toEqual([]);
  expect((await queue(co.call)).data).toMatchObject([{ id, detail: { act: 'decide', as: 'co_tutor' } }]);
  expect(await awaits(scenario.referent)).toEqual([]);

  const absence = await absent(scenario.contract, co.someone, '2026-03-14', '2026-03-20');
  app.clock.set('2026-03-14');
  expect(await awaits(co.call)).toEqual([]);
  expect((await queue(scenario.referent)).data).toMatchObject([
    { kind: 'sign_off_request', id, detail: { act: 'cover', as: 'referent' } },
    { kind: 'absence_to_cover' },
  ]);
  app.clock.set('2026-03-21');
  expect(await awaits(scenario.tutor)).toEqual([`sign_off_request ${id}`]);
  expect(await awaits(scenario.referent)).toEqual([]);
  expect(absence).toBeDefined();
});

test('an absence that nobody covers awaits the employer’s HR, who name a substitute, and the centre and the team', async () => {
  const { contract } = scenario;
  const absence = await absent(contract, scenario.tutorIs, '2026-03-12', '2026-03-20');
  const hrIs = await app.given.someone('hr', contract.employerId);
  const [hr, admin] = [
    await app.as(hrIs),
    await app.as(await app.given.someone('centre_admin', contract.trainingCentreId)),
  ];
  const elsewhere = await app.as(
    await app.given.someone('hr', await app.given.organisation({ name: 'Ailleurs' })),
  );
  const awaited = (act: string) => [
    {
      kind: 'absence_to_cover',
      id: absence,
      contractId: contract.contractId,
      alternant: { familyName: 'Moreau' },
      since: '2026-03-12T08:00:00.000Z',
      detail: { act, personId: scenario.tutorIs.personId },
    },
  ];

  expect((await queue(hr)).data).toMatchObject(awaited('name_substitute'));
  for (const by of [admin, scenario.referent, scenario.observer])
    expect((await queue(by)).data).toMatchObject(awaited('cover'));
  for (const by of [scenario.tutor, alternant, elsewhere]) expect(await awaits(by)).toEqual([]);

  const low = await app.given.mandate(contract, 'substitute', { maxLevel: 'observation' });
  for (const by of [hr, admin, scenario.referent, scenario.observer]) expect(await awaits(by)).toEqual([]);
  // Who may not sign what is worked on does not cover it.
  await (
    await app.as(low)
  ).post(scenario.url('sign-offs'), {
    observedOn: '2026-03-12',
    observation: true,
    items: ['C6', 'C8', 'C10', 'C11'].map((competency) => ({
      competency,
      level: 'observation',
      outcome: 'acquired',
    })),
  });
  expect((await queue(hr)).data).toMatchObject(awaited('name_substitute'));
  expect((await queue(await app.as(low))).data).toMatchObject(awaited('cover'));
});

test('a level that is ready awaits the main tutor, or a co-tutor in their absence, then the referent for 30 days', async () => {
  const co = await member('co_tutor');
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  await scenario.complete('supervised_care', { decided: false });
  const { contractId } = scenario.contract;

  expect((await queue(scenario.tutor)).data).toMatchObject([
    { kind: 'level_decision', id: contractId, contractId, detail: { level: 'supervised_care' } },
  ]);
  for (const by of [co.call, scenario.referent]) expect(await awaits(by)).toEqual([]);

  const half = await scenario.decide(scenario.tutor, 'supervised_care');
  expect(await awaits(scenario.tutor)).toEqual([]);
  expect((await queue(scenario.referent)).data).toMatchObject([
    {
      kind: 'co_signature',
      id: half.body.id,
      contractId,
      since: half.body.recordedAt,
      detail: { level: 'supervised_care', decidedBy: scenario.tutorIs.personId },
    },
  ]);
  app.clock.set('2026-04-11');
  expect(await awaits(scenario.referent)).toEqual([`co_signature ${half.body.id}`]);
  app.clock.set('2026-04-12');
  expect(await awaits(scenario.referent)).toEqual([]);
  expect(await awaits(scenario.tutor)).toEqual([`level_decision ${contractId}`]);

  await absent(scenario.contract, scenario.tutorIs, '2026-04-12', '2026-04-12');
  expect(await awaits(co.call)).toEqual([`level_decision ${contractId}`]);
});

test('a concern awaits its review by whoever may; a high one not by whoever raised it', async () => {
  const raise = async (by: Caller, severity: string) =>
    (await by.post(scenario.url('concerns'), { severity, missions: ['obs_01'], text: 'Geste dangereux' }))
      .body.id;
  const [high, low] = [await raise(scenario.tutor, 'high'), await raise(scenario.observer, 'low')];

  expect(await awaits(scenario.tutor)).toEqual([`concern_review ${low}`]);
  const { data } = await queue(scenario.referent);
  expect(data).toMatchObject([
    { id: high, detail: { severity: 'high', missions: ['obs_01'], raisedBy: scenario.tutorIs.personId } },
    { id: low },
  ]);
  expect(JSON.stringify(data)).not.toContain('Geste dangereux');
  expect(await awaits(scenario.observer)).toEqual([]);
  await scenario.referent.post(`/v1/concerns/${high}/reviews`, { text: 'Revu' });
  expect(await awaits(scenario.referent)).toEqual([`concern_review ${low}`]);
});

test('nothing that needs an active contract is awaited while it is not; a concern is', async () => {
  await ask();
  await scenario.observer.post(scenario.url('concerns'), {
    severity: 'low',
    missions: ['obs_01'],
    text: 'x',
  });
  await app.owner.query(`update contracts set suspensions = '{[2026-03-12,)}' where id = $1`, [
    scenario.contract.contractId,
  ]);
  expect((await queue(scenario.tutor)).counts).toEqual({ ...NOTHING, concern_review: 1 });
});

test('what is asked for at a level that was closed again waits for nobody until it is open', async () => {
  await scenario.complete('observation');
  const id = await ask([{ competency: 'C1', level: 'simple_tasks' }]);
  expect(await awaits(scenario.tutor)).toEqual([`sign_off_request ${id}`]);
  const signOff = await scenario.signOffId(1, 'C6');
  await scenario.tutor.post(`/v1/sign-offs/${signOff}/revocations`, {
    reasonCode: 'other',
    reason: 'À revoir',
  });
  expect(await awaits(scenario.tutor)).toEqual([]);
});

test('the queue goes on where a page ended, oldest first; its counts are of all pages, and a kind may be asked for', async () => {
  const first = await ask();
  app.clock.set('2026-03-12T09:00:00.000Z');
  const concern = await scenario.observer.post(scenario.url('concerns'), {
    severity: 'low',
    missions: ['obs_01'],
    text: 'x',
  });
  app.clock.set('2026-03-12T10:00:00.000Z');
  const second = await ask([{ competency: 'C8', level: 'observation' }]);
  const ids = [first, concern.body.id, second];
  const counts = { ...NOTHING, sign_off_request: 2, concern_review: 1 };

  const pages = [];
  let after = '';
  do {
    const page = await queue(scenario.tutor, `?limit=1${after && `&after=${after}`}`);
    expect(page.counts).toEqual(counts);
    pages.push(...page.data);
    after = page.page.next ?? '';
  } while (after);
  expect(pages.map(({ id }) => id)).toEqual(ids);
  const requests = await queue(scenario.tutor, '?kind=sign_off_request');
  expect(requests.data.map(({ id }: { id: string }) => id)).toEqual([first, second]);
  expect(requests.counts).toEqual(counts);

  for (const query of ['?kind=letter', '?after=abc', '?limit=0', '?colour=blue'])
    expect((await scenario.tutor.get(`/v1/me/queue${query}`)).status).toBe(422);
  const forged = Buffer.from('2026-13-12T08:00:00.000Z concern_review x').toString('base64url');
  expect((await scenario.tutor.get(`/v1/me/queue?after=${forged}`)).status).toBe(422);
});

test('a person with two mandates on a contract is awaited once', async () => {
  await app.given.mandate(scenario.contract, 'co_tutor', { person: scenario.tutorIs });
  const id = await ask();
  await scenario.observer.post(scenario.url('concerns'), {
    severity: 'low',
    missions: ['obs_01'],
    text: 'x',
  });
  expect((await queue(scenario.tutor)).counts).toEqual({
    ...NOTHING,
    sign_off_request: 1,
    concern_review: 1,
  });
  expect(await awaits(scenario.tutor)).toContain(`sign_off_request ${id}`);
});

test('everybody who signed in has a queue, if need be an empty one; a program has none', async () => {
  const { contract } = scenario;
  const someone = {
    platform_admin: null,
    centre_admin: contract.trainingCentreId,
    referent: contract.trainingCentreId,
    alternant: contract.trainingCentreId,
    auditor: contract.trainingCentreId,
    hr: contract.employerId,
    tutor: contract.employerId,
  } as const;
  await ask();
  for (const [role, organisation] of Object.entries(someone)) {
    const by = await app.as(await app.given.someone(role as keyof typeof someone, organisation));
    expect(await queue(by)).toEqual({ data: [], page: { next: null }, counts: NOTHING });
  }
  expect((await queue(await app.as(await app.given.someone(null)))).data).toEqual([]);
  const client = app.asClient(await app.given.apiClient(contract.employerId));
  const refused = await client.get('/v1/me/queue');
  expect([refused.status, refused.body.code]).toEqual([403, 'person_required']);
});
