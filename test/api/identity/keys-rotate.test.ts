import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { rotateSigningKeys } from '../../../src/platform/access/rotate-signing-keys.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp } from '../../support/app.js';
import {
  byEcdsa,
  readToken,
  SEAL_KEY,
  signed,
  signingKeyOf,
  testSeal,
} from '../../support/scenarios/forge.js';
import type { Someone } from '../../support/scenarios/given.js';

const PASSWORD = 'un mot de passe assez long';

let one: TestApp;
let two: TestApp;
let tutor: Someone;
let day = 12;
beforeAll(async () => {
  one = await TestApp.start({ PALIER_ACCESS_TOKEN_MINUTES: '60' });
  two = await one.beside({ PALIER_ACCESS_TOKEN_MINUTES: '60' });
  tutor = await one.given.someone('tutor', await one.given.organisation());
  await one.given.password(tutor, 'tutrice@ehpad.test', PASSWORD);
});
afterAll(() => one.stop());
beforeEach(async () => {
  one.clock.set(`2026-03-${(day += 1)}`);
  await Promise.all([issue(one), issue(two)]);
});

const rotate = ({ retireFormer = false } = {}) =>
  asOwner(one.database.ownerUrl, (owner) =>
    rotateSigningKeys(owner, testSeal, one.clock.now(), { retireFormer }),
  );
const issue = async (app: TestApp) => {
  const tokens = app.nest.get(AccessTokens);
  await tokens.prepare();
  return tokens.issue({ kind: 'person', ...tutor });
};
const statusAt = async (app: TestApp, token: string) => (await app.withToken(token).get('/v1/me')).status;
const everywhere = async (token: string) => [await statusAt(one, token), await statusAt(two, token)];
const kidOf = (token: string) => readToken(token).header['kid'];
const login = async (app: TestApp) =>
  (await app.anyone.post('/v1/auth/login', { email: 'tutrice@ehpad.test', password: PASSWORD })).body;

test('a new key signs in every process within a second, and nobody is signed out', async () => {
  const before = await login(one);

  const { kid } = await rotate();
  one.clock.advance({ seconds: 1 });
  const [ofOne, ofTwo] = [await login(one), await login(two)];

  expect([kidOf(ofOne.accessToken), kidOf(ofTwo.accessToken)]).toEqual([kid, kid]);
  expect(kidOf(before.accessToken)).not.toBe(kid);
  for (const { accessToken } of [before, ofOne, ofTwo])
    expect(await everywhere(accessToken)).toEqual([200, 200]);
  const refreshed = await two.anyone.post('/v1/auth/refresh', { refreshToken: before.refreshToken });
  expect([refreshed.status, kidOf(refreshed.body.accessToken)]).toEqual([200, kid]);
});

test('a process that has just read the keys accepts one that was made since', async () => {
  const { kid } = await rotate();
  const started = await one.beside();
  const token = await issue(started);

  expect(kidOf(token)).toBe(kid);
  expect(kidOf(await issue(two))).not.toBe(kid);
  expect(await statusAt(two, token)).toBe(200);
});

test('the same while tokens of unknown keys pour in, which cost a read a second and not one each', async () => {
  await rotate();
  const token = await issue(await one.beside());
  const key = await signingKeyOf(one);
  const { header, claims } = readToken(token);
  const bad = () => signed({ ...header, kid: newId() }, claims, byEcdsa(key.privateKey));
  const begun = performance.now();
  const reads = await countReads(async () => {
    const answers = await Promise.all([
      ...Array.from({ length: 40 }, () => statusAt(two, bad())),
      statusAt(two, token),
      ...Array.from({ length: 40 }, () => statusAt(two, bad())),
    ]);
    expect(answers.filter((status) => status === 401)).toHaveLength(80);
    expect(answers[40]).toBe(200);
  });

  const lasted = (performance.now() - begun) / 1000;
  expect(reads).toBeGreaterThan(0);
  expect(reads).toBeLessThanOrEqual(2 + Math.floor(lasted));
});

