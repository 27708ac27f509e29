import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { siretOf } from '../../support/scenarios/sirets.js';
import { TestApp, type Caller } from '../../support/app.js';

let app: TestApp;
let admin: Caller;
let anyone: Caller;
let ehpad: string;
let cfa: string;

beforeAll(async () => {
  app = await TestApp.start();
  admin = await app.as(await app.given.someone('platform_admin'));
  anyone = await app.as(await app.given.someone('tutor', await app.given.organisation({ name: 'Autre' })));
  const employer = { kind: 'employer', name: 'EHPAD L’Élysée', siret: '73282932000074', externalId: 'ORG-7' };
  ehpad = (await admin.post('/v1/organisations', employer)).body.id;
  const centre = {
    kind: 'training_centre',
    name: 'CFA Santé Loire',
    siret: '44306184100047',
    uai: '0755805C',
  };
  cfa = (await admin.post('/v1/organisations', centre)).body.id;
});
afterAll(() => app.stop());

async function found(query: string): Promise<string[]> {
  const answer = await anyone.get(`/v1/organisations?${query}`);
  expect(answer.status).toBe(200);
  return answer.body.data.map(({ id }: { id: string }) => id);
}
const searched = (search: string) => found(`search=${encodeURIComponent(search)}`);

test('an organisation is found by parts of its name and of its numbers', async () => {
  for (const search of ["l'elysee", 'ÉLYSÉE ehpad', ' elyse\u0301e', '732 829 320 00074', '7328293', 'ORG-7'])
    expect([search, await searched(search)]).toEqual([search, [ehpad]]);
  for (const search of ['sante loire', '0755805c', '0755805C'])
    expect([search, await searched(search)]).toEqual([search, [cfa]]);
  expect(await found('uai=0755805C')).toEqual([cfa]);
  expect(await found('externalId=ORG-7')).toEqual([ehpad]);
  expect((await anyone.get('/v1/organisations?search=a')).body.errors[0]).toMatchObject({
    pointer: '/search',
    code: 'search',
  });
});

test('it is found by the SIRET that it had, and read by its external id', async () => {
  await admin.patch(`/v1/organisations/${ehpad}`, { siret: '35600000000048' }, { 'if-match': '"1"' });

  expect(await searched('73282932000074')).toEqual([ehpad]);
  expect(await found('siret=73282932000074')).toEqual([ehpad]);
  expect(await found('siret=356000 00000048')).toEqual([ehpad]);
  const read = await anyone.get('/v1/organisations/by-external-id/ORG-7');
  expect([read.status, read.headers['etag'], read.body.id]).toEqual([200, '"2"', ehpad]);
  expect((await anyone.get('/v1/organisations/by-external-id/ORG-8')).status).toBe(404);
});

test('a SIRET is recorded once in each kind, and the refusal names the one that is there', async () => {
  const siret = siretOf(1);
  const twin = { kind: 'employer', name: 'SSIAD Loire', siret };
  const first = await admin.post('/v1/organisations', twin);

  const refused = await admin.post('/v1/organisations', { ...twin, name: 'SSIAD de la Loire' });
  expect([refused.status, refused.body.code]).toEqual([409, 'siret_taken']);
  expect(refused.body.organisation).toEqual({ id: first.body.id, name: 'SSIAD Loire' });
  expect(refused.body.detail).toContain('« SSIAD Loire »');
  const put = await admin.put('/v1/organisations/by-external-id/ORG-9', twin);
  expect([put.status, put.body.organisation?.id]).toEqual([409, first.body.id]);
  const moved = await admin.patch(`/v1/organisations/${ehpad}`, { siret }, { 'if-match': '"2"' });
  expect([moved.status, moved.body.organisation?.id]).toEqual([409, first.body.id]);
  expect((await admin.post('/v1/organisations', { ...twin, kind: 'training_centre' })).status).toBe(201);

  const both = await Promise.all(
    ['A', 'B'].map((name) => admin.post('/v1/organisations', { ...twin, name, siret: siretOf(2) })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
});
