import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;
let admin: Caller;
let alternant: Caller;
let taker: {
  readonly id: OrganisationId;
  readonly hr: Caller;
  readonly tutorIs: Someone;
  readonly tutor: Caller;
};

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

/** A contract from 1 September 2025 to 31 August 2027, and an employer to which it may pass. */
beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  alternant = await app.as(scenario.contract.alternant);
  const id = await app.given.organisation({ name: 'Clinique du Parc' });
  const tutorIs = await app.given.someone('tutor', id);
  taker = { id, hr: await app.as(await app.given.someone('hr', id)), tutorIs, tutor: await app.as(tutorIs) };
});

const url = (id: string = scenario.contract.contractId) => `/v1/contracts/${id}`;
const code = ({ status, body }: TestResponse) => [status, body.errors?.[0]?.code ?? body.code];
const transfer = (employerId: string = taker.id) => ({
  effectiveOn: '2026-04-01',
  changes: { employerId },
  reason: 'Reprise de l’activité par la clinique',
});
const propose = (body: object = transfer(), by = hr) => by.post(`${url()}/amendments`, body);
const sign = (id: string, by: Caller, body?: object) => by.post(`/v1/amendments/${id}/signatures`, body);
const accept = (id: string, by = taker.hr, mainTutorId: string = taker.tutorIs.personId) =>
  sign(id, by, { mainTutorId });
const refuse = (id: string, by: Caller) => by.post(`/v1/amendments/${id}/refusals`, { reason: 'Non' });
const withdraw = (id: string, by: Caller) =>
  by.post(`/v1/amendments/${id}/withdrawals`, { reason: 'Reprise reportée d’un mois' });
const status = async (by: Caller, id?: string) => {
  const read = await by.get(url(id));
  return read.body.status === 404 ? 404 : read.body.status;
};

/** All signed; what goes on. */
async function agreed(): Promise<{ id: string; next: string }> {
  const { id } = (await propose()).body;
  expect(code(await accept(id))).toEqual([201, undefined]);
  const done = await sign(id, admin, { paperSignedByAll: true });
  expect(code(done)).toEqual([201, undefined]);
  return { id, next: done.body.transfer.contractId };
}

test('each signs, the new employer by whom it names, the centre last; until then it reads the amendment alone', async () => {
  const { id } = (await propose()).body;
  expect((await taker.hr.get('/v1/amendments')).body.data).toMatchObject([
    {
      id,
      transfer: { alternantName: expect.any(String), contractId: null },
      reason: 'Reprise de l’activité par la clinique',
      formAfter: null,
    },
  ]);
  expect([await status(taker.hr), (await taker.hr.get(`${url()}/amendments`)).status]).toEqual([404, 404]);
  expect((await taker.hr.get(`/v1/amendments/${id}`)).body).toMatchObject({ id, status: 'proposed' });
  expect((await taker.tutor.get(`/v1/amendments/${id}`)).status).toBe(404);
  expect(code(await sign(id, admin))).toEqual([409, 'signatures_awaited']);
  expect(code(await sign(id, admin, { paperSignedByAll: true }))).toEqual([409, 'signatures_awaited']);

  expect(code(await sign(id, taker.hr))).toEqual([422, 'required']);
  expect(code(await accept(id, taker.hr, scenario.tutorIs.personId))).toEqual([422, 'not_a_member']);
  expect(code(await accept(id, hr))).toEqual([404, 'not_found']);
  const program = app.asClient(await app.given.apiClient(taker.id));
  expect(code(await accept(id, program))).toEqual([403, 'person_required']);
  expect((await accept(id)).body.awaits).toEqual(['employer', 'training_centre', 'alternant']);
  expect(code(await accept(id))).toEqual([409, 'already_signed']);

  expect(code(await sign(id, hr, { paperSignedByAll: true }))).toEqual([403, 'forbidden']);
  expect((await sign(id, alternant)).status).toBe(201);
  expect((await sign(id, hr)).body.awaits).toEqual(['training_centre']);
  const done = await sign(id, admin);
  expect(done.body).toMatchObject({ status: 'signed', changed: ['employerId'], awaits: [] });
  const { contractId } = done.body.transfer;
  expect((await alternant.get(url(contractId))).body).toMatchObject({
    status: 'signed',
    employerId: taker.id,
    startsOn: '2026-04-01',
    endsOn: '2027-08-31',
    continuationOf: scenario.contract.contractId,
    signedOn: (await hr.get(url())).body.signedOn,
  });
  expect(await status(hr, contractId)).toBe(404);
  const { data } = (await taker.hr.get(`${url(contractId)}/mandates`)).body;
  expect(data.map((one: { role: string; personId: string }) => [one.role, one.personId])).toEqual([
    ['main_tutor', taker.tutorIs.personId],
    ['referent', scenario.referentIs.personId],
  ]);
});

