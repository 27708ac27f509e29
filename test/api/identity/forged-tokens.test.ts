import { createHmac, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp } from '../../support/app.js';
import {
  byEcdsa,
  encoded,
  readToken,
  signed,
  signingKeyOf,
  type OwnKey,
} from '../../support/scenarios/forge.js';

let app: TestApp;
let own: OwnKey;
let genuine: string;
let header: Record<string, unknown>;
let claims: Record<string, unknown>;
/** Where a server that believed `jku` or `x5u` would fetch a key. */
let lure: Server;
let lured = 0;
let lureUrl: string;

const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const attackerJwk = attacker.publicKey.export({ format: 'jwk' });
const byAttacker = byEcdsa(attacker.privateKey);
const byUs = (input: Buffer) => byEcdsa(own.privateKey)(input);
const N = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');

beforeAll(async () => {
  app = await TestApp.start();
  const tutor = await app.given.someone('tutor', await app.given.organisation());
  genuine = await app.nest.get(AccessTokens).issue({ kind: 'person', ...tutor });
  own = await signingKeyOf(app);
  ({ header, claims } = readToken(genuine));
  lure = createServer((_, reply) => {
    lured += 1;
    reply.end(JSON.stringify({ keys: [{ ...attackerJwk, kid: own.kid, alg: 'ES256' }] }));
  });
  await new Promise<void>((listening) => lure.listen(0, '127.0.0.1', listening));
  lureUrl = `http://127.0.0.1:${(lure.address() as AddressInfo).port}/jwks.json`;
});
afterAll(async () => {
  lure.close();
  await app.stop();
});

const seconds = () => Math.floor(Date.parse(app.clock.now()) / 1000);
const signatureOf = (token: string) => Buffer.from(token.split('.')[2] ?? '', 'base64url');
const withSignature = (signature: Buffer) =>
  `${genuine.split('.').slice(0, 2).join('.')}.${signature.toString('base64url')}`;
/** Signed with our own key: only what is asked of the header and the claims can refuse it. */
const ours = (more: { header?: object; claims?: object }) =>
  signed({ ...header, ...more.header }, { ...claims, ...more.claims }, byUs);