test('while keys are rotated under traffic no token is refused', async () => {
  const answers: number[] = [];
  let isRotating = true;
  const traffic = async (from: TestApp, to: TestApp) => {
    for (let i = 0; i < 5 || isRotating; i++) {
      one.clock.advance({ seconds: 0.3 });
      answers.push(await statusAt(to, await issue(from)));
    }
  };
  const rotations = async () => {
    for (let i = 0; i < 5; i++) await rotate();
    isRotating = false;
  };

  await Promise.all([
    traffic(one, two),
    traffic(two, one),
    traffic(one, one),
    traffic(two, two),
    rotations(),
  ]);

  expect(answers.length).toBeGreaterThanOrEqual(20);
  expect(new Set(answers)).toEqual(new Set([200]));
});

test('a former key verifies until the last token that it may have signed expired, and then no more, by the date alone', async () => {
  const former = await signingKeyOf(one);
  const last = await issue(two);
  const { header, claims } = readToken(last);
  await rotate();
  const bySameKey = () => {
    const iat = Math.floor(Date.parse(one.clock.now()) / 1000);
    return signed(
      { ...header, kid: former.kid },
      { ...claims, iat, exp: iat + 3600 },
      byEcdsa(former.privateKey),
    );
  };

  one.clock.advance({ minutes: 60, seconds: -1 });
  expect(await everywhere(last)).toEqual([200, 200]);
  one.clock.advance({ seconds: 1 });
  expect(await everywhere(last)).toEqual([401, 401]);
  one.clock.advance({ minutes: 5, seconds: -1 });
  expect(await everywhere(bySameKey())).toEqual([200, 200]);
  one.clock.advance({ seconds: 1 });
  expect(await everywhere(bySameKey())).toEqual([401, 401]);
  const { rows } = await one.owner.query('select retired_at from signing_keys where kid = $1', [former.kid]);
  expect(rows).toEqual([{ retired_at: null }]);
});

test('after a leak the former keys open nothing within a second, and whoever had signed in refreshes', async () => {
  const before = await login(one);
  const { kid, retired } = await rotate({ retireFormer: true });
  expect(retired).toBeGreaterThan(0);

  one.clock.advance({ seconds: 1 });

  expect(await everywhere(before.accessToken)).toEqual([401, 401]);
  const refreshed = await one.anyone.post('/v1/auth/refresh', { refreshToken: before.refreshToken });
  expect(kidOf(refreshed.body.accessToken)).toBe(kid);
  expect(await everywhere(refreshed.body.accessToken)).toEqual([200, 200]);
});

test('of rotations at once, or from a computer whose clock is behind, the last one signs', async () => {
  await Promise.all([rotate(), rotate(), rotate()]);
  one.clock.advance({ minutes: -10 });
  const { kid } = await rotate();
  one.clock.advance({ minutes: 11 });

  expect(kidOf((await login(one)).accessToken)).toBe(kid);
  expect(kidOf((await login(two)).accessToken)).toBe(kid);
});

test('the command rotates, says so, and refuses what it does not know', async () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['dist/scripts/keys-rotate.js', ...args], {
      env: {
        ...process.env,
        DATABASE_URL: one.database.ownerUrl,
        PALIER_KEY_ENCRYPTION_KEY: SEAL_KEY,
      },
    });
  const kids = async () =>
    (await one.owner.query('select kid from signing_keys where retired_at is null')).rows;
  const before = await kids();

  const { stdout } = await run();
  const { kid } = await signingKeyOf(one);
  expect(stdout).toContain(kid);
  expect(before).not.toContainEqual({ kid });
  expect(await kids()).toHaveLength(before.length + 1);

  await expect(run('--nwo')).rejects.toMatchObject({ code: 2 });
  expect((await run('--now')).stdout).toContain(`${before.length + 1} retirées`);
  expect(await kids()).toEqual([{ kid: (await signingKeyOf(one)).kid }]);
});

/** How often any process here asks the database for the keys. */
async function countReads(work: () => Promise<void>): Promise<number> {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  let reads = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const text = typeof args[0] === 'string' ? args[0] : (args[0] as { text: string }).text;
    if (text.includes('app.signing_keys_in_force')) reads += 1;
    return query.apply(this, args);
  } as typeof pg.Client.prototype.query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
  }
  return reads;
}
