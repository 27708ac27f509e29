import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

/** An alternant agrees to be seen, employers see, the centre brings them together; her own employer learns nothing. */

let app: TestApp;
let contract: GivenContract;
let own: Caller;
let alternant: Caller;
let centre: Caller;
let employer: OrganisationId;
let seeker: Someone;
let hr: Caller;
let count = 0;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

/** An employer of a company of its own, unless its SIREN is told; in Paris. */
async function establishment(siren = String(400_000_000 + (count += 1)), finess = '750000010') {
  const id: OrganisationId = newId();
  await app.owner.query(
    `insert into organisations (id, kind, name, siret, finess, structure_type, version, created_at, updated_at)
     values ($1, 'employer', $2, $3, $4, 'EHPAD', 1, $5, $5)`,
    [id, `EHPAD ${count}`, `${siren}000${10 + (count % 90)}`, finess, app.clock.now()],
  );
  return id;
}
const hrOf = async (id: OrganisationId) => app.as(await app.given.someone('hr', id));

beforeEach(async () => {
  app.clock.set('2026-03-12');
  await app.owner.query('update prospect_agreements set withdrawn_at = agreed_at');
  contract = await app.given.contract({
    employerId: await establishment(`3${String((count += 1)).padStart(8, '0')}`),
  });
  own = await hrOf(contract.employerId);
  alternant = await app.as({ ...contract.alternant, roles: ['alternant'] });
  centre = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  employer = await establishment();
  seeker = await app.given.someone('hr', employer);
  hr = await app.as(seeker);
});

const url = (what: string) => `/v1/contracts/${contract.contractId}/${what}`;
const agree = (values: object = {}, by = alternant) =>
  by.post(url('prospect-agreements'), { departments: ['75'], structureTypes: ['EHPAD'], ...values });
const agreed = async (values: object = {}): Promise<string> => {
  const { status, body } = await agree(values);
  expect([status, body.isInForce]).toEqual([201, true]);
  return body.id;
};
/** The alternants whom somebody sees: those of the tests before withdrew. */
const seen = async (by: Caller, query = ''): Promise<{ id: string; givenName: string }[]> => {
  const { status, body } = await by.get(`/v1/prospects?limit=500${query}`);
  expect(status).toBe(200);
  return body.data;
};

test('an employer of the area and type sees what she agreed to, nothing more, and she is told of it', async () => {
  expect(await seen(hr)).toEqual([]);
  await agreed({ message: 'Je cherche près de chez moi.' });
  const [found] = await seen(hr);
  expect(found).toEqual({
    id: expect.any(String),
    givenName: 'Inès',
    familyName: null,
    framework: { code: expect.any(String), title: expect.any(String) },
    currentLevel: expect.objectContaining({ code: 'observation' }),
    complete: false,
    endsIn: '2027-08',
    trainingCentreName: 'CFA de la Loire',
    message: 'Je cherche près de chez moi.',
  });
  expect(await seen(hr, '&endsFrom=2027-09')).toEqual([]);
  await seen(hr);
  for (const by of [alternant, centre])
    expect((await by.get(url('prospect-views'))).body.data).toEqual([
      { employer: { id: employer, name: expect.any(String) }, viewedOn: '2026-03-12' },
    ]);
  expect((await own.get(url('prospect-views'))).status).toBe(403);
  // Another employer knows her by another id.
  const [other] = await seen(await hrOf(await establishment()));
  expect(other?.id).not.toBe(found?.id);
  for (const [type, finess] of [
    ['EHPAD', '690000010'],
    ['MAS', '750000010'],
  ] as const) {
    const elsewhere = await establishment(undefined, finess);
    await app.owner.query('update organisations set structure_type = $2 where id = $1', [elsewhere, type]);
    expect(await seen(await hrOf(elsewhere))).toEqual([]);
  }
});

test('her own employer learns nothing, by no second membership and no other establishment of its company', async () => {
  await agreed();
  const { rows } = await app.owner.query<{ siret: string }>('select siret from organisations where id = $1', [
    contract.employerId,
  ]);
  const sister = await establishment(rows[0]?.siret.slice(0, 9));
  const both = await app.given.someone('hr', employer);
  await app.given.membership(both, 'tutor', contract.employerId);
  const tutor = await app.given.mandate(contract, 'observer', {
    person: await app.given.someone('hr', employer),
  });
  // Of two employers both, she looks for the other one.
  expect((await (await app.as(both)).get(`/v1/prospects?employerId=${employer}`)).body.data).toEqual([]);
  for (const by of [own, await hrOf(sister), await app.as({ ...tutor, roles: ['hr'] })])
    expect(await seen(by)).toEqual([]);
  // Nor does it find a trace.
  const events = JSON.stringify((await own.get(url('events?limit=500'))).body);
  expect(events).not.toMatch(/prospect/i);
  for (const path of [url('prospect-agreements'), url('prospect-views')])
    expect((await own.get(path)).status).toBe(403);
  const double = await app.given.someone('centre_admin', contract.trainingCentreId);
  await app.given.membership(double, 'hr', contract.employerId);
  expect((await (await app.as(double)).get(url('prospect-agreements'))).body.data).toEqual([]);
  expect(await seen(hr)).toHaveLength(1);
  // She may say so.
  await agreed({ showsOwnEmployer: true, showsFamilyName: true });
  expect(await seen(own)).toMatchObject([{ givenName: 'Inès', familyName: 'Moreau' }]);
});