test('nothing applies before the day, and from it on each reads and signs its own', async () => {
  const sighted = {
    observedOn: '2026-03-11',
    items: [{ competency: 'C1', level: 'observation', outcome: 'performed' }],
  };
  expect((await scenario.tutor.post(`${url()}/observations`, sighted)).status).toBe(201);
  const { id, next } = await agreed();

  expect([await status(hr), await status(alternant, next)]).toEqual(['active', 'signed']);
  for (const by of [taker.hr, taker.tutor, admin, alternant])
    expect((await by.get(`${url(next)}/prior-facts`)).body.data).toEqual([]);
  expect([await status(taker.hr), (await taker.hr.get(`${url()}/ladder`)).status]).toEqual([404, 404]);
  expect(code(await taker.tutor.post(`${url(next)}/observations`, sighted))[0]).not.toBe(201);

  app.clock.set('2026-04-01');
  expect([await status(hr), await status(taker.hr, next)]).toEqual(['terminated', 'active']);
  expect((await hr.get(`/v1/amendments/${id}`)).body.status).toBe('in_force');
  expect((await taker.tutor.get(`${url(next)}/prior-facts`)).body.data).toHaveLength(1);
  expect([await status(taker.hr), await status(hr, next), await status(scenario.tutor, next)]).toEqual([
    404, 404, 404,
  ]);
  const today = { ...sighted, observedOn: '2026-04-01' };
  expect((await taker.tutor.post(`${url(next)}/observations`, today)).status).toBe(201);
  expect((await scenario.tutor.post(`${url()}/observations`, today)).status).not.toBe(201);
  expect((await scenario.tutor.post(`${url(next)}/observations`, today)).status).toBe(404);
  expect(code(await withdraw(id, hr))).toEqual([409, 'amendment_closed']);
});

test('the centre takes it back before its day, and the former contract goes on; by halves nobody does', async () => {
  const { id, next } = await agreed();
  const end = { on: '2026-03-20', cause: 'mutual_agreement', initiator: 'both' };
  expect(code(await hr.post(`${url()}/terminate`, end))).toEqual([409, 'transfer_agreed']);
  expect(code(await taker.hr.post(`${url(next)}/cancel`))).toEqual([409, 'transfer_agreed']);
  const steps = (await hr.get(`${url()}/steps`)).body.data;
  const ended = steps.find(({ kind }: { kind: string }) => kind === 'terminated');
  expect(ended).toMatchObject({ on: '2026-04-01', cause: 'employer_transferred' });
  const undone = await hr.post(`/v1/contract-steps/${ended.id}/withdrawals`, { reason: 'Non' });
  expect(code(undone)).toEqual([409, 'transfer_agreed']);

  expect(code(await withdraw(id, hr))).toEqual([403, 'forbidden']);
  expect((await withdraw(id, admin)).body).toMatchObject({
    status: 'withdrawn',
    transfer: { contractId: next },
  });
  expect(await status(taker.hr, next)).toBe('cancelled');
  app.clock.set('2026-04-02');
  expect(await status(hr)).toBe('active');
  expect((await hr.get(url())).body.endsOn).toBe('2027-08-31');
  const again = (await propose({ ...transfer(), effectiveOn: '2026-04-10' })).body.id;
  await accept(again);
  expect((await sign(again, admin, { paperSignedByAll: true })).body.status).toBe('signed');
});

