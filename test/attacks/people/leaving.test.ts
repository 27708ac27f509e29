import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let contract: GivenContract;
let hrIs: Someone;
let hr: Caller;
let centreAdmin: Caller;
let platform: Caller;
let tutorIs: Awaited<ReturnType<TestApp['given']['mandate']>>;
let tutor: Caller;
let referentIs: Awaited<ReturnType<TestApp['given']['mandate']>>;
let referent: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  platform = await app.as(await app.given.someone('platform_admin'));
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  hrIs = await app.given.someone('hr', contract.employerId);
  hr = await app.as(hrIs);
  centreAdmin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  tutorIs = await app.given.mandate(contract, 'main_tutor');
  tutor = await app.as(tutorIs);
  referentIs = await app.given.mandate(contract, 'referent');
  referent = await app.as(referentIs);
});

const url = (rest: string) => `/v1/contracts/${contract.contractId}/${rest}`;
const C6 = { competency: 'C6', level: 'observation' };
const sign = (by: Caller, observedOn: string): Promise<TestResponse> =>
  by.post(url('sign-offs'), { observedOn, observation: true, items: [{ ...C6, outcome: 'acquired' }] });
const observe = (by: Caller, observedOn: string): Promise<TestResponse> =>
  by.post(url('observations'), { observedOn, items: [{ ...C6, outcome: 'performed' }] });
const code = (answer: TestResponse) => [answer.status, answer.body.code];
const MISSING = [403, 'mandate_missing'];

const leave = async (
  by: Caller,
  { personId }: Someone,
  role: string,
  organisationId: string,
  to: string,
  query = '',
): Promise<TestResponse> => {
  const read = await by.get(`/v1/people/${personId}`);
  return by.patch(
    `/v1/people/${personId}${query}`,
    { memberships: [{ organisationId, role, to }] },
    { 'if-match': read.headers['etag'] ?? '' },
  );
};
const mandateOf = async (mandateId: string) => {
  const { rows } = await app.owner.query<{ until: string | null; ended: boolean }>(
    'select until_day::text as until, ended_recorded_at is not null as ended from mandates where id = $1',
    [mandateId],
  );
  return rows[0];
};
const eventsOf = async (contractId: string, type: string) => {
  const { rows } = await app.owner.query<{ data: { mandateId: string; on: string } }>(
    'select data from events where contract_id = $1 and type = $2 order by sequence',
    [contractId, type],
  );
  return rows.map(({ data }) => data);
};
const queueOf = async (by: Caller) =>
  (await by.get('/v1/me/queue?kind=mandate_to_replace')).body.data.filter(
    (one: { contractId: string }) => one.contractId === contract.contractId,
  );

test('a tutor whose membership ended signs, observes and revokes no more, from the first day out', async () => {
  const signed = await sign(tutor, '2026-03-12');
  expect(signed.status).toBe(201);
  expect((await leave(hr, tutorIs, 'tutor', contract.employerId, '2026-03-12')).status).toBe(200);

  const assigned = await tutor.post(url('assignments'), { mission: 'meal_help', from: '2026-03-12' });
  expect(assigned.body.code).not.toBe('mandate_missing');

  app.clock.set('2026-03-13');
  expect(code(await sign(tutor, '2026-03-12'))).toEqual(MISSING);
  expect(code(await observe(tutor, '2026-03-12'))).toEqual(MISSING);
  const signOff = signed.body.signOffs[0].id;
  const revoked = await tutor.post(`/v1/sign-offs/${signOff}/revocations`, {
    reasonCode: 'safety',
    reason: 'Geste dangereux.',
  });
  expect(code(revoked)).toEqual(MISSING);
  expect((await tutor.get(url('ladder'))).status).toBe(200);
  app.clock.set('2026-04-12');
  expect((await tutor.get(url('ladder'))).status).toBe(404);
});

test('so does a referent, whom the centre lets go', async () => {
  const left = await leave(centreAdmin, referentIs, 'referent', contract.trainingCentreId, '2026-03-11');

  expect(left.status).toBe(200);
  expect(left.body.endedMandates).toMatchObject([{ mandateId: referentIs.mandateId, on: '2026-03-12' }]);
  expect(code(await observe(referent, '2026-03-11'))).toEqual(MISSING);
});

