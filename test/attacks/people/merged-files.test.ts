import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { ReadLog } from '../../../src/features/privacy/reads/read-log.service.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';

// Of two records that become one, neither who read the file nor what was asked of it is lost.

let app: TestApp;
let centre: OrganisationId;
let admin: Caller;
let [kept, duplicate]: Someone[] = [];

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  centre = await app.given.organisation({ kind: 'training_centre' });
  admin = await app.as(await app.given.someone('centre_admin', centre));
  kept = await app.given.someone('alternant', centre);
  duplicate = await app.given.someone('alternant', centre);
});

const url = (someone: Someone | undefined, part = '') => `/v1/people/${String(someone?.personId)}${part}`;
const merge = async () => {
  await app.owner.query('delete from accounts where person_id = $1', [duplicate?.personId]);
  return admin.post(url(kept, '/merges'), { duplicateId: duplicate?.personId, reason: 'doublon' });
};

test('who read the record of the duplicate is told to the person, also in what they take', async () => {
  expect((await admin.get(url(duplicate))).status).toBe(200);
  await app.nest.get(ReadLog, { strict: false }).flush();
  const alternant = await app.as(kept as Someone);
  expect((await alternant.get(url(kept, '/reads'))).body.data).toEqual([]);

  const { body } = await merge();

  const { data } = (await alternant.get(url(kept, '/reads'))).body;
  expect(data).toMatchObject([{ kind: 'person', readOn: '2026-03-12' }]);
  const taken = unzipSync((await alternant.get(url(kept, '/export'))).bytes);
  expect(strFromU8(taken['person.json'] as Uint8Array)).toContain(data[0].id);
  expect((await admin.post(`/v1/merges/${body.merge.id}/undo`)).status).toBe(200);
  expect((await alternant.get(url(kept, '/reads'))).body.data).toEqual([]);
});

test('an erasure that the person asked of the duplicate is not held back by a merge', async () => {
  const asker = await app.as(duplicate as Someone);
  const asked = await asker.post(url(duplicate, '/erasures'), { reason: 'Je ne veux plus y figurer' });
  expect(asked.status).toBe(201);
  const merged = await merge();
  expect([merged.status, merged.body.obstacles[0].code]).toEqual([409, 'erasure_asked']);
  const back = await admin.post(`/v1/erasures/${asked.body.erasure.id}/withdraw`, { reason: 'Doublon' });
  expect([back.status, (await merge()).status]).toEqual([200, 201]);
});
