import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Bitstring } from '@digitalbazaar/bitstring';
import { verifyJWS } from 'did-jwt';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  await scenario.complete('observation');
  alternant = await app.as(scenario.contract.alternant);
  admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
});
afterAll(() => app.stop());

type Json = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- a test reads what it expects
const pathOf = (url: string) => new URL(url).pathname;
const part = (jwt: string, index: number): Json =>
  JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString()) as Json;

/** As a stranger would: by the addresses that the credential names, with a library that did not sign it. */
async function verified(jwt: string): Promise<Json> {
  const { kid } = part(jwt, 0) as { kid: string };
  const read = await app.anyone.get(pathOf(kid));
  expect(read.status).toBe(200);
  const publicKeyJwk = JSON.parse(read.text) as { kty: string };
  verifyJWS(jwt, { id: kid, type: 'JsonWebKey2020', controller: kid, publicKeyJwk });
  return part(jwt, 1);
}

async function statusOf(badge: Json, purpose: string): Promise<boolean> {
  const entry = badge['credentialStatus'].find((one: Json) => one['statusPurpose'] === purpose);
  app.clock.advance({ minutes: 1 });
  const list = await app.anyone.get(pathOf(entry.statusListCredential));
  expect([list.status, list.headers['content-type']]).toEqual([200, 'application/vc+jwt']);
  const claims = await verified(list.text);
  expect(claims).toMatchObject({
    credentialSubject: { type: 'BitstringStatusList', statusPurpose: purpose },
  });
  const encoded = String(claims['credentialSubject'].encodedList);
  expect(encoded[0]).toBe('u');
  const buffer = await Bitstring.decodeBits({ encoded: encoded.slice(1) });
  return new Bitstring({ buffer }).get(Number(entry.statusListIndex));
}

const issue = (values: object = {}, by = alternant) =>
  by.post(scenario.url('credentials'), { level: 'observation', ...values });

test('a level that was achieved is a credential that a stranger verifies, and its status follows the level', async () => {
  const made = await issue();
  expect(made.status).toBe(201);
  const badge = await verified(made.body.jwt);
  expect(badge).toMatchObject({
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    credentialSubject: { identifier: [{ identityHash: 'Inès Moreau' }] },
    iss: badge['issuer'].id,
  });
  expect(part(made.body.jwt, 0)).toMatchObject({ alg: 'ES256', typ: 'JWT' });
  expect(JSON.stringify(badge)).not.toContain(scenario.contract.contractId);
  expect([await statusOf(badge, 'revocation'), await statusOf(badge, 'suspension')]).toEqual([false, false]);

  const { rows } = await app.owner.query(
    'select id, competency from sign_offs where contract_id = $1 order by sequence limit 1',
    [scenario.contract.contractId],
  );
  const revocation = await scenario.tutor.post(`/v1/sign-offs/${rows[0]?.id}/revocations`, {
    reasonCode: 'entered_in_error',
    reason: 'Saisie par erreur',
  });
  expect(revocation.status).toBe(201);
  expect([await statusOf(badge, 'revocation'), await statusOf(badge, 'suspension')]).toEqual([false, true]);
  expect((await alternant.get(`/v1/credentials/${made.body.id}`)).body).toMatchObject({ state: 'suspended' });
  expect((await issue()).body.errors).toMatchObject([{ pointer: '/level', code: 'not_achieved' }]);
  expect((await issue({ level: 'none' })).body.errors).toMatchObject([{ code: 'unknown_reference' }]);
  const items = [{ competency: rows[0]?.competency, level: 'observation', outcome: 'acquired' }];
  const again = { observedOn: '2026-03-12', observation: true, items };
  expect((await scenario.tutor.post(scenario.url('sign-offs'), again)).status).toBe(201);
  expect(await statusOf(badge, 'suspension')).toBe(false);
});

test('another one takes the place of the one before, and its holder takes it back for good', async () => {
  const first = (await issue()).body;
  const second = (await issue({ shownName: 'none' })).body;
  expect(JSON.stringify(part(second.jwt, 1))).not.toContain('Moreau');
  expect(await statusOf(await verified(first.jwt), 'revocation')).toBe(true);
  expect(await statusOf(await verified(second.jwt), 'revocation')).toBe(false);
  const revoked = await alternant.post(`/v1/credentials/${second.id}/revoke`);
  expect(revoked.body).toMatchObject({ state: 'revoked' });
  expect((await alternant.post(`/v1/credentials/${second.id}/revoke`)).body).toEqual(revoked.body);
  expect(await statusOf(await verified(second.jwt), 'revocation')).toBe(true);
  // Two devices at once: one stands.
  const both = await Promise.all([issue(), issue()]);
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  const valid = (await alternant.get(scenario.url('credentials'))).body.data.filter(
    ({ state }: Json) => state === 'valid',
  );
  expect(valid).toHaveLength(1);
});

test('the holder alone has it; the centre sees that it was made, nobody else anything', async () => {
  const { id } = (await issue()).body;
  const listed = await admin.get(scenario.url('credentials'));
  expect(listed.body.data.at(-1)).toMatchObject({ id, state: 'valid', level: 'observation' });
  expect(listed.text).not.toContain('eyJ');
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const other = await app.as((await app.given.contract()).alternant);
  for (const by of [admin, hr, scenario.tutor]) {
    expect((await by.get(`/v1/credentials/${id}`)).status).toBe(403);
    expect((await issue({}, by)).status).toBe(403);
    expect((await by.post(`/v1/credentials/${id}/revoke`)).status).toBe(403);
  }
  for (const by of [hr, scenario.tutor]) expect((await by.get(scenario.url('credentials'))).status).toBe(403);
  expect((await other.get(`/v1/credentials/${id}`)).status).toBe(404);
  expect((await issue({}, other)).status).toBe(404);
  expect((await other.post(`/v1/credentials/${id}/revoke`)).status).toBe(404);
});

test('keys are published for ever; a key that the settings do not open is followed by another', async () => {
  const before = JSON.parse((await app.anyone.get('/v1/credentials/keys')).text) as { keys: Json[] };
  expect(before.keys).toHaveLength(1);
  expect(Object.keys(before.keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  const { jwt } = (await issue()).body;
  await app.owner.query(`update credential_keys set sealed_key = '\\x01'`);
  app.clock.set('2026-03-12T20:00:00.000Z');
  const after = (await issue()).body;
  expect(part(after.jwt, 0)['kid']).not.toBe(part(jwt, 0)['kid']);
  await verified(jwt);
  await verified(after.jwt);
  for (const path of ['keys/unknown', 'status/revocation/2', 'status/refresh/1', 'status/revocation/0'])
    expect((await app.anyone.get(`/v1/credentials/${path}`)).status).toBe(404);
});
