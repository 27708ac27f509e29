import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let contract: GivenContract;
let hrIs: Someone;
let hr: Caller;
let admin: Caller;
let sophie: Someone;

beforeAll(async () => {
  app = await TestApp.start();
});
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  hrIs = await app.given.someone('hr', contract.employerId);
  hr = await app.as(hrIs);
  admin = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  sophie = await app.given.someone('tutor', contract.employerId, { givenName: 'Sophie', familyName: 'Roux' });
});
afterAll(() => app.stop());

const url = () => `/v1/contracts/${contract.contractId}/mandates`;
const body = (values: object = {}) => ({
  personId: sophie.personId,
  role: 'main_tutor',
  from: '2026-03-12',
  ...values,
});
const pointers = (response: { body: { errors: { pointer: string; code: string }[] } }) =>
  response.body.errors.map(({ pointer, code }) => `${pointer} ${code}`);
const eventsOf = async () => (await hr.get(`/v1/contracts/${contract.contractId}/events`)).body.data.slice(2);

test('HR opens a main tutor’s mandate, and everybody on the contract reads it', async () => {
  const opened = await hr.post(url(), body({ to: '2026-08-31', maxLevel: 'supervised_care' }));

  expect(opened.status).toBe(201);
  expect(opened.headers['location']).toBe(`/v1/mandates/${opened.body.id}`);
  expect(opened.body).toMatchObject({
    ...body(),
    contractId: contract.contractId,
    person: { id: sophie.personId, givenName: 'Sophie', familyName: 'Roux' },
    to: '2026-08-31',
    plannedTo: '2026-08-31',
    maxLevel: 'supervised_care',
    replaces: null,
    endedAt: null,
  });
  for (const reader of [hr, admin, await app.as(contract.alternant), await app.as(sophie)]) {
    expect((await reader.get(`/v1/mandates/${opened.body.id}`)).body).toEqual(opened.body);
    expect((await reader.get(url())).body.data).toEqual([opened.body]);
  }
  expect(await eventsOf()).toMatchObject([
    {
      type: 'mandate.opened',
      sequence: 3,
      data: {
        mandateId: opened.body.id,
        personId: sophie.personId,
        role: 'main_tutor',
        from: '2026-03-12',
        to: '2026-08-31',
      },
    },
  ]);
});

test('the contract names its main tutor of the day, under a new version', async () => {
  const before = await hr.get(`/v1/contracts/${contract.contractId}`);
  await hr.post(url(), body());
  const after = await hr.get(`/v1/contracts/${contract.contractId}`);

  expect([before.body.mainTutorId, before.body.flags]).toEqual([null, ['no_main_tutor']]);
  expect([after.body.mainTutorId, after.body.flags]).toEqual([sophie.personId, []]);
  expect(after.headers['etag']).not.toBe(before.headers['etag']);
});

test('tutors are named by HR, the referent by the centre, observers by both', async () => {
  const referent = await app.given.someone('referent', contract.trainingCentreId);
  const roles = ['main_tutor', 'co_tutor', 'substitute', 'observer', 'referent'];
  const statusOf = async (by: Caller, role: string) => {
    const personId = role === 'referent' ? referent.personId : sophie.personId;
    const to = by === hr ? '2026-08-30' : '2026-08-31'; // the same mandate is opened once
    return (await by.post(url(), { personId, role, from: '2026-03-12', to })).status;
  };

  const byHr = [];
  for (const role of roles) byHr.push(await statusOf(hr, role));
  const byCentre = [];
  for (const role of roles) byCentre.push(await statusOf(admin, role));

  expect(byHr).toEqual([201, 201, 201, 201, 403]);
  expect(byCentre).toEqual([403, 403, 403, 201, 201]);
});

test('a contract that one may not see has no mandates; a tutor opens none', async () => {
  const { body: opened } = await hr.post(url(), body());
  const strangers = [
    await app.given.someone('hr', await app.given.organisation()),
    await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
  ];

  for (const stranger of strangers) {
    const caller = await app.as(stranger);
    expect((await caller.post(url(), body())).status).toBe(404);
    expect((await caller.post(`/v1/mandates/${opened.id}/end`)).status).toBe(404);
    expect((await caller.get(url())).status).toBe(404);
    expect((await caller.get(`/v1/mandates/${opened.id}`)).status).toBe(404);
    expect((await caller.get(`/v1/mandates/${opened.id}/absences`)).status).toBe(404);
  }
  for (const someone of [
    contract.alternant,
    await app.given.someone('alternant', contract.trainingCentreId),
    sophie,
  ]) {
    expect((await (await app.as(someone)).post(url(), body())).status).toBe(403);
  }
  const colleague = await app.as(await app.given.someone('tutor', contract.employerId));
  expect((await colleague.get(`/v1/mandates/${opened.id}`)).status).toBe(404);
});

