import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';

/** What alternants confide is not their employer's to read: nobody of HR ever holds what opens their account. */

let app: TestApp;
let employer: OrganisationId;
let centre: OrganisationId;
let ladderId: string;
let hr: Caller;
let admin: Caller;
let count = 0;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  employer = await app.given.organisation();
  centre = await app.given.organisation({ kind: 'training_centre' });
  ladderId = await app.given.ladder();
  hr = await app.as(await app.given.someone('hr', employer));
  admin = await app.as(await app.given.someone('centre_admin', centre));
});

const PASSWORD = 'cheval correct pile agrafe';
const recorded = async (role: string, email: string | null = null): Promise<string> => {
  const familyName = `Moreau ${(count += 1)}`;
  const memberships = [{ organisationId: employer, role }];
  const body = { givenName: 'Inès', familyName, birthDate: '2003-01-15', memberships };
  return (await hr.post('/v1/people', email ? { ...body, email } : body)).body.id;
};
const invites = (by: Caller, personId: string, email: string, organisationId: string, role: string) =>
  by.post('/v1/invitations', { personId, email, organisationId, role });
const accepts = (acceptUrl: string) =>
  app.anyone.post('/v1/invitations/accept', {
    token: new URL(acceptUrl).searchParams.get('token'),
    password: PASSWORD,
  });
const signs = async (alternantId: string): Promise<number> => {
  const parties = { alternantId, employerId: employer, trainingCentreId: centre, ladderId };
  const days = { startsOn: '2026-04-01', endsOn: '2027-08-31' };
  const draft = await hr.post('/v1/contracts', { kind: 'apprenticeship', ...parties, ...days });
  const tutor = await app.given.someone('tutor', employer, { birthDate: '1980-01-01' });
  const mandate = { personId: tutor.personId, role: 'main_tutor', from: '2026-04-01' };
  await hr.post(`/v1/contracts/${draft.body.id}/mandates`, mandate);
  return (await hr.post(`/v1/contracts/${draft.body.id}/sign`)).status;
};

test('HR chooses no password of its own alternant by inviting them in another role, also once that role ended', async () => {
  const id = await recorded('alternant');
  expect((await invites(hr, id, 'rh1@exemple.test', employer, 'tutor')).status).toBe(403);

  await app.owner.query('update memberships set until_day = $2 where person_id = $1', [id, '2026-03-12']);
  expect((await invites(hr, id, 'rh1@exemple.test', employer, 'tutor')).status).toBe(422);
});

test('HR makes nobody its alternant whose password it may have chosen', async () => {
  const id = await recorded('tutor', 'rh2@exemple.test');
  const invited = await invites(hr, id, 'rh2@exemple.test', employer, 'tutor');
  expect((await accepts(invited.body.acceptUrl)).status).toBe(200);

  const memberships = [{ organisationId: employer, role: 'alternant' }];
  const changed = await hr.patch(`/v1/people/${id}`, { memberships }, { 'if-match': '*' });
  expect([changed.status, changed.body.code]).toEqual([403, 'forbidden']);
});

test('once their contract is signed the centre lets the alternant in whom HR recorded, and closes their account', async () => {
  const id = await recorded('alternant');
  expect(await signs(id)).toBe(200);

  const invited = await invites(admin, id, 'ines@exemple.test', centre, 'alternant');
  expect(invited.status).toBe(201);
  expect((await accepts(invited.body.acceptUrl)).status).toBe(200);
  expect((await admin.post(`/v1/people/${id}/account/disable`)).status).toBe(200);
  expect((await hr.post(`/v1/people/${id}/account/reset-links`)).status).toBe(403);
});

test('whoever sends an invitation of the platform again answers for it: it opens no account that is not theirs to open', async () => {
  const email = 'formatrice@exemple.test';
  const memberships = [{ organisationId: centre, role: 'referent' }];
  const body = { givenName: 'Inès', familyName: 'Moreau', birthDate: '1990-01-15', email, memberships };
  const id = (await admin.post('/v1/people', body)).body.id;
  const platform = await app.as(await app.given.someone('platform_admin', null));
  const invited = await invites(platform, id, email, employer, 'tutor');
  app.clock.advance({ minutes: 5 });

  const again = await hr.post(`/v1/invitations/${invited.body.id}/resend`);
  if (again.status === 200) expect((await accepts(again.body.acceptUrl)).body.code).toBe('invitation_void');
  else expect(again.status).toBe(403);
});
