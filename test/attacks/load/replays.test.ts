import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let contract: GivenContract;
let hrIs: Someone;
let hr: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract();
  hrIs = await app.given.someone('hr', contract.employerId);
  hr = await app.as(hrIs);
});

let keys = 0;
const newKey = () => ({ 'idempotency-key': `replay-${(keys += 1)}` });
const outcome = ({ status, body }: { status: number; body: { code?: string } }) =>
  body.code ? `${status} ${body.code}` : `${status}`;
const leave = ({ personId }: Someone) =>
  app.owner.query(`update memberships set until_day = '2026-03-12' where person_id = $1`, [personId]);

/** Sends a call twice under one key; `between` happens meanwhile. */
async function twice(
  call: (key: Record<string, string>) => ReturnType<Caller['post']>,
  between?: () => Promise<unknown>,
) {
  const key = newKey();
  const first = await call(key);
  expect([201, 200]).toContain(first.status);
  await between?.();
  return { first, again: await call(key) };
}

test('the secret of a client is shown once: its answer is sent again without it, and says so', async () => {
  const values = { name: 'SIRH', organisationId: contract.employerId, scopes: ['contracts:read'] };
  const made = await twice((key) => hr.post('/v1/api-clients', values, key));
  const { clientSecret, ...rest } = made.first.body;
  const rotated = await twice((key) => hr.post(`/v1/api-clients/${rest.id}/rotate`, {}, key));

  expect(clientSecret).toEqual(expect.any(String));
  expect(made.again.body).toEqual({ ...rest, withheld: ['clientSecret'] });
  expect(made.again.headers['idempotency-replayed']).toBe('true');
  expect(rotated.again.text).not.toContain(rotated.first.body.clientSecret);
  expect(rotated.again.body.withheld).toEqual(['clientSecret']);
});

test('the link of an invitation is shown once', async () => {
  const values = { email: 'nouvelle@ehpad.test', organisationId: contract.employerId, role: 'tutor' };

  const { first, again } = await twice((key) => hr.post('/v1/invitations', values, key));

  expect(first.body.acceptUrl).toContain('token=');
  expect(again.text).not.toContain('token=');
  expect(again.body).toMatchObject({ id: first.body.id, withheld: ['acceptUrl'] });
});

test('whoever left is not answered again of a person, a mandate, a contract or a client', async () => {
  const tutor = await app.given.someone('tutor', contract.employerId);
  const person = {
    givenName: 'Ana',
    familyName: 'Le Goff',
    memberships: [{ organisationId: contract.employerId, role: 'tutor' }],
  };
  const { alternant, employerId, trainingCentreId, ladderId } = contract;
  const calls: ((key: Record<string, string>) => ReturnType<Caller['post']>)[] = [
    (key) => hr.post('/v1/people', person, key),
    (key) =>
      hr.post(
        `/v1/contracts/${contract.contractId}/mandates`,
        { personId: tutor.personId, role: 'observer', from: '2026-03-12' },
        key,
      ),
    (key) =>
      hr.post(
        '/v1/contracts',
        {
          kind: 'apprenticeship',
          alternantId: alternant.personId,
          employerId,
          trainingCentreId,
          ladderId,
          startsOn: '2027-10-01',
          endsOn: '2028-03-31',
        },
        key,
      ),
    (key) =>
      hr.post('/v1/api-clients', { name: 'X', organisationId: employerId, scopes: ['contracts:read'] }, key),
  ];
  const named = calls.map(() => newKey());
  const first = [];
  for (const [index, call] of calls.entries()) first.push(await call(named[index] ?? {}));
  expect(first.map(outcome)).toEqual(['201', '201', '201', '201']);
  for (const [index, call] of calls.entries())
    expect((await call(named[index] ?? {})).headers['idempotency-replayed']).toBe('true');

  await leave(hrIs);

  for (const [index, call] of calls.entries()) {
    const again = await call(named[index] ?? {});
    expect(outcome(again)).toBe('404 not_found');
    expect(again.headers['idempotency-replayed']).toBeUndefined();
  }
});

test('whoever sees the name of a person, and no more, is not answered again what they recorded of them', async () => {
  const centreAdmin = await app.given.someone('centre_admin', contract.trainingCentreId);
  await app.given.membership(hrIs, 'centre_admin', contract.trainingCentreId);
  const both = await app.as({ ...hrIs, roles: ['hr', 'centre_admin'] });
  const body = {
    givenName: 'Léa',
    familyName: 'Roux',
    birthDate: '1991-02-03',
    memberships: [{ organisationId: contract.employerId, role: 'tutor' }],
  };
  const { first, again } = await twice(
    (key) => both.post('/v1/people', body, key),
    async () => {
      const { rows } = await app.owner.query<{ id: string }>(
        `select id from people where family_name = 'Roux'`,
      );
      const person = { personId: rows[0]?.id } as Someone;
      await app.given.mandate(contract, 'main_tutor', { person, by: centreAdmin });
      await app.owner.query(
        `update memberships set until_day = '2026-03-12' where person_id = $1 and role = 'hr'`,
        [hrIs.personId],
      );
    },
  );

  expect((await both.get(`/v1/people/${first.body.id}`)).body).toMatchObject({
    givenName: 'Léa',
    birthDate: null,
  });
  expect(outcome(again)).toBe('404 not_found');
});

test('a token whose roles or scopes no longer reach is refused before the key', async () => {
  const made = await app.given.apiClient(contract.employerId);
  const body = {
    givenName: 'Ana',
    familyName: 'Le Goff',
    memberships: [{ organisationId: contract.employerId, role: 'tutor' }],
  };
  const key = newKey();
  expect((await app.asClient(made).post('/v1/people', body, key)).status).toBe(201);

  const again = await app.asClient({ ...made, scopes: ['contracts:read'] }).post('/v1/people', body, key);

  expect(outcome(again)).toBe('403 forbidden');
});

test('of a shift, whoever no longer sees one of the contracts is not answered again', async () => {
  const tutor = await app.given.mandate(contract, 'main_tutor');
  const as = await app.as(tutor);
  const item = {
    clientId: '01900000-0000-7000-8000-0000000000aa',
    contractId: contract.contractId,
    observedOn: '2026-03-12',
    competency: 'C6',
    level: 'observation',
    outcome: 'not_yet',
    nextStep: 'La prochaine fois',
  };
  const { again } = await twice(
    (key) => as.post('/v1/sign-offs', { items: [item] }, key),
    () => app.owner.query(`update mandates set until_day = '2026-01-01' where id = $1`, [tutor.mandateId]),
  );

  expect(outcome(again)).toBe('404 not_found');
});
