import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';

const PASSWORD = 'un mot de passe assez long';

let one: TestApp;
let two: TestApp;
let platform: Someone;
let admin: Caller;
let employer: OrganisationId;
let centre: OrganisationId;
let hrIs: Someone;
let hr: Caller;
let centreAdmin: Caller;
beforeAll(async () => {
  one = await TestApp.start();
  two = await one.beside();
  platform = await one.given.someone('platform_admin');
  admin = await one.as(platform);
  employer = await one.given.organisation();
  centre = await one.given.organisation({ kind: 'training_centre' });
  hrIs = await one.given.someone('hr', employer);
  hr = await one.as(hrIs);
  centreAdmin = await one.as(await one.given.someone('centre_admin', centre));
});
afterAll(() => one.stop());
beforeEach(() => one.clock.set('2026-03-12'));

const url = ({ personId }: Pick<Someone, 'personId'>, verb = '') =>
  `/v1/people/${personId}/account${verb ? `/${verb}` : ''}`;
const disable = (by: Caller, whom: Pick<Someone, 'personId'>) => by.post(url(whom, 'disable'));
const enable = (by: Caller, whom: Pick<Someone, 'personId'>) => by.post(url(whom, 'enable'));
const login = (app: TestApp, email: string) =>
  app.anyone.post('/v1/auth/login', { email, password: PASSWORD });
const refresh = (app: TestApp, refreshToken: string) => app.anyone.post('/v1/auth/refresh', { refreshToken });
const tokenOf = (someone: Someone) => one.nest.get(AccessTokens).issue({ kind: 'person', ...someone });
const refused = async (answer: Promise<{ status: number; body: { code: string } }>) => {
  const { status, body } = await answer;
  return [status, body.code];
};

test('an account that HR disables is out at once in every process: tokens, sign-in, refresh; enabled, its holder signs in again', async () => {
  const tutor = await one.given.someone('tutor', employer);
  await one.given.password(tutor, 'partie@ehpad.test', PASSWORD);
  const session = (await login(one, 'partie@ehpad.test')).body;
  expect((await two.withToken(session.accessToken).get('/v1/me')).status).toBe(200);

  const disabled = await disable(hr, tutor);

  expect([disabled.status, disabled.body]).toEqual([
    200,
    {
      id: tutor.accountId,
      personId: tutor.personId,
      email: 'partie@ehpad.test',
      createdAt: '2026-03-12T08:00:00.000Z',
      disabledAt: '2026-03-12T08:00:00.000Z',
      disabledBy: hrIs.personId,
      endedMandates: [],
      passwordChangedAt: null,
      passwordResetBy: null,
    },
  ]);
  for (const app of [one, two]) {
    expect(await refused(app.withToken(session.accessToken).get('/v1/me'))).toEqual([401, 'unauthenticated']);
    expect((await login(app, 'partie@ehpad.test')).status).toBe(401);
    expect((await refresh(app, session.refreshToken)).status).toBe(401);
  }

  one.clock.advance({ minutes: 20 });
  const enabled = await enable(hr, tutor);
  expect([enabled.status, enabled.body.disabledAt, enabled.body.disabledBy]).toEqual([200, null, null]);
  expect((await refresh(two, session.refreshToken)).status).toBe(401);
  const again = await login(two, 'partie@ehpad.test');
  expect((await one.withToken(again.body.accessToken).get('/v1/me')).status).toBe(200);
});

test('disabling again changes nothing, and neither does enabling again', async () => {
  const tutor = await one.given.someone('tutor', employer);

  const first = await disable(hr, tutor);
  one.clock.advance({ minutes: 5 });
  expect((await disable(admin, tutor)).body).toEqual(first.body);
  const { endedMandates, ...account } = first.body;
  expect(endedMandates).toEqual([]);
  expect((await hr.get(url(tutor))).body).toEqual(account);
  const enabled = await enable(admin, tutor);
  expect((await enable(hr, tutor)).body).toEqual(enabled.body);
  expect((await hr.get(url(tutor))).body).toEqual(enabled.body);
});

