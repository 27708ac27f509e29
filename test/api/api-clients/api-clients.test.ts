import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { SCOPES } from '../../../src/platform/access/scopes.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';

let app: TestApp;
let contract: GivenContract;
let employerId: OrganisationId;
let hr: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});

afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  employerId = contract.employerId;
  hr = await app.as(await app.given.someone('hr', employerId));
});

const create = (values: object = {}, by = hr): Promise<TestResponse> =>
  by.post('/v1/api-clients', { name: 'SIRH', organisationId: employerId, scopes: SCOPES, ...values });

const basic = (client: { clientId: string }, secret: string) =>
  `Basic ${Buffer.from(`${client.clientId}:${secret}`).toString('base64')}`;

const FORM = 'application/x-www-form-urlencoded';

function ask(authorization: string, body = 'grant_type=client_credentials'): Promise<TestResponse> {
  return app.anyone.send('POST', '/v1/oauth/token', {
    body,
    headers: { authorization, 'content-type': FORM },
  });
}

async function tokenOf(created: TestResponse, scope = ''): Promise<Caller> {
  const answer = await ask(
    basic(created.body, created.body.clientSecret),
    `grant_type=client_credentials&scope=${scope}`,
  );
  expect(answer.status).toBe(200);
  return app.withToken(answer.body.access_token);
}

test('HR makes a client; its secret is shown once, and a token is given for it', async () => {
  const created = await create({ scopes: ['contracts:write', 'contracts:read'], expiresOn: '2026-12-31' });

  expect(created.status).toBe(201);
  expect(created.headers['location']).toBe(`/v1/api-clients/${created.body.id}`);
  expect(created.body).toMatchObject({
    clientId: created.body.id,
    organisationId: employerId,
    scopes: ['contracts:read', 'contracts:write'],
    expiresOn: '2026-12-31',
    revokedAt: null,
  });
  const { body: read } = await hr.get(`/v1/api-clients/${created.body.id}`);
  expect(read).not.toHaveProperty('clientSecret');
  const { rows } = await app.owner.query('select to_jsonb(s)::text as row from api_client_secrets s');
  expect(rows.some(({ row }) => row.includes(created.body.clientSecret))).toBe(false);

  const token = await ask(basic(created.body, created.body.clientSecret));
  expect(token.status).toBe(200);
  expect(token.headers['cache-control']).toBe('no-store');
  expect(token.body).toEqual({
    access_token: expect.any(String),
    token_type: 'Bearer',
    expires_in: 900,
    scope: 'contracts:read contracts:write',
  });
  const seen = await app.withToken(token.body.access_token).get(`/v1/contracts/${contract.contractId}`);
  expect(seen.status).toBe(200);
});

test('whoever does not act for the organisation makes no client of it, nor sees one', async () => {
  const { body } = await create();
  const other = await app.given.organisation();
  const strangers = [
    await app.as(await app.given.someone('hr', other)),
    await app.as(await app.given.someone('centre_admin', contract.trainingCentreId)),
  ];
  for (const stranger of strangers) {
    expect((await create({}, stranger)).body.code).toBe('forbidden');
    expect((await stranger.get(`/v1/api-clients/${body.id}`)).status).toBe(404);
    expect((await stranger.post(`/v1/api-clients/${body.id}/rotate`)).status).toBe(404);
    expect((await stranger.post(`/v1/api-clients/${body.id}/revoke`)).status).toBe(404);
    expect((await stranger.get('/v1/api-clients')).body.data).toEqual([]);
  }
  const tutor = await app.as(await app.given.mandate(contract, 'main_tutor'));
  expect((await create({}, tutor)).body.code).toBe('forbidden');
  const admin = await app.as(await app.given.someone('platform_admin'));
  expect((await create({}, admin)).status).toBe(201);
  expect(
    (await create({ organisationId: '01900000-0000-7000-8000-000000000001' }, admin)).body.errors,
  ).toEqual([expect.objectContaining({ pointer: '/organisationId', code: 'unknown_reference' })]);
});

