import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(() => app.clock.set('2026-03-12'));

test('one reads who one is, where one belongs and the mandates that one holds', async () => {
  const contract = await app.given.contract();
  const tutor = await app.given.mandate(contract, 'main_tutor', {
    from: '2025-09-01',
    until: '2026-03-01',
    maxLevel: 'direct',
  });
  await app.given.mandate(contract, 'co_tutor');

  const me = await (await app.as(tutor)).get('/v1/me');

  expect([me.status, me.headers['etag']]).toEqual([200, '"1"']);
  expect(me.body).toEqual({
    person: expect.objectContaining({ id: tutor.personId, birthDate: '1990-05-04' }),
    email: `${tutor.accountId}@exemple.test`,
    account: { email: `${tutor.accountId}@exemple.test`, passwordChangedAt: null, passwordResetBy: null },
    memberships: [
      {
        id: expect.any(String),
        organisationId: contract.employerId,
        organisationName: 'EHPAD Les Tilleuls',
        role: 'tutor',
        from: null,
        to: null,
        state: 'current',
      },
    ],
    mandates: [
      {
        id: tutor.mandateId,
        contractId: contract.contractId,
        role: 'main_tutor',
        from: '2025-09-01',
        to: '2026-02-28',
        maxLevel: 'direct',
        alternant: { id: contract.alternant.personId, givenName: 'Inès', familyName: 'Moreau' },
        state: 'ended',
        readUntil: '2026-03-30',
      },
    ],
  });
  app.clock.set('2026-03-30');
  expect((await (await app.as(tutor)).get('/v1/me')).body.mandates).toHaveLength(1);
  app.clock.set('2026-03-31');
  expect((await (await app.as(tutor)).get('/v1/me')).body.mandates).toEqual([]);
});

test('one corrects one’s names and phone, with the version that was read, and nothing else', async () => {
  const someone = await app.given.someone(
    'alternant',
    await app.given.organisation({ kind: 'training_centre' }),
  );
  const caller = await app.as(someone);
  const match = (version: number) => ({ 'if-match': `"${version}"` });

  const corrected = await caller.patch('/v1/me', { familyName: 'Roy', phone: '06' }, match(1));

  expect([corrected.status, corrected.headers['etag']]).toEqual([200, '"2"']);
  expect(corrected.body.person).toMatchObject({
    givenName: 'Camille',
    familyName: 'Roy',
    phone: '06',
    birthDate: '1990-05-04',
  });
  expect((await caller.patch('/v1/me', { phone: null }, match(2))).body.person.phone).toBeNull();
  expect((await caller.patch('/v1/me', { phone: '07' })).status).toBe(428);
  expect((await caller.patch('/v1/me', { phone: '07' }, match(1))).status).toBe(412);
  expect(
    (await caller.patch('/v1/me', { givenName: null, familyName: null }, match(3))).body.errors[0],
  ).toMatchObject({
    pointer: '/familyName',
    code: 'required',
  });
  const refused = await caller.patch('/v1/me', { birthDate: '2000-01-01', email: 'x@y.fr' }, match(3));
  expect(refused.body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual([
    '/birthDate',
    '/email',
  ]);
});

test('who holds no role any more still reads who they are', async () => {
  const former = await app.given.someone('tutor', await app.given.organisation(), { until: '2026-03-01' });

  const me = await (await app.as({ ...former, roles: [] })).get('/v1/me');

  expect(me.status).toBe(200);
  expect(me.body.memberships).toMatchObject([{ to: '2026-02-28' }]);
  expect((await app.anyone.get('/v1/me')).status).toBe(401);
});

test('memberships and mandates of later are told as such, until their first day', async () => {
  const contract = await app.given.contract();
  const tutor = await app.given.someone('tutor', contract.employerId, { until: '2026-03-20' });
  await app.given.membership(tutor, 'hr', contract.employerId, null, '2026-03-20');
  await app.given.mandate(contract, 'co_tutor', { person: tutor, from: '2026-03-20' });
  const states = async (day: string) => {
    app.clock.set(day);
    const { body } = await (await app.as(tutor)).get('/v1/me');
    return [...body.memberships, ...body.mandates].map((one: { state: string }) => one.state);
  };

  expect(await states('2026-03-19')).toEqual(['current', 'later', 'later']);
  expect(await states('2026-03-20')).toEqual(['ended', 'current', 'current']);
});
