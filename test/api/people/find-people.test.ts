import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let employer: OrganisationId;
let hr: Caller;
let platform: Caller;
let tutor: Caller;
let contract: GivenContract;
let ofTutor: Someone;

beforeAll(async () => {
  app = await TestApp.start();
  contract = await app.given.contract();
  employer = contract.employerId;
  hr = await app.as(await app.given.someone('hr', employer));
  platform = await app.as(await app.given.someone('platform_admin'));
  ofTutor = await app.given.mandate(contract, 'main_tutor', { givenName: 'Zoé' });
  tutor = await app.as(ofTutor);
  const rows = [
    ['Anne-Sophie', 'Lefèvre d’Ormesson', 'anne.lefevre@exemple.test', 'HR-1'],
    ['Chloé', "L'Hermite", 'chloe@exemple.test', 'HR-2'],
    ['Œuvrard', 'Le Roux', null, 'HR-3'],
    ['Ngoc', 'Ng', null, null],
  ] as const;
  for (const [givenName, familyName, email, externalId] of rows)
    expect(
      (
        await hr.post('/v1/people', {
          givenName,
          familyName,
          ...(email && { email }),
          ...(externalId && { externalId }),
          memberships: [{ organisationId: employer, role: 'tutor' }],
        })
      ).status,
    ).toBe(201);
});
afterAll(() => app.stop());

async function found(by: Caller, search: string): Promise<string[]> {
  const answer = await by.get(`/v1/people?search=${encodeURIComponent(search)}`);
  expect(answer.status).toBe(200);
  return answer.body.data.map(({ familyName }: { familyName: string }) => familyName);
}

test.each([
  ['lefevre', 'Lefèvre d’Ormesson'],
  ['LEFÈVRE', 'Lefèvre d’Ormesson'],
  ['lefe\u0300vre', 'Lefèvre d’Ormesson'],
  ["  d'ormesson", 'Lefèvre d’Ormesson'],
  ['dʼOrmesson anne', 'Lefèvre d’Ormesson'],
  ['sophie', 'Lefèvre d’Ormesson'],
  ['anne sophie', 'Lefèvre d’Ormesson'],
  ['l’hermite', "L'Hermite"],
  ['lhermite', "L'Hermite"],
  ['oeuvr', 'Le Roux'],
  ['leroux', 'Le Roux'],
  ['le roux', 'Le Roux'],
  ['ng', 'Ng'],
  ['ANNE.LEFEVRE@exemple.test ', 'Lefèvre d’Ormesson'],
  ['HR-2', "L'Hermite"],
])('« %s » finds %s', async (search, familyName) => {
  expect(await found(hr, search)).toEqual([familyName]);
  expect(await found(platform, search)).toEqual([familyName]);
});

test('every word is found, or nobody is; what would be a wildcard is none', async () => {
  expect(await found(hr, 'anne roux')).toEqual([]);
  expect(await found(hr, 'l%te')).toEqual([]);
  expect(await found(hr, 'l_hermite')).toEqual(["L'Hermite"]);
});

test.each([
  '',
  ' ',
  'a',
  '’’',
  'a '.repeat(101),
  'un deux trois quatre cinq six sept huit neuf dix onze',
  'ab\u0000',
])('a search like %j is refused before anything is looked for', async (search) => {
  const answer = await hr.get(`/v1/people?search=${encodeURIComponent(search)}`);
  expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, '/search']);
});

test('nobody is found who is not seen, nor by what may not be known of them', async () => {
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));

  expect(await found(stranger, 'lefevre')).toEqual([]);
  expect(await found(stranger, 'anne.lefevre@exemple.test')).toEqual([]);
  expect(await found(tutor, 'moreau')).toEqual(['Moreau']);
  expect(await found(tutor, 'lefevre')).toEqual([]);
  await app.owner.query(
    `update people set email = 'ines@exemple.test', external_id = 'CFA-9' where id = $1`,
    [contract.alternant.personId],
  );
  expect(await found(tutor, 'ines@exemple.test')).toEqual([]);
  expect(await found(hr, 'CFA-9')).toEqual([]);
  expect(await found(hr, 'inès moreau')).toEqual(['Moreau']);
  expect(await found(await app.as(contract.alternant), 'ines@exemple.test')).toEqual(['Moreau']);
  expect(await found(await app.as(contract.alternant), 'zoe')).toEqual(['Petit']);
});

test('a person is read by the id that an organisation knows them by', async () => {
  const url = '/v1/people/by-external-id/HR-1';
  const read = await hr.get(url);

  expect([read.status, read.headers['etag'], read.body.familyName]).toEqual([
    200,
    '"1"',
    'Lefèvre d’Ormesson',
  ]);
  expect((await hr.get(`${url}?organisationId=${employer}`)).body.id).toBe(read.body.id);
  expect((await hr.get('/v1/people?externalId=HR-1')).body.data).toMatchObject([{ id: read.body.id }]);
  expect((await hr.get(`${url}?organisationId=${contract.trainingCentreId}`)).status).toBe(404);
  expect((await hr.get('/v1/people/by-external-id/HR-99')).status).toBe(404);
  expect((await tutor.get(url)).status).toBe(404);

  const other = await app.given.organisation();
  await platform.put(`/v1/people/by-external-id/HR-1?organisationId=${other}`, {
    givenName: 'Autre',
    familyName: 'Autre',
  });
  expect((await platform.get(url)).body.errors).toMatchObject([
    { pointer: '/organisationId', code: 'required' },
  ]);
  expect((await platform.get(`${url}?organisationId=${other}`)).body.familyName).toBe('Autre');
});
