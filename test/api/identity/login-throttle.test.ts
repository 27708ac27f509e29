import { createHook } from 'node:async_hooks';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { hashPassword, isPassword } from '../../../src/platform/access/passwords.js';
import { TestApp, type TestResponse } from '../../support/app.js';
import { unjudged } from '../../support/scenarios/given.js';

const PASSWORD = 'un mot de passe assez long';
const WRONG = 'pas le bon mot de passe';

let one: TestApp;
let two: TestApp;
beforeAll(async () => {
  one = await TestApp.start();
  two = await one.beside();
});
afterAll(() => one.stop());
beforeEach(async () => {
  one.clock.set('2026-03-12');
  await one.owner.query('delete from sign_in_failures');
});

const login = (app: TestApp, email: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  app.anyone.post('/v1/auth/login', { email, password }, headers);
const statuses = (answers: readonly TestResponse[]) => answers.map(({ status }) => status).sort();

async function signedUp(email: string): Promise<string> {
  const tutor = await one.given.someone('tutor', await one.given.organisation());
  await one.given.password(tutor, email, PASSWORD);
  return tutor.accountId;
}

test('of thirty guesses at once in two processes five are heard; then the right password is not heard either, in none', async () => {
  await signedUp('assaillie@ehpad.test');

  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) => login(i % 2 ? one : two, 'assaillie@ehpad.test', `${WRONG} ${i}`)),
  );

  expect(statuses(answers)).toEqual([...Array(5).fill(401), ...Array(25).fill(429)]);
  for (const app of [one, two]) {
    const right = await login(app, 'assaillie@ehpad.test');
    expect([right.status, right.headers['retry-after']]).toEqual([429, '1']);
  }
  one.clock.advance({ seconds: 1 });
  expect((await login(two, 'assaillie@ehpad.test')).status).toBe(200);
  expect((await login(one, 'assaillie@ehpad.test', WRONG)).status).toBe(401);
});

test('an unknown account is slowed as a known one is', async () => {
  await signedUp('connue@ehpad.test');
  const guesses = async (email: string) => {
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push(await login(i % 2 ? one : two, email, WRONG));
    return answers.map(({ status, headers, body }) => [
      status,
      headers['retry-after'],
      { ...body, requestId: '' },
    ]);
  };

  expect(await guesses('inconnue@ehpad.test')).toEqual(await guesses('connue@ehpad.test'));
});

test('whether or not there is such an account, one password is hashed, at the same cost', async () => {
  const disabled = await signedUp('fermee@ehpad.test');
  await one.owner.query('update accounts set disabled_at = now() where id = $1', [disabled]);
  await signedUp('connue2@ehpad.test');

  for (const email of ['connue2@ehpad.test', 'inconnue2@ehpad.test', 'fermee@ehpad.test']) {
    expect([email, await hashesDuring(() => login(one, email, WRONG))]).toEqual([email, 1]);
  }
  // The decoy has the parameters of every hash that is stored.
  const costOf = (phc: string) => phc.split('$').slice(0, 4).join('$');
  const { rows } = await one.owner.query<{ password_hash: string }>(
    'select password_hash from accounts where password_hash is not null',
  );
  expect(new Set(rows.map((row) => costOf(row.password_hash)))).toEqual(
    new Set([costOf(await hashPassword(unjudged(PASSWORD)))]),
  );
  expect(await hashesDuring(() => isPassword(PASSWORD, null))).toBe(1);
});

test('an attempt that is refused for its number costs no hash', async () => {
  for (let i = 0; i < 5; i++) await login(one, 'personne@ehpad.test', WRONG);

  expect(await hashesDuring(() => login(two, 'personne@ehpad.test', WRONG))).toBe(0);
});

test('an address is slowed in every process for what it did in one', async () => {
  await signedUp('voisine@ehpad.test');
  await login(one, 'premiere@ehpad.test', WRONG);
  await one.owner.query(`update sign_in_failures set failures = 49 where key like 'address:%'`);

  expect((await login(one, 'cinquantieme@ehpad.test', WRONG)).status).toBe(401);
  expect((await login(two, 'voisine@ehpad.test')).status).toBe(429);
  one.clock.advance({ seconds: 1 });
  expect((await login(two, 'voisine@ehpad.test')).status).toBe(200);
});

/** How many argon2 computations begin while `work` runs, whoever asks for them. */
async function hashesDuring(work: () => Promise<unknown>): Promise<number> {
  let hashes = 0;
  const hook = createHook({
    init(_, type) {
      if (type === 'ARGON2REQUEST') hashes += 1;
    },
  }).enable();
  try {
    await work();
  } finally {
    hook.disable();
  }
  return hashes;
}
