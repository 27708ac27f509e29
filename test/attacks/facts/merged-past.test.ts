import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('a cohort of the past says the birth date that the record of then had, also once it was merged', async () => {
  app.clock.set('2026-03-12');
  const centre = await app.given.organisation({ kind: 'training_centre' });
  const admin = await app.as(await app.given.someone('centre_admin', centre));
  const kept = await app.given.someone('alternant', centre);
  await app.given.contract({ trainingCentreId: centre, birthDate: null });
  const { rows } = await app.owner.query<{ id: string }>(
    'update people p set birth_date = p.birth_date from contracts c where c.alternant_id = p.id and c.training_centre_id = $1 returning p.id',
    [centre],
  );
  const duplicate = rows[0]?.id ?? '';
  await app.owner.query('delete from accounts where person_id = $1', [duplicate]);
  const of = (at: string) => admin.get(`/v1/reports/cohort?at=${at}`);
  app.clock.set('2026-03-14');
  const before = await of('2026-03-13');
  expect(before.body.data[0].alternant.birthDate).toBeNull();
  await admin.post(`/v1/people/${kept.personId}/merges`, { duplicateId: duplicate, reason: 'doublon' });
  app.clock.set('2026-03-16');
  expect((await of('2026-03-13')).text).toBe(before.text);
  expect((await of('2026-03-15')).body.data[0].alternant.birthDate).not.toBeNull();
});