test('within a second no answer is given to a disabled account, also where no transaction would begin', async () => {
  const colleague = await one.given.someone('hr', employer);
  const token = await tokenOf(colleague);
  const withoutTransaction = (caller: Caller) => [
    refused(caller.post('/v1/organisations', {})),
    refused(caller.post('/v1/people', '{', { 'content-type': 'application/json' })),
    refused(caller.post('/v1/people', 'x', { 'content-type': 'text/plain' })),
    refused(caller.post('/v1/people', {})),
    refused(caller.patch(`/v1/people/${colleague.personId}`, {})),
    refused(caller.get('/v1/people?limit=0')),
    refused(caller.post('/v1/people', {}, { 'idempotency-key': 'é' })),
  ];
  const before = await Promise.all(withoutTransaction(two.withToken(token)));
  expect(before.map(([status]) => status)).toEqual([403, 400, 415, 422, 428, 422, 422]);

  await disable(hr, colleague);
  one.clock.advance({ seconds: 1 });

  for (const app of [one, two]) {
    const answers = await Promise.all(withoutTransaction(app.withToken(token)));
    expect(answers).toEqual(before.map(() => [401, 'unauthenticated']));
  }
});

test('an answer kept under an idempotency key is not replayed to an account that was disabled since', async () => {
  const colleague = await one.given.someone('hr', employer);
  const caller = async (app: TestApp) => app.withToken(await tokenOf(colleague));
  const create = async (app: TestApp) =>
    (await caller(app)).post(
      '/v1/people',
      { givenName: 'Ana', familyName: 'Le Goff', memberships: [{ organisationId: employer, role: 'tutor' }] },
      { 'idempotency-key': 'rejouee' },
    );
  const first = await create(one);
  const replayed = await create(two);
  expect([first.status, replayed.status, replayed.text]).toEqual([201, 201, first.text]);
  expect(replayed.headers['idempotency-replayed']).toBe('true');

  await disable(hr, colleague);

  for (const app of [one, two]) {
    const answer = await create(app);
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
    expect(answer.headers['idempotency-replayed']).toBeUndefined();
    expect(answer.text).not.toContain('Goff');
  }
});

test('a sign-in at the very moment of disabling leaves no way in', async () => {
  const tutor = await one.given.someone('tutor', employer);
  await one.given.password(tutor, 'course@ehpad.test', PASSWORD);

  const [, ...sessions] = await Promise.all([
    disable(hr, tutor),
    ...[one, two, one].map((app) => login(app, 'course@ehpad.test')),
  ]);

  await enable(hr, tutor);
  for (const { status, body } of sessions) {
    if (status === 200) expect((await refresh(two, body.refreshToken)).status).toBe(401);
    else expect(status).toBe(401);
  }
});

test('HR and centre administrators disable the members of their own organisation, in roles that are theirs to give', async () => {
  const given = one.given;
  const can: [Caller, Someone][] = [
    [hr, await given.someone('tutor', employer)],
    [hr, await given.someone('hr', employer)],
    [hr, await given.someone('tutor', employer, { until: '2026-03-13' })],
    [centreAdmin, await given.someone('alternant', centre)],
    [centreAdmin, await given.someone('referent', centre)],
    [centreAdmin, await given.someone('centre_admin', centre)],
    [centreAdmin, await given.someone('auditor', centre)],
    [admin, await given.someone('tutor', await given.organisation())],
    [admin, await given.someone('platform_admin')],
    [admin, await given.someone('auditor', employer)],
  ];
  for (const [by, whom] of can) {
    expect([(await disable(by, whom)).status, (await enable(by, whom)).status]).toEqual([200, 200]);
  }
});

