import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let employerId: OrganisationId;
let trainingCentreId: OrganisationId;
let hr: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  employerId = await app.given.organisation();
  trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
  hr = await app.as(await app.given.someone('hr', employerId));
});
beforeEach(() => app.clock.set('2026-03-12'));
afterAll(() => app.stop());

const draft = (values: Parameters<TestApp['given']['contract']>[0] = {}): Promise<GivenContract> =>
  app.given.contract({
    employerId,
    trainingCentreId,
    startsOn: '2026-04-01',
    until: '2028-04-01',
    draft: true,
    ...values,
  });
const sign = (contract: GivenContract, body?: object, by: Caller = hr) =>
  by.post(`/v1/contracts/${contract.contractId}/sign`, body);
const tutoring = (contract: GivenContract, person?: Someone) =>
  app.given.mandate(contract, 'main_tutor', { from: '2026-04-01', ...(person ? { person } : {}) });

test('HR signs without saying more: today, before the first day', async () => {
  const contract = await draft();
  const tutor = await tutoring(contract);

  const signed = await sign(contract);

  expect(signed.status).toBe(200);
  expect(signed.headers['etag']).toBe('"2"');
  expect(signed.body).toMatchObject({
    status: 'signed',
    signedOn: '2026-03-12',
    warnings: [],
    flags: [],
    mainTutorId: null,
  });
  app.clock.set('2026-04-01');
  const read = await hr.get(`/v1/contracts/${contract.contractId}`);
  expect(read.body).toMatchObject({ status: 'active', mainTutorId: tutor.personId });
  const events = await hr.get(`/v1/contracts/${contract.contractId}/events`);
  expect(events.body.data.at(-1)).toMatchObject({
    type: 'contract.signed',
    sequence: 2,
    data: { on: '2026-03-12' },
  });
});

test('a contract that began already is signed on its first day at the latest', async () => {
  const contract = await draft({ startsOn: '2026-02-02', until: '2028-02-01' });
  await app.given.mandate(contract, 'main_tutor', { from: '2026-02-02' });

  const late = await sign(contract, { on: '2026-02-03' });
  const signed = await sign(contract);

  expect([late.status, late.body.errors[0].pointer, late.body.errors[0].code]).toEqual([
    422,
    '/on',
    'after_start',
  ]);
  expect(signed.body).toMatchObject({ status: 'active', signedOn: '2026-02-02' });
});

test('a sheet that expired before the first day warns with the next one, at the signature and in the cohort; not who entered before', async () => {
  const { rows } = await app.owner.query<{ id: LadderId }>(
    `select l.id from ladders l join frameworks f on f.id = l.framework_id where f.details ->> 'rncp' = 'RNCP35830'`,
  );
  const ladderId = rows[0]?.id;
  if (!ladderId) throw new Error('DEAS is shipped');
  const late = await draft({ ladderId });
  await tutoring(late);
  const early = await draft({ ladderId, startsOn: '2025-09-01', until: '2027-09-01' });
  await app.given.mandate(early, 'main_tutor', { from: '2025-09-01' });

  const warned = await sign(late);
  const other = await sign(early);

  expect([warned.status, other.status]).toEqual([200, 200]);
  expect(warned.body.warnings).toEqual([
    { code: 'framework_expired', detail: expect.stringContaining("voyez RNCP40692, « Diplôme d'État") },
  ]);
  expect(other.body.warnings).toEqual([]);
  app.clock.set('2026-04-02');
  const { body } = await hr.get('/v1/reports/cohort?flag=framework_expired');
  expect(body.data).toMatchObject([
    { contractId: late.contractId, framework: { code: 'DEAS', rncp: 'RNCP35830' } },
  ]);
});

test('the centre may sign too; nobody else', async () => {
  const contract = await draft();
  const tutor = await tutoring(contract);
  const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  const otherHr = await app.given.someone('hr', await app.given.organisation());
  const observer = await app.as(await app.given.mandate(contract, 'observer', { person: otherHr }));
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));

  expect((await sign(contract, undefined, await app.as(tutor))).status).toBe(403);
  expect((await sign(contract, undefined, observer)).body.code).toBe('forbidden');
  await app.owner.query('delete from mandates where person_id = $1', [otherHr.personId]);
  expect((await sign(contract, undefined, stranger)).status).toBe(404);
  expect((await sign(contract, undefined, admin)).status).toBe(200);
});

test('without a main tutor on the first day there is no signature', async () => {
  const contract = await draft();
  await app.given.mandate(contract, 'main_tutor', { from: '2026-04-02' });

  const refused = await sign(contract);

  expect([refused.status, refused.body.code]).toEqual([409, 'main_tutor_missing']);
  expect((await hr.get(`/v1/contracts/${contract.contractId}`)).body.status).toBe('draft');
});

