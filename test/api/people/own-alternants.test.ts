import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';

// HR records its own alternants, and the centre is given them by the signature.

let app: TestApp;
let employer: OrganisationId;
let centre: OrganisationId;
let ladderId: LadderId;
let hr: Caller;
let client: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  employer = await app.given.organisation();
  centre = await app.given.organisation({ kind: 'training_centre' });
  ladderId = await app.given.ladder();
  hr = await app.as(await app.given.someone('hr', employer));
  client = app.asClient(await app.given.apiClient(employer));
  admin = await app.as(await app.given.someone('centre_admin', centre));
});
afterAll(() => app.stop());

const alternant = (organisationId: OrganisationId = employer) => ({
  givenName: 'Inès',
  familyName: 'Moreau',
  birthDate: '2003-01-15',
  memberships: [{ organisationId, role: 'alternant' }],
});

async function drafted(alternantId: string, by: Caller = hr): Promise<string> {
  const draft = await by.post('/v1/contracts', {
    kind: 'apprenticeship',
    alternantId,
    employerId: employer,
    trainingCentreId: centre,
    ladderId,
    startsOn: '2026-04-01',
    endsOn: '2027-08-31',
  });
  expect(draft.status).toBe(201);
  const tutor = await app.given.someone('tutor', employer, { birthDate: '1980-01-01' });
  const mandate = { personId: tutor.personId, role: 'main_tutor', from: '2026-04-01' };
  expect((await hr.post(`/v1/contracts/${draft.body.id}/mandates`, mandate)).status).toBe(201);
  return draft.body.id;
}

test('a program of HR records an alternant of the employer; the signature makes them the centre’s too', async () => {
  const put = await client.put('/v1/people/by-external-id/SIRH-1', alternant());
  expect([put.status, put.body.memberships]).toMatchObject([
    201,
    [{ organisationId: employer, role: 'alternant' }],
  ]);
  const { id } = put.body;
  const contractId = await drafted(id);
  expect((await admin.get(`/v1/people/${id}`)).body).toMatchObject({ birthDate: null, memberships: [] });

  expect((await client.post(`/v1/contracts/${contractId}/sign`)).status).toBe(200);

  const seen = await admin.get(`/v1/people/${id}`);
  expect(seen.body).toMatchObject({
    birthDate: '2003-01-15',
    externalId: 'SIRH-1',
    memberships: [{ organisationId: centre, role: 'alternant', from: '2026-03-12', to: null }],
  });
  expect(seen.headers['etag']).toBe('"2"');
  const again = await client.put('/v1/people/by-external-id/SIRH-1', alternant());
  expect([again.status, again.headers['etag']]).toEqual([200, '"2"']);
  const phone = await admin.patch(`/v1/people/${id}`, { phone: '06 00 00 00 00' }, { 'if-match': '"2"' });
  expect(phone.status).toBe(200);
});

test('who is the centre’s alternant already stays as they are, whoever signs', async () => {
  const put = await admin.post('/v1/people', alternant(centre));
  const contractId = await drafted(put.body.id, admin);

  expect((await admin.post(`/v1/contracts/${contractId}/sign`)).status).toBe(200);

  const seen = await admin.get(`/v1/people/${put.body.id}`);
  expect([seen.headers['etag'], seen.body.memberships]).toMatchObject(['"1"', [{ from: null, to: null }]]);
});

test('HR gives the role in its own house only, and invites nobody by it', async () => {
  const elsewhere = await app.given.organisation();

  expect((await hr.post('/v1/people', alternant(elsewhere))).status).toBe(403);
  expect((await hr.post('/v1/people', alternant(centre))).status).toBe(403);
  expect((await admin.post('/v1/people', alternant(employer))).status).toBe(403);
  const invitation = { email: 'ines@exemple.test', organisationId: employer, role: 'alternant' };
  expect((await hr.post('/v1/invitations', invitation)).status).toBe(403);
});

test('another employer does not sign with whom HR keeps as its alternant', async () => {
  const { id } = (await hr.post('/v1/people', alternant())).body;
  const other = await app.given.organisation();
  const otherHr = await app.as(await app.given.someone('hr', other));
  const draft = await otherHr.post('/v1/contracts', {
    kind: 'apprenticeship',
    alternantId: id,
    employerId: other,
    trainingCentreId: centre,
    ladderId,
    startsOn: '2026-04-01',
    endsOn: '2027-08-31',
  });
  const tutor = await app.given.someone('tutor', other, { birthDate: '1980-01-01' });
  await otherHr.post(`/v1/contracts/${draft.body.id}/mandates`, {
    personId: tutor.personId,
    role: 'main_tutor',
    from: '2026-04-01',
  });

  for (const by of [otherHr, admin]) {
    const refused = await by.post(`/v1/contracts/${draft.body.id}/sign`);
    expect([refused.status, refused.body.code]).toEqual([409, 'alternant_kept_elsewhere']);
  }
});
