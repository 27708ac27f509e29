import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';
import { Jobs } from '../../support/jobs.js';

// Today is 12 March 2026. What is asked of many at once, and beside the main roads, of whoever is no longer a member.

let app: TestApp;
let contract: GivenContract;
let hr: Caller;
let centreAdmin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  hr = await app.as(await app.given.someone('hr', contract.employerId));
  centreAdmin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
});

const tutorUntil = (until: string | undefined) =>
  app.given.someone('tutor', contract.employerId, until ? { until } : {});
const mandateOf = (person: Someone, role: 'main_tutor' | 'co_tutor' = 'main_tutor') =>
  app.given.mandate(contract, role, { person });
const stated = ({ status, body }: TestResponse) => [status, body.code];

test.each([
  ['yesterday', '2026-03-12', true],
  ['today', '2026-03-13', false],
])(
  'of a main tutor whose last day was %s, and whose mandate nobody ended, the cohort says so: %s',
  async (_, until, isMissing) => {
    const tutor = await tutorUntil(until);
    await mandateOf(tutor);

    const cohort = await centreAdmin.get(`/v1/reports/cohort?employerId=${contract.employerId}`);

    expect(cohort.body.data[0].mainTutor?.id ?? null).toBe(isMissing ? null : tutor.personId);
    expect(cohort.body.data[0].flags.includes('no_main_tutor')).toBe(isMissing);
  },
);

test('contracts are found by a tutor while they are a member, and no longer', async () => {
  const [left, here] = [await tutorUntil('2026-03-12'), await tutorUntil('2026-03-13')];
  await mandateOf(left);
  await mandateOf(here, 'co_tutor');
  const found = async ({ personId }: Someone) =>
    (await hr.get(`/v1/contracts?tutorId=${personId}`)).body.data.map(({ id }: { id: string }) => id);

  expect(await found(left)).toEqual([]);
  expect(await found(here)).toEqual([contract.contractId]);
});

test('who is no longer a member is told of nothing that happens on the contract', async () => {
  const jobs = await Jobs.of(app);
  try {
    const scenario = await LadderScenario.start(app);
    await scenario.complete('observation');
    await jobs.run();
    const leaver = await app.given.someone('tutor', scenario.contract.employerId, { until: '2026-03-12' });
    const stays = await app.given.someone('tutor', scenario.contract.employerId, { until: '2026-03-13' });
    for (const person of [leaver, stays]) await app.given.mandate(scenario.contract, 'co_tutor', { person });
    const raised = await scenario.tutor.post(scenario.url('concerns'), {
      severity: 'high',
      missions: ['obs_01'],
      text: 'Frein oublié',
    });
    expect(raised.status).toBe(201);
    await jobs.run();

    const { rows } = await app.owner.query<{ person_id: string }>(
      'select distinct person_id from notifications where contract_id = $1',
      [scenario.contract.contractId],
    );
    const reported = rows.map(({ person_id }) => person_id);
    expect([reported.includes(leaver.personId), reported.includes(stays.personId)]).toEqual([false, true]);
  } finally {
    await jobs.close();
  }
});

test('nobody signs a contract whose main tutor is not yet, or no longer, of the employer on its first day', async () => {
  for (const [from, until, expected] of [
    ['2026-09-02', null, [409, 'main_tutor_missing']],
    ['2026-01-01', '2026-09-01', [409, 'main_tutor_missing']],
    ['2026-09-01', null, [200, undefined]],
    ['2026-01-01', '2026-09-02', [200, undefined]],
  ] as const) {
    const draft = await app.given.contract({
      employerId: contract.employerId,
      trainingCentreId: contract.trainingCentreId,
      startsOn: '2026-09-01',
      until: '2027-09-01',
      draft: true,
    });
    const tutor = await app.given.someone(null);
    await app.given.membership(tutor, 'tutor', contract.employerId, until, from);
    await app.given.mandate(draft, 'main_tutor', { person: tutor, from: '2026-09-01' });

    expect([from, until, ...stated(await hr.post(`/v1/contracts/${draft.contractId}/sign`))]).toEqual([
      from,
      until,
      ...expected,
    ]);
  }
});

test('a PUT that brings somebody back ends what its earlier last day takes away, and shows it', async () => {
  const put = (memberships: object[], query = '') =>
    hr.put(`/v1/people/by-external-id/B-${contract.contractId}${query}`, {
      givenName: 'Luce',
      familyName: 'Faure',
      memberships: memberships.map((one) => ({ organisationId: contract.employerId, role: 'tutor', ...one })),
    });
  const created = await put([{ from: '2025-01-01' }]);
  expect(created.status).toBe(201);
  const personId = created.body.id as string;
  const opened = await hr.post(`/v1/contracts/${contract.contractId}/mandates`, {
    personId,
    role: 'co_tutor',
    from: '2026-03-06',
  });
  expect(opened.status).toBe(201);
  await put([{ from: '2025-01-01', to: '2026-03-10' }]);

  const back = [{ from: '2025-01-01', to: '2026-03-07' }, { from: '2026-03-12' }];
  const shown = await put(back, '?dryRun=true');
  expect(shown.body.endedMandates).toMatchObject([{ mandateId: opened.body.id, on: '2026-03-08' }]);
  const done = await put(back);
  expect([done.status, done.body.endedMandates]).toMatchObject([
    200,
    [{ mandateId: opened.body.id, on: '2026-03-08' }],
  ]);
  const mandate = await hr.get(`/v1/mandates/${opened.body.id}`);
  expect(mandate.body.to).toBe('2026-03-07');
});

test('one’s own mandates are those that still open a contract: 30 days after one left, none', async () => {
  const own = async (until: string) => {
    const person = await tutorUntil(until);
    const { mandateId } = await mandateOf(person, 'co_tutor');
    const { body } = await (await app.as({ ...person, roles: ['tutor'] })).get('/v1/me');
    return body.mandates.map(({ id }: { id: string }) => id === mandateId);
  };

  expect(await own('2026-02-11')).toEqual([true]);
  expect(await own('2026-02-10')).toEqual([]);
});

test('whose first day is moved beyond today is no member today: the mandate ends as if they had left', async () => {
  const tutor = await tutorUntil(undefined);
  const { mandateId } = await mandateOf(tutor);
  const moveTo = async (from: string) => {
    const read = await hr.get(`/v1/people/${tutor.personId}`);
    return hr.patch(
      `/v1/people/${tutor.personId}`,
      { memberships: [{ organisationId: contract.employerId, role: 'tutor', from }] },
      { 'if-match': read.headers['etag'] ?? '' },
    );
  };

  expect((await moveTo('2026-03-12')).body.endedMandates).toEqual([]);
  expect((await moveTo('2026-03-13')).body.endedMandates).toMatchObject([{ mandateId, on: '2026-03-12' }]);
  const read = await hr.get(`/v1/contracts/${contract.contractId}`);
  expect(read.body).toMatchObject({ mainTutorId: null, flags: ['no_main_tutor'] });
});