test('two transfers, and a transfer beside a termination: the first that is complete holds', async () => {
  const first = (await propose()).body.id;
  const second = (await propose()).body.id;
  await accept(first);
  await accept(second);
  const both = await Promise.all([first, second].map((id) => sign(id, admin, { paperSignedByAll: true })));
  expect(both.map((one) => one.status).sort()).toEqual([201, 409]);
  expect(both.map(code)).toContainEqual([409, 'end_recorded']);

  const other = await LadderScenario.start(app);
  const centre = await app.as(await app.given.someone('centre_admin', other.contract.trainingCentreId));
  const at = url(other.contract.contractId);
  const { id } = (await centre.post(`${at}/amendments`, transfer())).body;
  await accept(id);
  const end = { on: '2026-03-20', cause: 'mutual_agreement', initiator: 'both' };
  const [signed, terminated] = await Promise.all([
    sign(id, centre, { paperSignedByAll: true }),
    centre.post(`${at}/terminate`, end),
  ]);
  expect([signed.status, terminated.status].filter((one) => one < 300)).toHaveLength(1);
});

test('to an employer that is not there, refuses or says nothing it does not pass', async () => {
  expect(code(await propose(transfer(scenario.contract.trainingCentreId)))).toEqual([
    422,
    'employer_expected',
  ]);
  expect(code(await propose(transfer(scenario.contract.alternant.personId)))).toEqual([
    422,
    'unknown_reference',
  ]);
  expect(code(await propose(transfer(scenario.contract.employerId)))).toEqual([422, 'unchanged']);

  const { id } = (await propose()).body;
  const unrelated = await app.as(await app.given.someone('hr', await app.given.organisation({})));
  expect(code(await refuse(id, unrelated))).toEqual([404, 'not_found']);
  expect((await accept(id)).status).toBe(201);
  // It signed, and thinks better of it before the others have.
  expect((await refuse(id, taker.hr)).body.status).toBe('refused');
  const raced = (await propose()).body.id;
  await accept(raced);
  const two = await Promise.all([refuse(raced, taker.hr), sign(raced, admin, { paperSignedByAll: true })]);
  expect(two.map((one) => one.status).sort()).toEqual([201, 409]);
  expect(code(await sign(id, admin, { paperSignedByAll: true }))).toEqual([409, 'amendment_closed']);
  expect((await hr.get(`/v1/amendments/${id}`)).body).toMatchObject({
    status: 'refused',
    answers: [{ party: 'new_employer' }, { party: 'new_employer', kind: 'refused', reason: 'Non' }],
  });
});

test('what goes on keeps the group, and who was away is away there; a refused signature leaves nothing', async () => {
  expect((await admin.post(`${url()}/groups`, { group: 'DEAS 2' })).status).toBeLessThan(202);
  expect((await hr.post(`${url()}/suspend`, { on: '2026-03-12' })).status).toBe(200);
  const { id } = (await propose()).body;
  await accept(id);
  const held = app.owner.query('update memberships set until_day = $2 where person_id = $1', [
    taker.tutorIs.personId,
    '2026-03-20',
  ]);
  await held;
  expect(code(await sign(id, admin, { paperSignedByAll: true }))).toEqual([409, 'main_tutor_missing']);
  expect(await status(hr)).toBe('suspended');
  await app.owner.query('update memberships set until_day = null where person_id = $1', [
    taker.tutorIs.personId,
  ]);
  const done = await sign(id, admin, { paperSignedByAll: true });
  expect(code(done)).toEqual([201, undefined]);
  app.clock.set('2026-04-01');
  expect((await alternant.get(url(done.body.transfer.contractId))).body).toMatchObject({
    status: 'suspended',
    group: 'DEAS 2',
    externalId: null,
  });
});

test('a minor’s representative signs too, on the paper, and is named on what goes on', async () => {
  const minor = await LadderScenario.start(app, { birthDate: '2009-05-04' });
  const centre = await app.as(await app.given.someone('centre_admin', minor.contract.trainingCentreId));
  const at = url(minor.contract.contractId);
  const { body } = await centre.post(`${at}/amendments`, transfer());
  expect(body.awaits).toContain('legal_representative');
  await accept(body.id);
  const lacking = await sign(body.id, centre, { paperSignedByAll: true });
  expect(code(lacking)).toEqual([409, 'legal_representative_missing']);
  const named = { legalRepresentative: { givenName: 'Odile', familyName: 'Martin' } };
  expect((await centre.patch(at, named, { 'if-match': '*' })).status).toBe(200);
  const done = await sign(body.id, centre, { paperSignedByAll: true });
  expect(code(done)).toEqual([201, undefined]);
  const { legalRepresentative } = (await centre.get(url(done.body.transfer.contractId))).body;
  expect(legalRepresentative).toEqual((await centre.get(at)).body.legalRepresentative);
});