test('every mistake is told at once', async () => {
  const refused = await hr.post(
    url(),
    body({ personId: newId(), from: '2026-03-04', maxLevel: 'nursing', replaces: newId() }),
  );
  const elsewhere = await app.given.someone('tutor', await app.given.organisation());
  const auditor = await app.given.someone('auditor', contract.employerId);

  expect(refused.status).toBe(422);
  expect(pointers(refused)).toEqual([
    '/personId unknown_reference',
    '/from too_far_back',
    '/maxLevel unknown_level',
    '/replaces unknown_reference',
  ]);
  expect(pointers(await hr.post(url(), body({ personId: elsewhere.personId })))).toEqual([
    '/personId unknown_reference',
  ]);
  expect(pointers(await hr.post(url(), body({ personId: auditor.personId })))).toEqual([
    '/personId not_a_member',
  ]);
  expect(pointers(await hr.post(url(), body({ to: '2026-03-11' })))).toEqual(['/to before_start']);
  expect(
    pointers(await admin.post(url(), body({ personId: contract.alternant.personId, role: 'observer' }))),
  ).toEqual(['/personId alternant_themself']);
});

test('on a signed contract a mandate starts at most seven days back, on a draft on any day', async () => {
  expect((await hr.post(url(), body({ from: '2026-03-05' }))).status).toBe(201);
  expect(pointers(await hr.post(url(), body({ role: 'co_tutor', from: '2026-03-04' })))).toEqual([
    '/from too_far_back',
  ]);

  const draft = await app.given.contract({ employerId: contract.employerId, draft: true });
  expect(
    (await hr.post(`/v1/contracts/${draft.contractId}/mandates`, body({ from: '2025-09-01' }))).status,
  ).toBe(201);
});

test('of twenty main tutors named at once, one holds the mandate', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => hr.post(url(), body())));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(
    new Set(answers.filter(({ status }) => status !== 201).map((a) => `${a.status} ${a.body.code}`)),
  ).toEqual(new Set(['409 main_tutor_overlap']));
  expect((await hr.get(url())).body.data).toHaveLength(1);
  expect(await eventsOf()).toHaveLength(1);
});

test('main tutors follow one another: the last day of one is the day before the next', async () => {
  await hr.post(url(), body({ to: '2026-06-30' }));
  const claude = await app.given.someone('tutor', contract.employerId);

  const overlapping = await hr.post(url(), body({ personId: claude.personId, from: '2026-06-30' }));
  const following = await hr.post(url(), body({ personId: claude.personId, from: '2026-07-01' }));

  expect([overlapping.body.code, following.status]).toEqual(['main_tutor_overlap', 201]);
});

test('two main tutors at once: the refusal names the mandate that is there, and whose it is', async () => {
  const { body: held } = await hr.post(url(), body({ to: '2026-06-30' }));
  const claude = await app.given.someone('tutor', contract.employerId);

  const refused = await hr.post(url(), body({ personId: claude.personId, from: '2026-06-30' }));

  expect([refused.status, refused.body.code]).toEqual([409, 'main_tutor_overlap']);
  expect(refused.body.mandate).toEqual({
    id: held.id,
    givenName: 'Sophie',
    familyName: 'Roux',
    from: '2026-03-12',
    to: '2026-06-30',
  });
  expect(refused.body.detail).toContain('Sophie Roux, depuis le 12 mars 2026');
});