test('ending a membership tells which mandates it ends, each with its event, and the contract takes a new version', async () => {
  const before = await hr.get(`/v1/contracts/${contract.contractId}`);
  app.clock.set('2026-03-13');

  const left = await leave(hr, tutorIs, 'tutor', contract.employerId, '2026-03-13');

  expect(left.body.endedMandates).toEqual([
    {
      mandateId: tutorIs.mandateId,
      contractId: contract.contractId,
      role: 'main_tutor',
      on: '2026-03-14',
      alternant: { id: contract.alternant.personId, givenName: 'Inès', familyName: 'Moreau' },
    },
  ]);
  expect(await mandateOf(tutorIs.mandateId)).toEqual({ until: '2026-03-14', ended: true });
  expect(await eventsOf(contract.contractId, 'mandate.ended')).toEqual([
    { mandateId: tutorIs.mandateId, on: '2026-03-14' },
  ]);
  const after = await hr.get(`/v1/contracts/${contract.contractId}`);
  expect(after.headers['etag']).not.toBe(before.headers['etag']);
  expect(after.body.updatedAt > before.body.updatedAt).toBe(true);
});

test('a dry run shows them and ends none', async () => {
  const shown = await leave(hr, tutorIs, 'tutor', contract.employerId, '2026-03-12', '?dryRun=true');

  expect(shown.status).toBe(200);
  expect(shown.body.endedMandates).toMatchObject([{ mandateId: tutorIs.mandateId, on: '2026-03-13' }]);
  expect(shown.body.memberships).toMatchObject([{ role: 'tutor', to: null }]);
  expect(await mandateOf(tutorIs.mandateId)).toEqual({ until: null, ended: false });
  app.clock.set('2026-03-13');
  expect((await sign(tutor, '2026-03-12')).status).toBe(201);
});

test('an HR system ends it too, by its own id; what it sends again ends nothing more', async () => {
  const body = (to?: string) => ({
    givenName: 'Luce',
    familyName: 'Faure',
    memberships: [{ organisationId: contract.employerId, role: 'tutor', from: '2025-09-01', to }],
  });
  const externalId = `T-${contract.contractId}`;
  const created = await hr.put(`/v1/people/by-external-id/${externalId}`, body());
  expect(created.status).toBe(201);
  const { personId } = { personId: created.body.id as string };
  const opened = await hr.post(url('mandates'), { personId, role: 'co_tutor', from: '2026-03-12' });
  expect(opened.status).toBe(201);

  const ended = await hr.put(`/v1/people/by-external-id/${externalId}`, body('2026-03-20'));
  const again = await hr.put(`/v1/people/by-external-id/${externalId}`, body('2026-03-20'));

  expect(ended.body.endedMandates).toMatchObject([{ mandateId: opened.body.id, on: '2026-03-21' }]);
  expect(again.body.endedMandates).toEqual([]);
  expect(await eventsOf(contract.contractId, 'mandate.ended')).toHaveLength(1);
});

test('a platform administrator, who sees no contract, ends it all the same', async () => {
  const left = await leave(platform, tutorIs, 'tutor', contract.employerId, '2026-03-12');

  expect(left.body.endedMandates).toMatchObject([{ mandateId: tutorIs.mandateId, on: '2026-03-13' }]);
  expect(await mandateOf(tutorIs.mandateId)).toEqual({ until: '2026-03-13', ended: true });
  expect((await platform.get(`/v1/contracts/${contract.contractId}`)).status).toBe(403);
});

test('a mandate that had yet to begin never begins, and keeps its trace', async () => {
  const next = await app.given.mandate(contract, 'co_tutor', { from: '2026-06-01' });

  const left = await leave(hr, next, 'tutor', contract.employerId, '2026-03-31');

  expect(left.body.endedMandates).toMatchObject([{ mandateId: next.mandateId, on: '2026-06-01' }]);
  const read = await hr.get(`/v1/mandates/${next.mandateId}`);
  expect(read.body).toMatchObject({ from: '2026-06-01', to: '2026-05-31', plannedTo: null });
});

