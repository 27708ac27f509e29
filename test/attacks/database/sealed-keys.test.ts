import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { KeySeal } from '../../../src/platform/access/key-seal.js';
import { rotateSigningKeys } from '../../../src/platform/access/rotate-signing-keys.js';
import { readConfig } from '../../../src/platform/config/config.js';
import { withSealKeys } from '../../../src/platform/config/kept-seal-key.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp } from '../../support/app.js';
import { readToken, SEAL_KEY, signed, byEcdsa, testSeal } from '../../support/scenarios/forge.js';
import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import type { Someone } from '../../support/scenarios/given.js';
import { ServerProcess } from '../../support/server-process.js';

const OTHER = Buffer.alloc(32, 9);
const present = Buffer.from(SEAL_KEY, 'base64');

let app: TestApp;
let tutor: Someone;
beforeAll(async () => {
  app = await TestApp.start();
  tutor = await app.given.someone('tutor', await app.given.organisation());
});
afterAll(() => app?.stop());

const tokenOf = (one: TestApp) => one.nest.get(AccessTokens).issue({ kind: 'person', ...tutor });
const statusAt = async (one: TestApp, token: string) => (await one.withToken(token).get('/v1/me')).status;
const rotate = (seal: KeySeal, retireFormer = false) =>
  asOwner(app.database.ownerUrl, (owner) =>
    rotateSigningKeys(owner, seal, app.clock.now(), { retireFormer }),
  );

test('whoever reads the table, or a backup of it, has no key that signs', async () => {
  const { rows } = await app.owner.query<{ row: string; sealed_key: Buffer; kid: string }>(
    'select k.*, k::text as row from signing_keys k',
  );
  expect(rows).toHaveLength(1);
  for (const { row, kid, sealed_key: sealed } of rows) {
    expect(`${row} ${sealed.toString('latin1')}`).not.toMatch(/"d"|"x"|"kty"/);
    expect(testSeal.open(kid, sealed)).toContain('"d"');
    expect(testSeal.open(newId(), sealed)).toBeNull();
    expect(new KeySeal({ current: OTHER, former: null }).open(kid, sealed)).toBeNull();
    sealed[40] = (sealed[40] ?? 0) ^ 1;
    expect(testSeal.open(kid, sealed)).toBeNull();
  }
});

test('a key that somebody puts into the table without the key that seals signs and verifies nothing', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const { header, claims } = readToken(await tokenOf(app));
  const forgeries = [Buffer.from(JSON.stringify(jwk)), new KeySeal({ current: OTHER, former: null })];
  for (const forgery of forgeries) {
    const kid: string = newId();
    const row = Buffer.isBuffer(forgery) ? forgery : forgery.seal(kid, JSON.stringify(jwk));
    await app.owner.query('insert into signing_keys (kid, sealed_key, created_at) values ($1, $2, $3)', [
      kid,
      row,
      app.clock.now(),
    ]);
    app.clock.advance({ seconds: 2 });
    const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
    expect(await statusAt(app, signed({ ...header, kid }, claims, byEcdsa(key)))).toBe(401);
    expect(readToken(await tokenOf(app)).header['kid']).toBe(header['kid']);
    await app.owner.query('delete from signing_keys where kid = $1', [kid]);
  }
  expect(
    app.logged().filter(({ message }) => message === 'a signing key is sealed with another key'),
  ).toHaveLength(2);
});

test('a process with another key does not start, and says what to do; once the keys are retired it does', async () => {
  const settings = {
    DATABASE_URL: app.database.ownerUrl,
    PALIER_KEY_ENCRYPTION_KEY: OTHER.toString('base64'),
  };
  const refused = ServerProcess.spawn(settings);
  expect((await refused.ended).code).toBe(2);
  expect(refused.output).toContain('npm run keys:rotate -- --now');

  const other = new KeySeal({ current: OTHER, former: null });
  await expect(rotate(other)).rejects.toThrow('PALIER_FORMER_KEY_ENCRYPTION_KEY');
  await rotate(other, true);
  const server = await ServerProcess.start(settings);
  server.signal('SIGTERM');
  expect((await server.ended).code).toBe(0);
  await rotate(testSeal, true);
});

test('the key that seals is changed without signing anybody out', async () => {
  app.clock.advance({ seconds: 2 });
  await app.nest.get(AccessTokens).prepare();
  const before = await tokenOf(app);
  const both = {
    PALIER_KEY_ENCRYPTION_KEY: OTHER.toString('base64'),
    PALIER_FORMER_KEY_ENCRYPTION_KEY: SEAL_KEY,
  };
  const changing = await app.beside(both);
  expect(await statusAt(changing, before)).toBe(200);

  await rotate(new KeySeal({ current: OTHER, former: present }));
  const changed = await app.beside({ PALIER_KEY_ENCRYPTION_KEY: OTHER.toString('base64') });
  expect(await statusAt(changed, before)).toBe(200);
  const after = await tokenOf(changed);
  expect(readToken(after).header['kid']).not.toBe(readToken(before).header['kid']);
  expect(await statusAt(changing, after)).toBe(200);
});

test('without the setting the key is a file that only its owner reads, the same at the next start', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'palier-seal-'));
  const config = readConfig({ PALIER_DATA_DIR: join(dataDir, 'new') });
  const [one, two] = await Promise.all([withSealKeys(config), withSealKeys(config)]);
  const again = await withSealKeys(config);

  expect(one.sealKeys.current).toHaveLength(32);
  expect([two.sealKeys, again.sealKeys]).toEqual([one.sealKeys, one.sealKeys]);
  expect((await stat(join(dataDir, 'new', 'key-encryption-key'))).mode & 0o777).toBe(0o600);
  await rm(dataDir, { recursive: true });
});