test.each([
  [{ scopes: [] }, '/scopes', 'one_of_each'],
  [{ scopes: ['contracts:read', 'contracts:read'] }, '/scopes', 'one_of_each'],
  [{ scopes: ['everything'] }, '/scopes', 'one_of_each'],
  [{ name: ' ' }, '/name', 'text'],
  [{ expiresOn: '2026-03-11' }, '/expiresOn', 'in_the_past'],
])('%j is refused at %s', async (values, pointer, code) => {
  const { status, body } = await create(values);

  expect(status).toBe(422);
  expect(body.errors).toEqual([expect.objectContaining({ pointer, code })]);
});

test('a client puts its organisation’s contracts, and the history names the client', async () => {
  const client = await tokenOf(await create());
  const details = {
    kind: 'apprenticeship',
    alternantId: (await app.given.someone('alternant', contract.trainingCentreId)).personId,
    employerId,
    trainingCentreId: contract.trainingCentreId,
    ladderId: contract.ladderId,
    startsOn: '2026-04-01',
    endsOn: '2027-03-31',
  };
  const put = await client.put('/v1/contracts/by-external-id/RH-1', details);
  expect(put.status).toBe(201);
  const tutor = await app.given.someone('tutor', employerId);
  const url = `/v1/contracts/${put.body.id}`;
  const mandate = { personId: tutor.personId, role: 'main_tutor', from: '2026-04-01' };
  const opened = await client.post(`${url}/mandates`, mandate);
  expect(opened.status).toBe(201);
  const absence = { from: '2026-04-06', to: '2026-04-10' };
  const absent = await client.post(`/v1/mandates/${opened.body.id}/absences`, absence);
  expect(absent.body).toMatchObject({ recordedBy: null, recordedByClient: expect.any(String) });
  expect((await client.post(`${url}/sign`, { on: '2026-03-12' })).status).toBe(200);

  const { body } = await client.get(`${url}/events`);

  expect(body.data.length).toBeGreaterThanOrEqual(4);
  expect(new Set(body.data.map((event: { actor: object }) => JSON.stringify(event.actor)))).toEqual(
    new Set([JSON.stringify({ clientId: absent.body.recordedByClient })]),
  );
});

test('a client never judges: it takes a person', async () => {
  const client = await tokenOf(await create());
  const url = `/v1/contracts/${contract.contractId}`;
  const item = { competency: 'C1', level: 'observation' };
  const attempts: [string, object][] = [
    [`${url}/observations`, { observedOn: '2026-03-12', items: [{ ...item, outcome: 'performed' }] }],
    [`${url}/sign-offs`, { observedOn: '2026-03-12', items: [{ ...item, outcome: 'acquired' }] }],
    [`${url}/level-decisions`, { level: 'simple_tasks', decision: 'open' }],
    [`${url}/resumptions`, {}],
    [`${url}/assignments`, { mission: 'repas', from: '2026-03-12' }],
    [`${url}/concerns`, { severity: 'high', missions: ['repas'], text: 'inquiétude' }],
    ['/v1/concerns/01900000-0000-7000-8000-000000000001/reviews', { text: 'revu' }],
    ['/v1/journal-entries/01900000-0000-7000-8000-000000000001/acknowledgements', {}],
    [`${url}/plan-items`, { horizon: 'short', mission: 'repas', place: 'employer', by: '2026-06-30' }],
    ['/v1/plan-items/01900000-0000-7000-8000-000000000001/withdrawals', { reason: 'autre' }],
    [`${url}/evidence`, {}],
    ['/v1/evidence/01900000-0000-7000-8000-000000000001/withdrawals', { reason: 'un visage' }],
    ['/v1/sign-offs/01900000-0000-7000-8000-000000000001/revocations', {}],
    ['/v1/invitations', { email: 'a@exemple.test', organisationId: employerId, role: 'tutor' }],
    ['/v1/api-clients', { name: 'X', organisationId: employerId, scopes: SCOPES }],
  ];
  for (const [path, body] of attempts) {
    const refused = await client.post(path, body);
    expect([path, refused.status, refused.body.code]).toEqual([path, 403, 'person_required']);
  }
  expect((await client.get('/v1/me')).body.code).toBe('person_required');
});