test('a mandate that another membership entitles to stays', async () => {
  await app.given.membership(tutorIs, 'hr', contract.employerId);
  const observer = await app.given.mandate(contract, 'observer', {
    person: await app.given.someone('tutor', contract.employerId),
  });
  await app.given.membership(observer, 'referent', contract.trainingCentreId);

  const left = await leave(hr, tutorIs, 'tutor', contract.employerId, '2026-03-12');
  const observerLeft = await leave(hr, observer, 'tutor', contract.employerId, '2026-03-12');

  expect([left.body.endedMandates, observerLeft.body.endedMandates]).toEqual([[], []]);
  app.clock.set('2026-03-13');
  expect((await sign(tutor, '2026-03-13')).status).toBe(201);
});

test('HR who leave by their own hand end their own mandates', async () => {
  const mandate = await app.given.mandate(contract, 'co_tutor', { person: hrIs });

  const left = await leave(hr, hrIs, 'hr', contract.employerId, '2026-03-11');

  expect(left.body.endedMandates).toMatchObject([{ mandateId: mandate.mandateId, on: '2026-03-12' }]);
});

test('disabling an account ends the mandates today; enabling it opens none again', async () => {
  const disable = (body?: object) => hr.post(`/v1/people/${tutorIs.personId}/account/disable`, body);

  const shown = await disable({ dryRun: true });
  expect(shown.body).toMatchObject({ disabledAt: null, endedMandates: [{ on: '2026-03-12' }] });
  const disabled = await disable();
  expect(disabled.body.endedMandates).toMatchObject([{ mandateId: tutorIs.mandateId, on: '2026-03-12' }]);
  expect((await disable()).body.endedMandates).toEqual([]);

  await hr.post(`/v1/people/${tutorIs.personId}/account/enable`);
  expect(code(await sign(tutor, '2026-03-12'))).toEqual(MISSING);
  expect(await eventsOf(contract.contractId, 'mandate.ended')).toHaveLength(1);
});

test('an end that is taken back opens no mandate again: whoever may opens it again', async () => {
  await leave(hr, tutorIs, 'tutor', contract.employerId, '2026-03-12');
  const read = await hr.get(`/v1/people/${tutorIs.personId}`);
  const back = await hr.patch(
    `/v1/people/${tutorIs.personId}`,
    { memberships: [{ organisationId: contract.employerId, role: 'tutor' }] },
    { 'if-match': read.headers['etag'] ?? '' },
  );
  expect(back.body.memberships).toMatchObject([{ from: null, to: null }]);
  app.clock.set('2026-03-13');
  expect(code(await sign(tutor, '2026-03-13'))).toEqual(MISSING);

  const opened = await hr.post(url('mandates'), {
    personId: tutorIs.personId,
    role: 'main_tutor',
    from: '2026-03-13',
  });
  expect(opened.status).toBe(201);
  expect((await sign(tutor, '2026-03-13')).status).toBe(201);
});

test('the contract, the cohort and the queues of HR and centre say that a main tutor is missing', async () => {
  await leave(hr, tutorIs, 'tutor', contract.employerId, '2026-03-13');
  const known = {
    kind: 'mandate_to_replace',
    id: tutorIs.mandateId,
    detail: {
      from: '2026-03-14',
      mandateId: tutorIs.mandateId,
      tutor: { id: tutorIs.personId, givenName: 'Claude', familyName: 'Petit' },
    },
  };
  expect(await queueOf(hr)).toMatchObject([
    { ...known, detail: { ...known.detail, act: 'name_main_tutor' } },
  ]);
  expect(await queueOf(centreAdmin)).toMatchObject([{ ...known, detail: { ...known.detail, act: 'cover' } }]);
  expect((await hr.get(`/v1/contracts/${contract.contractId}`)).body.flags).toEqual([]);

  app.clock.set('2026-03-14');
  expect((await hr.get(`/v1/contracts/${contract.contractId}`)).body).toMatchObject({
    mainTutorId: null,
    flags: ['no_main_tutor'],
  });
  const cohort = await centreAdmin.get(`/v1/reports/cohort?employerId=${contract.employerId}`);
  expect(cohort.body.data[0].flags).toContain('no_main_tutor');

  await hr.post(url('mandates'), {
    personId: (await app.given.someone('tutor', contract.employerId)).personId,
    role: 'main_tutor',
    from: '2026-03-14',
  });
  expect(await queueOf(hr)).toEqual([]);
});