const without = (values: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
const oursWithout = (name: string) => signed(header, without(claims, name), byUs);
const hmac = (alg: string, secret: string | Buffer) =>
  signed({ ...header, alg }, claims, (input) =>
    createHmac(alg.replace('HS', 'sha'), secret).update(input).digest(),
  );
const publicKey = () => createPublicKey({ key: own.publicJwk, format: 'jwk' });
const foreign = (more: object) => signed({ ...header, ...more }, claims, byAttacker);

async function someoneElse(alteration: string): Promise<string> {
  const someone = await app.given.someone('tutor', await app.given.organisation());
  const token = await app.nest.get(AccessTokens).issue({ kind: 'person', ...someone });
  expect((await app.withToken(token).get('/v1/me')).status).toBe(200);
  await app.owner.query(alteration, [someone.accountId]);
  return token;
}

const NONE = ['none', 'None', 'NONE', 'nOnE', ' none', 'none ', ''];
const attacks: [string, () => string | Promise<string>][] = [
  ...NONE.map((alg): [string, () => string] => [
    `alg "${alg}" without a signature`,
    () => `${encoded({ ...header, alg })}.${encoded(claims)}.`,
  ]),
  [
    'alg none with the signature of a genuine token',
    () => signed({ ...header, alg: 'none' }, claims, () => signatureOf(genuine)),
  ],
  ['no alg', () => signed(without(header, 'alg'), claims, byUs)],
  [
    'HS256 with our public key as PEM',
    () => hmac('HS256', publicKey().export({ type: 'spki', format: 'pem' })),
  ],
  [
    'HS256 with our public key as PEM, without its last line end',
    () => hmac('HS256', publicKey().export({ type: 'spki', format: 'pem' }).toString().trim()),
  ],
  [
    'HS256 with our public key as DER',
    () => hmac('HS256', publicKey().export({ type: 'spki', format: 'der' })),
  ],
  ['HS256 with our public key as JWK', () => hmac('HS256', JSON.stringify(own.publicJwk))],
  [
    'HS384 with our public key as PEM',
    () => hmac('HS384', publicKey().export({ type: 'spki', format: 'pem' })),
  ],
  ['HS512 with our public key as JWK', () => hmac('HS512', JSON.stringify(own.publicJwk))],
  ['HS256 with an empty secret', () => hmac('HS256', '')],
  ['a key of their own in the header', () => foreign({ jwk: attackerJwk })],
  [
    'a key of their own in the header, and no kid',
    () => signed({ ...without(header, 'kid'), jwk: attackerJwk }, claims, byAttacker),
  ],
  ['a key of their own at an address', () => foreign({ jku: lureUrl })],
  ['a certificate of their own at an address', () => foreign({ x5u: lureUrl })],
  [
    'a certificate of their own in the header',
    () => foreign({ x5c: [attacker.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')] }),
  ],
  ['their key under our kid', () => foreign({})],
  ['a kid that nobody has', () => foreign({ kid: newId() })],
  ['our kid in capitals', () => ours({ header: { kid: own.kid.toUpperCase() } })],
  ['no kid', () => signed(without(header, 'kid'), claims, byUs)],
  ...[
    '../../../../dev/null',
    "x' or '1'='1",
    "'; drop table signing_keys; --",
    '__proto__',
    '',
    1,
    null,
    {},
    [0],
  ].map((kid): [string, () => string] => [
    `the kid ${JSON.stringify(kid)}`,
    () => ours({ header: { kid: Array.isArray(kid) ? [own.kid] : kid } }),
  ]),
  [
    'RS256 with a key of their own',
    () =>
      signed({ ...header, alg: 'RS256' }, claims, (input) =>
        sign('sha256', input, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      ),
  ],
  [
    'ES384 with a key of their own',
    () =>
      signed(
        { ...header, alg: 'ES384' },
        claims,
        byEcdsa(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey, 'sha384'),
      ),
  ],
  [
    'ES512 with a key of their own',
    () =>
      signed(
        { ...header, alg: 'ES512' },
        claims,
        byEcdsa(generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey, 'sha512'),
      ),
  ],
  [
    'EdDSA with a key of their own',
    () =>
      signed({ ...header, alg: 'EdDSA' }, claims, (input) =>
        sign(null, input, generateKeyPairSync('ed25519').privateKey),
      ),
  ],
  ['our key under another alg', () => ours({ header: { alg: 'ES384' } })],
  [
    'claims of an administrator over a genuine signature',
    () => signed(header, { ...claims, roles: ['platform_admin'] }, () => signatureOf(genuine)),
  ],
  [
    'another header over a genuine signature',
    () => signed({ ...header, x: 1 }, claims, () => signatureOf(genuine)),
  ],
  [
    'one bit of the signature turned',
    () => {
      const it = signatureOf(genuine);
      it.writeUInt8(it.readUInt8(10) ^ 1, 10);
      return withSignature(it);
    },
  ],
  ['an empty signature', () => withSignature(Buffer.alloc(0))],
  ['no signature at all', () => genuine.split('.').slice(0, 2).join('.')],
  ['r and s of zero', () => withSignature(Buffer.alloc(64))],
  ['r of zero', () => withSignature(Buffer.concat([Buffer.alloc(32), signatureOf(genuine).subarray(32)]))],
  ['r and s of the order of the curve', () => withSignature(Buffer.concat([N, N]))],
  [
    'r and s of one',
    () => withSignature(Buffer.concat([Buffer.alloc(31), Buffer.of(1), Buffer.alloc(31), Buffer.of(1)])),
  ],
  [
    'a genuine signature as DER',
    () => signed(header, claims, (input) => sign('sha256', input, own.privateKey)),
  ],
  ['random bytes for a signature', () => withSignature(randomBytes(64))],
  ['another type of token', () => ours({ header: { typ: 'JWT' } })],
  ['an id token', () => ours({ header: { typ: 'id+jwt' } })],
  ['no type', () => signed(without(header, 'typ'), claims, byUs)],
  ['another issuer', () => ours({ claims: { iss: 'https://palier.example.org' } })],
  ['no issuer', () => oursWithout('iss')],
  ['another audience', () => ours({ claims: { aud: ['elsewhere'] } })],
  ['no audience', () => oursWithout('aud')],
  ['no end', () => oursWithout('exp')],
  ['an end that is no number', () => ours({ claims: { exp: '9999999999' } })],
  ['an end that passed', () => ours({ claims: { exp: seconds() } })],
  ['a beginning to come', () => ours({ claims: { nbf: seconds() + 3600 } })],
  ['issued in the future', () => ours({ claims: { iat: seconds() + 3600, exp: seconds() + 7200 } })],
  ['no moment of issue', () => oursWithout('iat')],
  ['no account', () => oursWithout('sub')],
  ['an account that is no id', () => ours({ claims: { sub: "x' or '1'='1" } })],
  ['no person', () => oursWithout('person')],
  ['an account that nobody has', () => ours({ claims: { sub: newId() } })],
  ['another person on the account', () => ours({ claims: { person: newId() } })],
  ['no roles', () => oursWithout('roles')],
  ['roles that are no list', () => ours({ claims: { roles: 'platform_admin' } })],
  [
    'a critical header that nobody knows',
    () => ours({ header: { crit: ['https://palier.example.org/x'], 'https://palier.example.org/x': true } }),
  ],
  ['a critical header that is there for every token', () => ours({ header: { crit: ['alg'] } })],
  ['claims that are not encoded', () => ours({ header: { crit: ['b64'], b64: false } })],
  [
    'claims that are no object',
    () =>
      `${encoded(header)}.${encoded('[]')}.${byUs(Buffer.from(`${encoded(header)}.${encoded('[]')}`)).toString('base64url')}`,
  ],
  [
    'the shape of an encrypted token',
    () =>
      [encoded({ alg: 'dir', enc: 'A128GCM' }), '', encoded('iv'), encoded(claims), encoded('tag')].join('.'),
  ],
  [
    'an encrypted token with our public key',
    () =>
      [
        encoded({ alg: 'ECDH-ES', enc: 'A128GCM', epk: attackerJwk, kid: own.kid }),
        '',
        encoded('iv'),
        encoded(claims),
        encoded('tag'),
      ].join('.'),
  ],
  [
    'a signature as JSON',
    () => {
      const [p, c, s] = genuine.split('.');
      return JSON.stringify({ payload: c, protected: p, signature: s });
    },
  ],
  [
    'a signature as JSON with several signers',
    () => {
      const [p, c, s] = genuine.split('.');
      return JSON.stringify({ payload: c, signatures: [{ protected: p, signature: s }] });
    },
  ],
  ['a genuine token with a part more', () => `${genuine}.${encoded('x')}`],
  ['a genuine token twice', () => `${genuine},${genuine}`],
  ['15 KB', () => 'A'.repeat(15_000)],
  ['not a token', () => 'x'],
  ['the token of an account that was deleted', () => someoneElse('delete from accounts where id = $1')],
  [
    'the token of an account that was disabled',
    () => someoneElse('update accounts set disabled_at = now() where id = $1'),
  ],
];

/** What the caller learns; the time and the request's own id are always other. */
interface Learnt {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: unknown;
}

function learnt(status: number, headers: Readonly<Record<string, unknown>>, text: string): Learnt {
  const changing = ['date', 'x-request-id', 'content-length', 'keep-alive', 'connection'];
  const kept = Object.entries(headers).filter(
    ([name]) => !changing.includes(name) && !name.startsWith('ratelimit'),
  );
  return {
    status,
    headers: Object.fromEntries(kept),
    body: { ...(JSON.parse(text) as object), requestId: '' },
  };
}

async function ask(headers: Record<string, string>, url = '/v1/me'): Promise<Learnt> {
  const answer = await app.anyone.get(url, { headers });
  return learnt(answer.status, answer.headers, answer.text);
}

/** Headers exactly as listed, also the same one twice. */
async function askRaw(headers: string[]): Promise<Learnt> {
  const { port } = app.nest.getHttpServer().address() as AddressInfo;
  return new Promise((resolve, reject) => {
    httpRequest(
      { port, host: '127.0.0.1', path: '/v1/me', headers: ['Host', 'palier', ...headers] },
      (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        reply.on('end', () => resolve(learnt(reply.statusCode ?? 0, reply.headers, text)));
      },
    )
      .on('error', reject)
      .end();
  });
}

async function nothing(): Promise<Learnt> {
  const answer = await ask({});
  expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  return answer;
}

test('a genuine token is heard, and so is one that is written here in the same way', async () => {
  expect((await ask({ authorization: `Bearer ${genuine}` })).status).toBe(200);
  expect((await ask({ authorization: `Bearer ${ours({})}` })).status).toBe(200);
  expect((await askRaw(['Authorization', `Bearer ${genuine}`])).status).toBe(200);
});

test.each(attacks)('%s is answered as no token at all', async (_, forge) => {
  const token = await forge();

  expect(await ask({ authorization: `Bearer ${token}` })).toEqual(await nothing());
});

test('nobody is sent to fetch a key', () => {
  expect(lured).toBe(0);
});

test('a refresh token is no access token', async () => {
  const tutor = await app.given.someone('tutor', await app.given.organisation());
  await app.given.password(tutor, 'jeton@ehpad.test', 'un mot de passe assez long');
  const session = await app.anyone.post('/v1/auth/login', {
    email: 'jeton@ehpad.test',
    password: 'un mot de passe assez long',
  });

  expect(await ask({ authorization: `Bearer ${session.body.accessToken}` })).toMatchObject({ status: 200 });
  expect(await ask({ authorization: `Bearer ${session.body.refreshToken}` })).toEqual(await nothing());
});

test.each<[string, () => string[]]>([
  [
    'two headers, the first genuine',
    () => ['Authorization', `Bearer ${genuine}`, 'Authorization', 'Bearer x'],
  ],
  [
    'two headers, the second genuine',
    () => ['Authorization', 'Bearer x', 'Authorization', `Bearer ${genuine}`],
  ],
  ['two genuine headers', () => ['Authorization', `Bearer ${genuine}`, 'authorization', `Bearer ${genuine}`]],
  [
    'a genuine token in a cookie',
    () => ['Cookie', `access_token=${genuine}; authorization=Bearer ${genuine}`],
  ],
  [
    'a genuine token in another header',
    () => ['Proxy-Authorization', `Bearer ${genuine}`, 'X-Access-Token', genuine],
  ],
  ['a genuine token without its scheme', () => ['Authorization', genuine]],
  ['a genuine token under another scheme', () => ['Authorization', `Basic ${genuine}`]],
])('%s: as no token at all', async (_, headers) => {
  expect(await askRaw(headers())).toEqual(await nothing());
});

test('a token in the address is none', async () => {
  expect(await ask({}, `/v1/me?access_token=${genuine}&token=${genuine}`)).toEqual(await nothing());
});

test('a token of a megabyte is refused before it is read, and the next request is answered', async () => {
  const { port } = app.nest.getHttpServer().address() as AddressInfo;
  const status = await new Promise<number>((resolve, reject) => {
    const sent = httpRequest(
      {
        port,
        host: '127.0.0.1',
        path: '/v1/me',
        headers: { authorization: `Bearer ${'A'.repeat(1024 * 1024)}` },
      },
      (reply) => {
        reply.resume();
        resolve(reply.statusCode ?? 0);
      },
    );
    // The server may hang up while the client still writes.
    sent.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(431) : reject(error),
    );
    sent.end();
  });

  expect(status).toBe(431);
  expect((await ask({ authorization: `Bearer ${genuine}` })).status).toBe(200);
});

test('the keys are as they were', async () => {
  expect((await signingKeyOf(app)).kid).toBe(own.kid);
});