test('a tutor is of age; when nobody knows, the signature warns in the reader’s language', async () => {
  const contract = await draft();
  const person = await app.given.someone('tutor', employerId, { birthDate: '2008-04-02' });
  await tutoring(contract, person);
  const young = await sign(contract);
  await app.owner.query('update people set birth_date = null where id = $1', [person.personId]);

  const signed = await hr.post(`/v1/contracts/${contract.contractId}/sign`, {}, { 'accept-language': 'en' });

  expect([young.status, young.body.code]).toEqual([409, 'tutor_under_age']);
  expect(signed.body.warnings).toEqual([
    { code: 'tutor_birth_date_unknown', detail: expect.stringContaining('birth date of a tutor') },
  ]);
});

test('a minor signs with a legal representative', async () => {
  const contract = await draft({ birthDate: '2008-03-13' });
  await tutoring(contract);

  expect((await sign(contract)).body.code).toBe('legal_representative_missing');
  app.clock.set('2026-03-13');
  expect((await sign(contract)).status).toBe(200);

  const minor = await draft({ birthDate: null });
  await tutoring(minor);
  await app.owner.query(
    `update contracts set legal_representative = '{"givenName":"N","familyName":"M","email":null,"phone":null}' where id = $1`,
    [minor.contractId],
  );
  expect((await sign(minor)).body.warnings.map((w: { code: string }) => w.code)).toEqual([
    'alternant_birth_date_unknown',
  ]);
});

test('one alternant has one signed contract on a day, also when both are signed at the same moment', async () => {
  const first = await draft();
  const second = await draft({ alternant: first.alternant, startsOn: '2028-03-31', until: '2029-04-01' });
  const next = await draft({ alternant: first.alternant, startsOn: '2028-04-01', until: '2029-04-01' });
  await tutoring(first);
  await tutoring(second);
  await tutoring(next);

  const answers = await Promise.all([sign(first), sign(second)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('contract_overlap');
  if (answers[0]?.status === 200) expect((await sign(next)).status).toBe(200);
});

test('a tutor follows two contracts at once and one of somebody who repeats', async () => {
  const tutor = await app.given.someone('tutor', employerId);
  const contracts = [];
  for (let i = 0; i < 3; i++) {
    const contract = await draft();
    await tutoring(contract, tutor);
    contracts.push(contract);
  }
  const [first, second, third] = contracts as [GivenContract, GivenContract, GivenContract];
  expect((await sign(first)).status).toBe(200);
  expect((await sign(second)).status).toBe(200);

  const refused = await sign(third);
  const before = await app.given.contract({
    alternant: third.alternant,
    startsOn: '2024-09-01',
    until: '2025-09-01',
  });
  await app.owner.query('update contracts set continuation_of = $2 where id = $1', [
    third.contractId,
    before.contractId,
  ]);
  const repeating = await sign(third);

  expect([refused.status, refused.body.code]).toEqual([409, 'tutor_over_capacity']);
  expect(refused.body).toMatchObject({
    tutorId: tutor.personId,
    followed: 3,
    limit: 2,
    repeating: 1,
    on: '2026-04-01',
  });
  expect(repeating.status).toBe(200);
});

test('two signatures at the same moment do not give a tutor one contract too many', async () => {
  const tutor = await app.given.someone('tutor', employerId);
  const full = await draft();
  await tutoring(full, tutor);
  await sign(full);
  const contracts = [await draft(), await draft(), await draft(), await draft()];
  for (const contract of contracts) await tutoring(contract, tutor);

  const answers = await Promise.all(contracts.map((contract) => sign(contract)));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
});

test('signing twice is an illegal transition that names what is possible', async () => {
  const contract = await draft();
  await tutoring(contract);
  const answers = await Promise.all(Array.from({ length: 5 }, () => sign(contract)));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
    code: 'illegal_transition',
    currentStatus: 'signed',
    allowed: ['cancel'],
  });
});

test('a draft that changed under its mandates is not signed until they fit again', async () => {
  const contract = await draft();
  const tutor = await tutoring(contract);
  await app.owner.query('update contracts set alternant_id = $2 where id = $1', [
    contract.contractId,
    tutor.personId,
  ]);

  const refused = await sign(contract);

  expect([refused.status, refused.body.code]).toEqual([409, 'mandate_unfit']);
  expect(refused.body.mandates).toMatchObject([{ personId: tutor.personId, role: 'main_tutor' }]);
});