test('nobody disables who stands elsewhere too, or holds a role that is not theirs to give, but the platform', async () => {
  const given = one.given;
  const contract = await given.contract({ employerId: employer, trainingCentreId: centre });
  const elsewhere = await given.contract();
  const twoRoles = async (role: 'tutor' | 'platform_admin' | 'auditor', at: OrganisationId | null) => {
    const someone = await given.someone('tutor', employer);
    await given.membership(someone, role, at);
    return someone;
  };
  const mandated = await given.someone('tutor', employer);
  await given.mandate(elsewhere, 'co_tutor', { person: mandated });
  const alternant = await given.someone('alternant', centre);
  await given.contract({ alternant });
  const cannot: [string, Caller, Someone][] = [
    ['a tutor of another employer too', hr, await twoRoles('tutor', await given.organisation())],
    ['an administrator of the platform too', hr, await twoRoles('platform_admin', null)],
    ['who audits the employer', hr, await twoRoles('auditor', employer)],
    ['a tutor with a mandate elsewhere', hr, mandated],
    ['an alternant with a contract elsewhere', centreAdmin, alternant],
    ['an alternant whose centre is another', hr, contract.alternant],
  ];
  for (const [who, by, whom] of cannot) {
    for (const answer of [disable(by, whom), enable(by, whom), by.get(url(whom))]) {
      expect([who, ...(await refused(answer))]).toEqual([who, 403, 'forbidden']);
    }
    expect([who, (await disable(admin, whom)).status]).toEqual([who, 200]);
  }
  const former = await given.someone('tutor', employer);
  await given.membership(former, 'tutor', await given.organisation(), '2026-03-12');
  expect((await disable(hr, former)).status).toBe(200);
  const theirs = await given.contract({ employerId: employer, trainingCentreId: centre });
  expect((await disable(centreAdmin, theirs.alternant)).status).toBe(200);
});

test('nobody disables or enables their own account', async () => {
  expect(await refused(disable(hr, hrIs))).toEqual([403, 'forbidden']);
  expect(await refused(enable(admin, platform))).toEqual([403, 'forbidden']);
  expect((await hr.get('/v1/me')).status).toBe(200);
});

test('of two administrators who disable each other at once one stays', async () => {
  const [ana, bob] = [await one.given.someone('platform_admin'), await one.given.someone('platform_admin')];
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all([
      disable(await one.as(ana), bob),
      disable(two.withToken(await tokenOf(bob)), ana),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    for (const whom of [ana, bob]) await enable(admin, whom);
  }
});

test('a person who is not seen is not found, and one without an account has none', async () => {
  const stranger = await one.given.someone('tutor', await one.given.organisation());
  const created = await hr.post('/v1/people', {
    givenName: 'Sans',
    familyName: 'Compte',
    memberships: [{ organisationId: employer, role: 'tutor' }],
  });

  for (const whom of [stranger, { personId: created.body.id }, { personId: employer as never }]) {
    expect(await refused(disable(hr, whom))).toEqual([404, 'not_found']);
    expect(await refused(enable(hr, whom))).toEqual([404, 'not_found']);
    expect(await refused(hr.get(url(whom)))).toEqual([404, 'not_found']);
  }
});

test('that an account is disabled is told where accounts are, not where people are', async () => {
  const tutor = await one.given.someone('tutor', employer);
  const before = (await hr.get(`/v1/people/${tutor.personId}`)).body;
  await disable(hr, tutor);

  expect((await hr.get(`/v1/people/${tutor.personId}`)).body).toEqual(before);
});

test('the database refuses it too, whatever the code asks', async () => {
  const stranger = await one.given.someone('tutor', await one.given.organisation());
  const tutor = await one.given.someone('tutor', employer);
  const asTutor = `select app.set_actor('person', '${tutor.accountId}', '${tutor.personId}', now())`;
  const asHr = `select app.set_actor('person', '${hrIs.accountId}', '${hrIs.personId}', now())`;
  for (const [setActor, whom] of [
    [asHr, stranger.personId],
    [asHr, hrIs.personId],
    [asTutor, hrIs.personId],
    [asTutor, stranger.personId],
    ['select 1', tutor.personId],
  ]) {
    await one.owner.query(`begin; ${setActor}`);
    const attempt = one.owner.query(`select app.set_account_disabled('${whom}', true)`);
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
    await one.owner.query('rollback');
  }
});
