import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

// The form of one contract, filled step by step by both sides.

let app: TestApp;
let employerId: OrganisationId;
let trainingCentreId: OrganisationId;
let [hr, admin]: Caller[] = [];
let contract: GivenContract;
let tutor: Someone;
const as = (caller: Caller | undefined) => caller as Caller;

beforeAll(async () => {
  app = await TestApp.start();
  employerId = await app.given.organisation();
  trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
  hr = await app.as(await app.given.someone('hr', employerId));
  admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract({
    employerId,
    trainingCentreId,
    startsOn: '2026-04-01',
    until: '2028-04-01',
    draft: true,
  });
  tutor = await app.given.mandate(contract, 'main_tutor', { from: '2026-04-01' });
});

const path = () => `/v1/contracts/${contract.contractId}/form`;
const fill = (by: Caller | undefined, body: object, tag = '*') =>
  as(by).patch(path(), body, { 'if-match': tag });
const pointers = (answer: { body: { errors?: { pointer: string; code: string }[] } }) =>
  (answer.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

test('both sides fill it step by step; one answer has what fills the paper, and what is missing', async () => {
  const empty = await as(hr).get(path());
  expect([empty.status, empty.headers['etag'], empty.body.version]).toEqual([200, '"0"', 0]);
  expect(empty.body).toMatchObject({
    formRead: true,
    employer: { naf: null },
    tutors: [],
    recorded: {
      kind: 'apprenticeship',
      startsOn: '2026-04-01',
      endsOn: '2028-03-31',
      employer: { id: employerId, siret: '55208131766522' },
      alternant: { familyName: 'Moreau' },
      tutors: [{ personId: tutor.personId, role: 'main_tutor' }],
    },
  });
  const first = await fill(hr, {
    formVersion: '10103*14',
    employer: { naf: '87.10A', idcc: '413', employerType: '15', isPublic: false, address: { city: 'Lyon' } },
    tutors: [{ personId: tutor.personId, jobHeld: 'Aide-soignante', diplomaLevel: '3' }],
  });
  expect(first.status).toBe(200);
  const second = await fill(
    admin,
    { training: { rncp: '40692' }, terms: { weeklyMinutes: 2100 } },
    first.headers['etag'],
  );

  expect(second.body).toMatchObject({
    employer: { naf: '8710A', idcc: '0413', address: { city: 'Lyon', street: null } },
    training: { rncp: 'RNCP40692', hours: null },
    terms: { weeklyMinutes: 2100 },
    tutors: [{ personId: tutor.personId, jobHeld: 'Aide-soignante', sameField: null }],
  });
  expect(second.body.words).toContainEqual({
    pointer: '/employer/employerType',
    code: '15',
    label: 'Association',
  });
  expect(second.body.missing).toContain('/employer/address/street');
  expect(second.body.missing).not.toContain('/employer/naf');
  const english = await as(admin).get(path(), { headers: { 'accept-language': 'en' } });
  expect(english.body.words[0].label).toBe('Non-profit association');
  const { body: history } = await as(hr).get(`/v1/contracts/${contract.contractId}/events`);
  expect(history.data.at(-1)).toMatchObject({
    type: 'contract.form_filled',
    data: { changed: ['terms.weeklyMinutes', 'training.rncp'] },
  });
  // The same again is no fact.
  expect((await fill(hr, { terms: { weeklyMinutes: 2100 } })).headers['etag']).toBe(second.headers['etag']);
});

test('all that is wrong is told at once, and nothing is recorded', async () => {
  const stranger = await app.given.someone('tutor', employerId);
  const refused = await fill(hr, {
    employer: { naf: '871', headcount: -1, moon: true, email: 'personne' },
    terms: { contractType: '99', weeklyMinutes: 3601, decaNumber: '042202613120042' },
    pay: {
      periods: [
        { from: '2026-04-01', to: '2026-03-31', year: 5, percent: 0, base: 'EUR', grossMonthlyCents: 1.5 },
      ],
    },
  });
  expect(refused.status).toBe(422);
  expect(pointers(refused).sort()).toEqual([
    '/employer/email email',
    '/employer/headcount whole_number',
    '/employer/moon unknown_field',
    '/employer/naf naf',
    '/pay/periods/0/base one_of',
    '/pay/periods/0/grossMonthlyCents whole_number',
    '/pay/periods/0/percent percent',
    '/pay/periods/0/to before_start',
    '/pay/periods/0/year whole_number',
    '/terms/contractType one_of',
    '/terms/decaNumber deca_month',
    '/terms/weeklyMinutes whole_number',
  ]);
  expect(pointers(await fill(hr, { tutors: [{ personId: stranger.personId }] }))).toEqual([
    '/tutors/0/personId unknown_reference',
  ]);
  // One day in each call.
  expect((await fill(hr, { training: { startsOn: '2026-09-01' } })).status).toBe(200);
  expect(pointers(await fill(admin, { training: { endsOn: '2026-08-31' } }))).toEqual([
    '/training/endsOn before_start',
  ]);
  expect((await as(hr).get(path())).body.training.endsOn).toBeNull();
  expect((await as(hr).patch(path(), {})).status).toBe(428);
});

test('of two at once who read the same version one is told to read again', async () => {
  const answers = await Promise.all([
    fill(hr, { terms: { riskyWork: true } }, '"0"'),
    fill(admin, { terms: { riskyWork: false } }, '"0"'),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

test('once signed, what was filled changes by amendment; what comes later is still written down', async () => {
  expect((await fill(hr, { terms: { weeklyMinutes: 2100 }, employer: { headcount: 40 } })).status).toBe(200);
  app.clock.set('2026-03-13');
  expect((await as(hr).post(`/v1/contracts/${contract.contractId}/sign`)).status).toBe(200);

  const refused = await fill(admin, { terms: { weeklyMinutes: 2400, decaNumber: '042202604120042' } });
  expect([refused.status, refused.body.code, refused.body.fields]).toEqual([
    409,
    'amendment_required',
    ['terms.weeklyMinutes'],
  ]);
  expect((await fill(admin, { terms: { weeklyMinutes: 2100, decaNumber: '042202604120042' } })).status).toBe(
    200,
  );
  expect((await fill(admin, { training: { hours: 770 } })).status).toBe(200);
  expect((await fill(hr, { employer: null })).body.fields).toEqual(['employer.headcount']);

  const then = await as(hr).get(`${path()}?at=2026-03-12`);
  expect(then.body.terms).toMatchObject({ weeklyMinutes: 2100, decaNumber: null });
  expect((await as(hr).get(`${path()}?at=2026-03-14`)).status).toBe(422);
  expect((await as(hr).get(`${path()}?at=2026-03-11`)).status).toBe(404);
});

test('a tutor, a referent and an auditor follow the contract and never see its form; strangers know of none', async () => {
  await fill(hr, { alternant: { disabledWorker: true, birthTown: 'Montbrison' } });
  const mandated = await app.as(tutor);
  const auditor = await app.as(await app.given.someone('auditor', trainingCentreId));
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));

  const alternant = await app.as(contract.alternant);
  expect((await alternant.get(path())).body.alternant).toMatchObject({ disabledWorker: true });
  expect((await fill(alternant, { terms: { riskyWork: true } })).status).toBe(403);
  for (const reader of [mandated, auditor]) {
    expect((await reader.get(path())).status).toBe(403);
    const { body } = await reader.get(`/v1/contracts/${contract.contractId}/events`);
    expect(body.data.at(-1).data).toEqual({ changed: ['alternant'] });
    expect(JSON.stringify(body)).not.toMatch(/disabled|Montbrison/);
  }
  expect([(await stranger.get(path())).status, (await fill(stranger, {})).status]).toEqual([404, 404]);
});

test('whoever is the alternant acts for no side, also as the HR who would', async () => {
  await app.given.membership(contract.alternant, 'hr', employerId);
  const both = await app.as({ ...contract.alternant, roles: ['alternant', 'hr'] });
  expect((await fill(both, { pay: { branchMinimumCents: 1 } })).status).toBe(403);
  expect((await both.get(path())).status).toBe(200);
});

test('an alternant who is made nobody leaves the contract in the form, and nothing of themselves; nor does a tutor', async () => {
  await fill(hr, {
    alternant: { birthTown: 'Montbrison' },
    terms: { decaNumber: '042202604120042', weeklyMinutes: 2100 },
    tutors: [{ personId: tutor.personId, jobHeld: 'Cheffe de service' }],
  });
  const content = async () => {
    const { rows } = await app.owner.query<{ content: object }>(
      'select f.content from contract_forms f where f.contract_id = $1',
      [contract.contractId],
    );
    return JSON.stringify(rows);
  };
  for (const { personId } of [contract.alternant, tutor])
    await app.owner.query('update people set erased_at = $2 where id = $1', [personId, app.clock.now()]);

  expect(await content()).toMatch(/2100/);
  expect(await content()).not.toMatch(/Montbrison|042202604120042|Cheffe/);
});
