import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

let app: TestApp;
let admin: Someone;
let caller: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  admin = await app.given.someone('platform_admin');
  caller = await app.as(admin);
});

afterAll(() => app.stop());

const linesOf = (answer: TestResponse) =>
  app.logged().filter((line) => line['requestId'] === answer.headers['x-request-id']);

test('a request is one line: who, which route, what came of it, how long it took', async () => {
  const answer = await caller.get('/v1/people?familyName=Quesnel&limit=5');

  const [line, ...more] = linesOf(answer);
  expect(more).toEqual([]);
  expect(line).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    pid: process.pid,
    requestId: answer.headers['x-request-id'],
    method: 'GET',
    route: '/v1/people',
    status: answer.status,
    ms: expect.any(Number),
    actor: 'person',
    caller: admin.accountId,
    message: 'request',
  });
});

test('a refusal is the same line with its code, and the route stands for the address', async () => {
  const refused = await caller.get('/v1/people/0197f3c2-0000-7000-8000-000000000000');
  const unsigned = await app.anyone.get('/v1/me');
  const nowhere = await app.anyone.get('/v1/ines.moreau@exemple.test');
  const unreadable = await app.anyone.get('/v1/%');

  expect(linesOf(refused)).toMatchObject([{ route: '/v1/people/:personId', status: 404, code: 'not_found' }]);
  expect(linesOf(unsigned)).toMatchObject([{ route: '/v1/me', status: 401, code: 'unauthenticated' }]);
  expect(linesOf(nowhere)).toMatchObject([{ route: 'unmatched', status: 404, code: 'not_found' }]);
  expect(linesOf(unreadable)).toMatchObject([{ route: 'unmatched', status: 404, code: 'not_found' }]);
});

test.each([
  ['a trace id of a proxy', TRACE, TRACE],
  ['a UUID', '0197f3c2-1111-7000-8000-000000000000', '0197f3c2-1111-7000-8000-000000000000'],
  ['anything else', 'ines.moreau@exemple.test', undefined],
  ['what would break the line', 'x"}\\u000a{"level":"fatal', undefined],
])('the caller’s request id is noted beside ours when it is %s', async (_, sent, noted) => {
  const answer = await app.anyone.send('GET', '/v1/me', { headers: { 'x-request-id': sent } });

  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers['x-request-id']).not.toBe(sent);
  expect(linesOf(answer).map((line) => line['callerRequestId'])).toEqual([noted]);
});

test('health is asked every few seconds, and is no news', async () => {
  for (const url of ['/healthz', '/readyz']) {
    expect(linesOf(await app.anyone.get(url)).map((line) => line['level'])).toEqual(['debug']);
  }
});

test('a bug is logged with its place, and without what the database quotes of the row', async () => {
  await app.owner.query('create unique index people_of_one_name on people (family_name)');
  const body = { givenName: 'Apolline', familyName: 'Quesnel-Rabot' };
  const centre = await app.given.organisation({ kind: 'training_centre' });
  const clerk = await app.as(await app.given.someone('centre_admin', centre, { familyName: 'Hervieu' }));
  const memberships = [{ organisationId: centre, role: 'alternant' }];
  await clerk.post('/v1/people', { ...body, memberships });
  const twice = await clerk.post('/v1/people', { ...body, memberships });
  await app.owner.query('drop index people_of_one_name');

  expect([twice.status, twice.body.code]).toEqual([500, 'internal_error']);
  const [error, line] = linesOf(twice);
  expect(line).toMatchObject({ level: 'info', status: 500, code: 'internal_error', message: 'request' });
  expect(error).toMatchObject({ level: 'error', message: 'unexpected error' });
  expect(JSON.stringify(error)).toContain('"constraint":"people_of_one_name"');
  expect(JSON.stringify(error)).toContain('at ');
  expect(JSON.stringify(error)).not.toContain('Quesnel');
});