test('the same mandate is opened once; another day or level makes another', async () => {
  const asked = body({ role: 'co_tutor', to: '2026-06-30' });
  const { body: held } = await hr.post(url(), asked);

  const twice = await hr.post(url(), asked);
  expect([twice.status, twice.body.code, twice.body.mandate?.id]).toEqual([409, 'mandate_exists', held.id]);
  expect((await hr.post(url(), { ...asked, maxLevel: 'supervised_care' })).status).toBe(201);
  expect((await hr.post(url(), { ...asked, to: '2026-07-01' })).status).toBe(201);
  const atOnce = await Promise.all([1, 2, 3].map(() => hr.post(url(), { ...asked, to: '2026-07-02' })));
  expect(atOnce.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});

test('a replacement leaves no day without a main tutor, and none with two', async () => {
  const { body: old } = await hr.post(url(), body());
  const claude = await app.given.someone('tutor', contract.employerId);

  const answers = await Promise.all(
    Array.from({ length: 5 }, () =>
      hr.post(url(), body({ personId: claude.personId, from: '2026-04-01', replaces: old.id })),
    ),
  );

  const won = answers.filter(({ status }) => status === 201);
  expect(won).toHaveLength(1);
  expect(won[0]?.body).toMatchObject({ replaces: old.id, from: '2026-04-01' });
  expect((await hr.get(`/v1/mandates/${old.id}`)).body).toMatchObject({
    to: '2026-03-31',
    plannedTo: null,
    endedAt: '2026-03-12T08:00:00.000Z',
  });
  expect((await eventsOf()).map((e: { type: string }) => e.type)).toEqual([
    'mandate.opened',
    'mandate.ended',
    'mandate.opened',
  ]);
});

test('a replacement names a mandate of the same role', async () => {
  const { body: coTutor } = await hr.post(url(), body({ role: 'co_tutor' }));

  expect(pointers(await hr.post(url(), body({ replaces: coTutor.id })))).toEqual(['/replaces other_role']);
});

test.each([true, false])(
  'nobody is given a mandate on a cancelled contract (as a draft: %s)',
  async (draft) => {
    const { contractId } = await app.given.contract({
      employerId: contract.employerId,
      draft,
      startsOn: '2026-09-01',
      until: '2027-09-01',
    });
    const cancelled = await hr.post(`/v1/contracts/${contractId}/cancel`);

    const opened = await hr.post(`/v1/contracts/${contractId}/mandates`, body({ from: '2026-09-01' }));

    expect([cancelled.status, opened.status]).toEqual([200, 409]);
    expect(opened.body).toMatchObject({
      code: 'illegal_transition',
      currentStatus: 'cancelled',
      allowed: [],
    });
    expect((await hr.get(`/v1/contracts/${contractId}/mandates`)).body.data).toEqual([]);
  },
);

test('a mandate is shortened, never prolonged', async () => {
  const { body: opened } = await hr.post(url(), body({ to: '2026-08-31' }));
  const end = `/v1/mandates/${opened.id}/end`;

  const ended = await hr.post(end, { on: '2026-06-01' });
  expect([ended.status, ended.body.to, ended.body.plannedTo]).toEqual([200, '2026-05-31', '2026-08-31']);
  expect(pointers(await hr.post(end, { on: '2026-06-02' }))).toEqual(['/on after_end']);
  expect(pointers(await hr.post(end, { on: '2026-03-11' }))).toEqual(['/on before_start']);
  expect((await admin.post(end, { on: '2026-04-01' })).status).toBe(403);
  expect((await hr.post(end)).body).toMatchObject({ to: '2026-03-11' });
  expect((await eventsOf()).map((e: { type: string; data: { on?: string } }) => e.data.on)).toEqual([
    undefined,
    '2026-06-01',
    '2026-03-12',
  ]);
});

test('nobody opens their own mandate, nor prolongs it', async () => {
  const own = body({ personId: hrIs.personId, to: '2026-03-31' });
  const colleague = await app.as(await app.given.someone('hr', contract.employerId));

  expect((await hr.post(url(), own)).body.code).toBe('forbidden');
  expect((await colleague.post(url(), own)).status).toBe(201);
  expect((await hr.post(url(), { ...own, from: '2026-04-01', to: '2026-04-30' })).body.code).toBe(
    'forbidden',
  );
  expect((await colleague.post(url(), { ...own, from: '2026-04-01', to: '2026-04-30' })).status).toBe(201);
});

test('a main tutor of a signed contract is of age and has room, also when two are named at once', async () => {
  const young = await app.given.someone('tutor', contract.employerId, { birthDate: '2008-03-13' });
  const others = [];
  for (let i = 0; i < 3; i++) others.push(await app.given.contract({ employerId: contract.employerId }));
  const full = others[0] as GivenContract;
  await app.given.mandate(full, 'main_tutor', { person: sophie });

  const answers = await Promise.all(
    others.slice(1).map(({ contractId }) => hr.post(`/v1/contracts/${contractId}/mandates`, body())),
  );
  const refused = await hr.post(url(), body());

  expect((await hr.post(url(), body({ personId: young.personId }))).body.code).toBe('tutor_under_age');
  expect((await hr.post(url(), body({ personId: young.personId, from: '2026-03-13' }))).status).toBe(201);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect([refused.status, refused.body.code]).toEqual([409, 'tutor_over_capacity']);
});

test('an absence is declared by the holder or an administrator, and listed', async () => {
  const { body: opened } = await hr.post(url(), body());
  const absences = `/v1/mandates/${opened.id}/absences`;
  const away = { from: '2026-04-01', to: '2026-04-15' };
  const colleague = await app.as(await app.given.mandate(contract, 'co_tutor'));

  const declared = await (await app.as(sophie)).post(absences, away);
  const byCentre = await admin.post(absences, { from: '2026-05-01', to: '2026-05-01' });
  const refused = await colleague.post(absences, away);
  const reversed = await hr.post(absences, { from: '2026-04-15', to: '2026-04-14' });

  expect([declared.status, byCentre.status, refused.status, reversed.status]).toEqual([201, 201, 403, 422]);
  expect(declared.body).toMatchObject({ ...away, mandateId: opened.id, recordedBy: sophie.personId });
  expect((await colleague.get(absences)).body.data).toEqual([declared.body, byCentre.body]);
  expect((await eventsOf()).at(-2)).toMatchObject({
    type: 'mandate.absence_declared',
    data: { mandateId: opened.id, ...away },
  });
});

test('mandates are listed page by page', async () => {
  await hr.post(url(), body());
  await hr.post(url(), body({ role: 'co_tutor' }));

  const first = await hr.get(`${url()}?limit=1`);
  const second = await hr.get(`${url()}?limit=1&after=${first.body.page.next}`);

  expect([first.body.data[0].role, second.body.data[0].role, second.body.page.next]).toEqual([
    'main_tutor',
    'co_tutor',
    null,
  ]);
});