test('whom she keeps out sees nothing; what she withdraws, or replaces, is not seen any more', async () => {
  await agreed({ hiddenFrom: [employer] });
  expect(await seen(hr)).toEqual([]);
  const id = await agreed();
  expect(await seen(hr)).toHaveLength(1);
  expect((await centre.post(`/v1/prospect-agreements/${id}/withdraw`)).status).toBe(403);
  const withdrawn = await alternant.post(`/v1/prospect-agreements/${id}/withdraw`);
  expect([withdrawn.status, withdrawn.body.isInForce]).toEqual([200, false]);
  expect((await alternant.post(`/v1/prospect-agreements/${id}/withdraw`)).body).toEqual(withdrawn.body);
  expect(await seen(hr)).toEqual([]);
  expect((await alternant.get(url('prospect-agreements'))).body.data).toHaveLength(2);
});

test('who was engaged since, lost the account, or whose agreement is over, is not seen', async () => {
  await agreed({ untilOn: '2026-03-20' });
  app.clock.set('2026-03-20');
  expect(await seen(hr)).toHaveLength(1);
  app.clock.set('2026-03-21');
  expect(await seen(hr)).toEqual([]);
  await agreed();
  await app.owner.query('update accounts set disabled_at = $2, disabled_by = $3 where id = $1', [
    contract.alternant.accountId,
    app.clock.now(),
    contract.alternant.personId,
  ]);
  expect(await seen(hr)).toEqual([]);
  await app.owner.query('update accounts set disabled_at = null, disabled_by = null where id = $1', [
    contract.alternant.accountId,
  ]);
  expect(await seen(hr)).toHaveLength(1);
  const { alternant: same, ladderId } = contract;
  await app.given.contract({ alternant: same, ladderId, startsOn: '2027-09-01', until: '2028-09-01' });
  expect(await seen(hr)).toEqual([]);
});

test('nobody agrees for her, nor as a minor, of a draft, for too long', async () => {
  for (const by of [centre, own, hr]) expect((await agree({}, by)).status).toBe(403);
  const other = await app.as({ ...(await app.given.contract()).alternant, roles: ['alternant'] });
  expect((await agree({}, other)).status).toBe(404);
  expect((await agree({ untilOn: '2027-03-13' })).body.errors).toMatchObject([{ pointer: '/untilOn' }]);
  expect((await agree({ hiddenFrom: [contract.trainingCentreId] })).body.errors).toMatchObject([
    { pointer: '/hiddenFrom/0' },
  ]);
  expect((await agree({ departments: ['99'] })).body.errors).toMatchObject([{ pointer: '/departments' }]);
  contract = await app.given.contract({ birthDate: '2008-03-13' });
  const minor = await app.as({ ...contract.alternant, roles: ['alternant'] });
  expect((await agree({}, minor)).body.code).toBe('prospects_unavailable');
});

test('a contact goes through the centre, and each of the three may think again', async () => {
  await agreed();
  const ask = (id: string, by = hr) =>
    by.post(`/v1/prospects/${id}/contacts`, { message: 'Rencontrons-nous.' });
  // An id is worth nothing to whoever did not see it, or before.
  expect((await ask(newId())).status).toBe(404);
  const [found] = await seen(hr);
  const prospect = found?.id ?? '';
  expect((await ask(prospect, await hrOf(await establishment()))).status).toBe(404);
  const asked = await ask(prospect);
  expect(asked.body).toMatchObject({ contractId: null, state: 'asked', prospectId: prospect });
  expect((await ask(prospect)).body.code).toBe('prospect_contacted');

  const decide = (by: Caller, decision: string, reason?: string) =>
    by.post(`/v1/prospect-contacts/${asked.body.id}/decide`, { decision, ...(reason && { reason }) });
  expect((await own.get('/v1/prospect-contacts')).body.data).toEqual([]);
  expect((await decide(own, 'withdrawn')).status).toBe(404);
  expect((await decide(hr, 'passed_on')).status).toBe(403);
  expect((await decide(alternant, 'accepted')).body).toMatchObject({
    code: 'illegal_transition',
    currentStatus: 'asked',
  });
  expect((await decide(centre, 'declined')).body.errors).toMatchObject([{ pointer: '/reason' }]);
  expect((await decide(centre, 'declined', 'Trop loin.')).body.state).toBe('declined');
  expect((await decide(centre, 'passed_on')).body).toMatchObject({
    state: 'passed_on',
    contractId: contract.contractId,
  });
  const two = await Promise.all([decide(alternant, 'accepted'), decide(hr, 'withdrawn')]);
  const states = two.map(({ body }) => body.state ?? body.code);
  expect([
    ['accepted', 'withdrawn'],
    ['illegal_transition', 'withdrawn'],
  ]).toContainEqual(states);
  expect((await hr.get(`/v1/prospect-contacts/${asked.body.id}`)).body.state).toBe('withdrawn');
});

test('what awaits an answer lapses when she withdraws; a program, and HR that left, see nothing', async () => {
  const id = await agreed();
  const [found] = await seen(hr);
  const { body } = await hr.post(`/v1/prospects/${found?.id}/contacts`, { message: 'Bonjour.' });
  await alternant.post(`/v1/prospect-agreements/${id}/withdraw`);
  expect((await hr.get(`/v1/prospect-contacts/${body.id}`)).body).toMatchObject({
    state: 'lapsed',
    allowed: [],
  });
  expect((await hr.post(`/v1/prospects/${found?.id}/contacts`, { message: 'Bonjour.' })).status).toBe(404);
  await agreed();
  const program = app.asClient(await app.given.apiClient(employer));
  expect((await program.get('/v1/prospects')).status).toBe(403);
  await app.owner.query('update memberships set until_day = $2 where person_id = $1', [
    seeker.personId,
    '2026-03-12',
  ]);
  expect((await hr.get('/v1/prospects')).status).toBe(403);
  expect((await hr.get(`/v1/prospect-contacts/${body.id}`)).status).toBe(404);
});
