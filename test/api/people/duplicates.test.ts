import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';

let app: TestApp;
let employer: OrganisationId;
let hr: Caller;
let stranger: Caller;
let elsewhere: OrganisationId;

beforeAll(async () => {
  app = await TestApp.start();
  employer = await app.given.organisation();
  elsewhere = await app.given.organisation();
  hr = await app.as(await app.given.someone('hr', employer));
  stranger = await app.as(await app.given.someone('hr', elsewhere));
});
afterAll(() => app.stop());

const tutor = (values: object, organisationId: OrganisationId = employer) => ({
  givenName: 'Chloé',
  familyName: 'L’Hermite',
  birthDate: '1990-05-04',
  memberships: [{ organisationId, role: 'tutor' }],
  ...values,
});
const named = ({ body }: { body: { possibleDuplicates: { id: string }[] } }) =>
  body.possibleDuplicates.map(({ id }) => id);

test('who has the same names and birth date, or the same e-mail, is created all the same, and told of', async () => {
  const first = await hr.post('/v1/people', tutor({ email: 'chloe@exemple.test' }));
  const written = await hr.post('/v1/people', tutor({ givenName: 'CHLOE', familyName: "l'hermite" }));
  const turned = await hr.post('/v1/people', tutor({ givenName: 'L’Hermite', familyName: 'Chloé' }));
  const mailed = await hr.put(
    '/v1/people/by-external-id/T-1',
    tutor({ familyName: 'Autre', email: 'Chloe@Exemple.test' }),
  );
  const other = await hr.post('/v1/people', tutor({ birthDate: '1991-05-04' }));
  const unknown = await hr.post('/v1/people', tutor({ birthDate: undefined }));

  expect([first, written, turned, mailed].map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(first.body.possibleDuplicates).toEqual([]);
  expect(written.body.possibleDuplicates).toEqual([
    { id: first.body.id, givenName: 'Chloé', familyName: 'L’Hermite' },
  ]);
  expect(named(turned)).toEqual([first.body.id, written.body.id]);
  expect(named(mailed)).toEqual([first.body.id]);
  expect([named(other), named(unknown)]).toEqual([[], []]);
  const corrected = await hr.patch(
    `/v1/people/${other.body.id}`,
    { birthDate: '1990-05-04' },
    { 'if-match': '"1"' },
  );
  expect(named(corrected)).toHaveLength(3);
});

test('of those whom somebody may not see, or whose birth date they may not know, nothing is told', async () => {
  const seen = await app.given.contract({ employerId: elsewhere });
  expect((await stranger.get(`/v1/people/${seen.alternant.personId}`)).body).toMatchObject({
    birthDate: null,
  });
  const guessed = { givenName: 'Inès', familyName: 'Moreau', birthDate: '2006-05-04' };

  expect(named(await stranger.post('/v1/people', tutor(guessed, elsewhere)))).toEqual([]);
  expect(named(await stranger.post('/v1/people', tutor({}, elsewhere)))).toEqual([]);
});

test('people are called as they are called: one name, particles, 200 characters', async () => {
  const one = await hr.post('/v1/people', tutor({ givenName: undefined, familyName: 'Suharto' }));
  expect(one.body).toMatchObject({ givenName: '', familyName: 'Suharto' });
  const long = 'É'.repeat(200);
  const particles = { givenName: long, familyName: 'de La Tour d’Auvergne-Lauraguais' };
  const patched = await hr.patch(`/v1/people/${one.body.id}`, particles, { 'if-match': '"1"' });
  expect(patched.body).toMatchObject(particles);
  const alone = await hr.patch(`/v1/people/${one.body.id}`, { givenName: null }, { 'if-match': '"2"' });
  expect(alone.body).toMatchObject({ ...particles, givenName: '' });
  const refused = await hr.patch(
    `/v1/people/${one.body.id}`,
    { givenName: `${long}e`, usualFamilyName: `${long}e` },
    { 'if-match': '"3"' },
  );
  expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
    '/givenName',
    '/usualFamilyName',
  ]);
});