test('a token does what its scopes say and no more; the refusal names the scope', async () => {
  const created = await create();
  const reader = await tokenOf(created, 'contracts:read');

  expect((await reader.get('/v1/contracts')).status).toBe(200);
  expect((await reader.get('/v1/ladders')).status).toBe(200);
  const ladder = await reader.get(`/v1/contracts/${contract.contractId}/ladder`);
  expect(ladder.status).toBe(403);
  expect(ladder.body).toMatchObject({ code: 'forbidden', requiredScopes: ['progress:read'] });
  expect(ladder.headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="progress:read"');
  expect((await reader.post('/v1/contracts', {})).body.code).toBe('forbidden');
  const progress = await tokenOf(created, 'progress:read');
  expect((await progress.get(`/v1/contracts/${contract.contractId}/ladder`)).status).toBe(200);
});

test('the employer’s client reads no comments, the centre’s does, as their HR and administrator do', async () => {
  const tutor = await app.as(await app.given.mandate(contract, 'main_tutor'));
  await tutor.post(`/v1/contracts/${contract.contractId}/observations`, {
    observedOn: '2026-03-12',
    items: [{ competency: 'C6', level: 'observation', outcome: 'performed', comment: 'Très attentive' }],
  });
  const centre = await app.as(await app.given.someone('centre_admin', contract.trainingCentreId));
  const comments = async (client: Caller) =>
    (await client.get(`/v1/contracts/${contract.contractId}/observations`)).body.data[0].items[0].comment;

  expect(await comments(await tokenOf(await create()))).toBeNull();
  expect(
    await comments(await tokenOf(await create({ organisationId: contract.trainingCentreId }, centre))),
  ).toBe('Très attentive');
});

test('two secrets open while one takes over from the other, never three', async () => {
  const created = await create();
  const { id, clientSecret: first } = created.body;
  const second = (await hr.post(`/v1/api-clients/${id}/rotate`, { overlapDays: 2 })).body.clientSecret;
  const opens = async (secret: string) => (await ask(basic(created.body, secret))).status;

  expect([await opens(first), await opens(second)]).toEqual([200, 200]);
  const { body } = await hr.get(`/v1/api-clients/${id}`);
  expect(body.secrets).toEqual([
    expect.objectContaining({
      expiresAt: '2026-03-14T08:00:00.000Z',
      lastUsedAt: '2026-03-12T08:00:00.000Z',
    }),
    expect.objectContaining({ expiresAt: null }),
  ]);

  const third = (await hr.post(`/v1/api-clients/${id}/rotate`)).body.clientSecret;
  expect([await opens(first), await opens(second), await opens(third)]).toEqual([401, 200, 200]);
  app.clock.set('2026-03-19T07:59:59.000Z');
  expect(await opens(second)).toBe(200);
  app.clock.set('2026-03-19T08:00:00.000Z');
  expect([await opens(second), await opens(third)]).toEqual([401, 200]);
});

test('a revoked client is out at its next request, with its token and its secrets; for good', async () => {
  const created = await create();
  const { id, clientSecret } = created.body;
  const client = await tokenOf(created);
  const key = { 'idempotency-key': 'RH-before' };
  const { alternant, trainingCentreId, ladderId } = contract;
  const details = {
    kind: 'apprenticeship',
    alternantId: alternant.personId,
    employerId,
    trainingCentreId,
    ladderId,
    startsOn: '2027-10-01',
    endsOn: '2028-03-31',
  };
  expect((await client.post('/v1/contracts', details, key)).status).toBe(201);

  const revoked = await hr.post(`/v1/api-clients/${id}/revoke`);

  expect(revoked.body).toMatchObject({ revokedAt: '2026-03-12T08:00:00.000Z', secrets: [] });
  expect((await client.get('/v1/contracts')).body.code).toBe('unauthenticated');
  expect((await client.post('/v1/contracts', details, key)).body.code).toBe('unauthenticated');
  expect((await ask(basic(created.body, clientSecret))).body.code).toBe('invalid_client');
  expect((await hr.post(`/v1/api-clients/${id}/rotate`)).body.code).toBe('client_ended');
  app.clock.advance({ minutes: 5 });
  const again = await hr.post(`/v1/api-clients/${id}/revoke`);
  expect([again.status, again.body.revokedAt]).toEqual([200, '2026-03-12T08:00:00.000Z']);
});

test('a client is out after its last day', async () => {
  const created = await create({ expiresOn: '2026-03-12' });
  const client = await tokenOf(created);
  app.clock.set('2026-03-12T22:59:59.000Z');
  const last = await ask(basic(created.body, created.body.clientSecret));
  expect((await app.withToken(last.body.access_token).get('/v1/contracts')).status).toBe(200);

  app.clock.set('2026-03-12T23:00:00.000Z');

  expect((await app.withToken(last.body.access_token).get('/v1/contracts')).status).toBe(401);
  expect((await ask(basic(created.body, created.body.clientSecret))).body.code).toBe('invalid_client');
  expect((await client.get('/v1/contracts')).status).toBe(401);
});

test('every refusal of a token reads the same, whatever was wrong with client or secret', async () => {
  const { body } = await create();
  const other = (await create()).body;
  const wrong = [
    'Basic',
    basic(body, 'nope'),
    basic(body, other.clientSecret),
    basic({ clientId: '01900000-0000-7000-8000-000000000001' }, body.clientSecret),
    `Bearer ${body.clientSecret}`,
  ];
  const answers = await Promise.all(wrong.map((authorization) => ask(authorization)));
  const reported = answers.map(({ status, headers, body }) =>
    JSON.stringify([status, headers['www-authenticate'], { ...body, requestId: null }]),
  );

  expect(new Set(reported).size).toBe(1);
  expect(answers[0]?.status).toBe(401);
  expect(answers[0]?.body).toMatchObject({ error: 'invalid_client', code: 'invalid_client' });
  expect(answers[0]?.headers['www-authenticate']).toMatch(/^Basic /);
});

test.each([
  ['grant_type=password', 400, 'unsupported_grant_type'],
  ['', 400, 'invalid_request'],
  ['grant_type=client_credentials&grant_type=client_credentials', 400, 'invalid_request'],
  ['grant_type=client_credentials&scope=people:write', 400, 'invalid_scope'],
])('the form %j is refused as RFC 6749 has it', async (form, status, code) => {
  const { body } = await create({ scopes: ['contracts:read'] });

  const refused = await ask(basic(body, body.clientSecret), form);

  expect([refused.status, refused.body.error, refused.body.code]).toEqual([status, code, code]);
});

test('the token endpoint takes a form, every other one JSON', async () => {
  const { body } = await create();
  const headers = { authorization: basic(body, body.clientSecret), 'content-type': 'application/json' };
  const json = await app.anyone.send('POST', '/v1/oauth/token', { body: '{}', headers });
  expect([json.status, json.body.code]).toEqual([415, 'unsupported_media_type']);
  const form = await hr.send('POST', '/v1/api-clients', {
    body: 'name=X',
    headers: { 'content-type': FORM },
  });
  expect(form.status).toBe(415);
});

test('a secret that an answer showed is in no answer kept for its key, nor to be read from the database', async () => {
  const key = { 'idempotency-key': '0d6d7dd6-6c34-4b3e-9f0e-0d4c2d8e9f11' };
  const values = { name: 'SIRH', organisationId: employerId, scopes: SCOPES };
  const first = await hr.post('/v1/api-clients', values, key);
  const again = await hr.post('/v1/api-clients', values, key);

  const { clientSecret, ...rest } = first.body;
  expect(clientSecret).toEqual(expect.any(String));
  expect(again.body).toEqual({ ...rest, withheld: ['clientSecret'] });
  expect(again.headers['idempotency-replayed']).toBe('true');
  const { rows } = await app.owner.query(
    `select encode(k.sealed_body, 'escape') || k.key || k.headers as row from idempotency_keys k`,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { row } of rows) {
    expect(row).not.toContain(clientSecret);
    expect(row).not.toContain(key['idempotency-key']);
  }
});
