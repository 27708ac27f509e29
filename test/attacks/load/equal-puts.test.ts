import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { siretOf } from '../../support/scenarios/sirets.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';

let app: TestApp;
let admin: Caller;
let employer: OrganisationId;
let centre: OrganisationId;
let hr: Caller;
beforeAll(async () => {
  app = await TestApp.start();
  admin = await app.as(await app.given.someone('platform_admin'));
  employer = await app.given.organisation();
  centre = await app.given.organisation({ kind: 'training_centre' });
  hr = await app.as(await app.given.someone('hr', employer));
});
afterAll(() => app.stop());

const organisation = { kind: 'employer', name: 'EHPAD Les Roses', siret: '77937827200016' };
const etag = (answer: TestResponse) => ({ 'if-match': answer.headers['etag'] ?? '' });

const twenty = async (put: () => Promise<TestResponse>) => {
  const answers = await Promise.all(Array.from({ length: 20 }, put));
  const created = answers.filter(({ status }) => status === 201);
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
  for (const answer of answers) {
    expect(answer.body).toEqual(created[0]?.body);
    expect(answer.headers['etag']).toBe('"1"');
  }
};

test('of 20 equal PUTs of an organisation at once one creates it, and the others find it as it is', async () => {
  await twenty(() =>
    admin.put('/v1/organisations/by-external-id/ORG-20', { ...organisation, siret: siretOf(20) }),
  );
  const { rows } = await app.owner.query(
    `select count(*)::int as names from organisation_names n join organisations o on o.id = n.organisation_id where o.external_id = 'ORG-20'`,
  );
  expect(rows).toEqual([{ names: 1 }]);
});

test('of 20 equal PUTs of a person at once one creates them, and the others find them as they are', async () => {
  await twenty(() =>
    hr.put('/v1/people/by-external-id/P-20', {
      givenName: 'Inès',
      familyName: 'Moreau',
      birthDate: '1990-05-04',
      memberships: [{ organisationId: employer, role: 'tutor', from: '2026-01-01' }],
    }),
  );
});

test('of 20 equal PUTs of a contract at once one creates it', async () => {
  const alternant = await app.given.someone('alternant', centre);
  const ladderId = await app.given.ladder();
  await twenty(() =>
    hr.put('/v1/contracts/by-external-id/C-20', {
      kind: 'apprenticeship',
      alternantId: alternant.personId,
      employerId: employer,
      trainingCentreId: centre,
      ladderId,
      startsOn: '2026-09-01',
      endsOn: '2027-08-31',
    }),
  );
});

test('an equal PUT or PATCH of a person changes nothing, not even the day of its change', async () => {
  const body = {
    givenName: 'Zoé',
    familyName: 'Roy',
    email: 'zoe@exemple.test',
    memberships: [{ organisationId: employer, role: 'tutor', from: '2026-01-01' }],
  };
  const created = await hr.put('/v1/people/by-external-id/EQ', body);
  app.clock.advance({ minutes: 1 });
  const url = `/v1/people/${created.body.id}`;
  const self = await app.given.someone('tutor', employer);
  const me = await app.as(self);
  const own = await me.get('/v1/me');

  const answers = [
    await hr.put('/v1/people/by-external-id/EQ', body),
    await hr.put('/v1/people/by-external-id/EQ', body, etag(created)),
    await hr.patch(url, { familyName: 'Roy', phone: null }, etag(created)),
    await hr.patch(url, {}, etag(created)),
    await hr.patch(url, { memberships: body.memberships }, etag(created)),
  ];

  for (const answer of answers) {
    expect([answer.status, answer.headers['etag']]).toEqual([200, created.headers['etag']]);
    expect(answer.body).toEqual(created.body);
  }
  expect((await hr.patch(url, { familyName: 'Roy' }, { 'if-match': '"7"' })).status).toBe(412);
  expect((await hr.put('/v1/people/by-external-id/EQ', body, { 'if-match': '"7"' })).status).toBe(412);
  const again = await me.patch('/v1/me', { familyName: own.body.person.familyName }, etag(own));
  expect([again.headers['etag'], again.body]).toEqual([own.headers['etag'], own.body]);
  expect(
    (await me.patch('/v1/me', { familyName: own.body.person.familyName }, { 'if-match': '"7"' })).status,
  ).toBe(412);
});

test('an equal PUT or PATCH of an organisation changes nothing, not even the day of its change', async () => {
  const created = await admin.put('/v1/organisations/by-external-id/ORG-EQ', organisation);
  app.clock.advance({ minutes: 1 });
  const url = `/v1/organisations/${created.body.id}`;

  const answers = [
    await admin.put('/v1/organisations/by-external-id/ORG-EQ', {
      ...organisation,
      siret: '779 378 272 00016',
    }),
    await admin.put('/v1/organisations/by-external-id/ORG-EQ', organisation, etag(created)),
    await admin.patch(url, { name: organisation.name }, etag(created)),
    await admin.patch(url, {}, etag(created)),
  ];

  for (const answer of answers) {
    expect([answer.status, answer.headers['etag']]).toEqual([200, created.headers['etag']]);
    expect(answer.body).toEqual(created.body);
  }
  expect((await admin.patch(url, { name: organisation.name }, { 'if-match': '"7"' })).status).toBe(412);
  expect(
    (await admin.put('/v1/organisations/by-external-id/ORG-EQ', organisation, { 'if-match': '"7"' })).status,
  ).toBe(412);
  const renamed = await admin.patch(url, { name: 'EHPAD Les Lilas' }, etag(created));
  expect(renamed.headers['etag']).toBe('"2"');
});