test('a mandate that nobody ended gives no right on a day on which its holder is no member', async () => {
  const leaver = await app.given.someone('tutor', contract.employerId, { until: '2026-03-10' });
  const left = await app.as(await app.given.mandate(contract, 'co_tutor', { person: leaver }));
  const coming = await app.given.someone(null);
  await app.given.membership(coming, 'tutor', contract.employerId, null, '2026-03-11');
  const newcomerIs = await app.given.mandate(contract, 'substitute', { person: coming });
  const newcomer = await app.as({ ...newcomerIs, roles: ['tutor'] });

  expect(code(await sign(left, '2026-03-12'))).toEqual(MISSING);
  expect(code(await sign(left, '2026-03-09'))).toEqual(MISSING);
  expect(code(await observe(left, '2026-03-09'))).toEqual(MISSING);
  expect((await left.get(url('ladder'))).status).toBe(200);
  expect(code(await observe(newcomer, '2026-03-10'))).toEqual(MISSING);
  expect(code(await sign(newcomer, '2026-03-10'))).toEqual(MISSING);
  expect((await sign(newcomer, '2026-03-11')).status).toBe(201);
  app.clock.set('2026-04-09');
  expect((await left.get(url('ladder'))).status).toBe(404);
});

test('a mandate ends with the membership that it begins with, when that end is known already', async () => {
  const leaving = await app.given.someone('tutor', contract.employerId, { until: '2026-06-01' });
  const open = (values: object) =>
    hr.post(url('mandates'), { personId: leaving.personId, role: 'co_tutor', ...values });

  expect((await open({ from: '2026-03-12' })).body.to).toBe('2026-05-31');
  expect((await open({ from: '2026-03-13', to: '2026-12-31' })).body.to).toBe('2026-05-31');
  expect((await open({ from: '2026-03-14', to: '2026-04-30' })).body.to).toBe('2026-04-30');
});

test('the same first day corrected moves the membership; a period apart is another', async () => {
  const someone = await app.given.someone(null);
  await app.given.membership(someone, 'tutor', contract.employerId, '2026-02-01', '2026-01-01');
  const patch = async (memberships: object[]) => {
    const read = await platform.get(`/v1/people/${someone.personId}`);
    return platform.patch(
      `/v1/people/${someone.personId}`,
      { memberships: memberships.map((m) => ({ organisationId: contract.employerId, role: 'tutor', ...m })) },
      { 'if-match': read.headers['etag'] ?? '' },
    );
  };

  const corrected = await patch([{ from: '2025-10-01', to: '2026-01-31' }]);
  expect(corrected.body.memberships).toMatchObject([{ from: '2025-10-01', to: '2026-01-31' }]);
  const returned = await patch([{ from: '2026-03-01' }]);
  expect(returned.body.memberships).toMatchObject([
    { from: '2025-10-01', to: '2026-01-31' },
    { from: '2026-03-01', to: null },
  ]);
});

test('of somebody who leaves while they are given a mandate, no mandate outlives the membership', async () => {
  for (let round = 0; round < 5; round++) {
    const someone = await app.given.someone('tutor', contract.employerId);
    const [opened] = await Promise.all([
      hr.post(url('mandates'), { personId: someone.personId, role: 'co_tutor', from: '2026-03-12' }),
      leave(hr, someone, 'tutor', contract.employerId, '2026-03-11'),
    ]);
    const { rows } = await app.owner.query(
      `select from mandates where person_id = $1 and (until_day is null or until_day > '2026-03-12')`,
      [someone.personId],
    );
    expect([201, 422]).toContain(opened.status);
    expect(rows).toHaveLength(0);
  }
});
