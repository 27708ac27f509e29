import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

let app: TestApp;
const behind = new Map<string, TestApp>();
beforeAll(async () => {
  app = await TestApp.start();
  for (const trust of ['true', 'loopback,10.0.0.0/8', '203.0.113.7', 'false']) {
    behind.set(trust, await app.beside({ PALIER_TRUST_PROXY: trust }));
  }
});
afterAll(() => app.stop());
afterEach(() => app.owner.query('delete from sign_in_failures'));

/** How many addresses are counted for failures that come with these `X-Forwarded-For`. */
async function addressesCounted(trust: string, forwarded: readonly string[]): Promise<number> {
  for (const [i, header] of forwarded.entries()) {
    const answer = await behind
      .get(trust)
      ?.anyone.post(
        '/v1/auth/login',
        { email: `inconnue.${i}@ehpad.test`, password: 'x' },
        { 'x-forwarded-for': header },
      );
    expect(answer?.status).toBe(401);
  }
  const { rowCount } = await app.owner.query(`select from sign_in_failures where key like 'address:%'`);
  return rowCount ?? 0;
}

const OTHERS = ['198.51.100.1', '198.51.100.2', '198.51.100.3'];
/** What a caller invents, then what the proxy in front adds. */
const forgedBefore = (proxySaw: string) =>
  ['1.1.1.1', '2.2.2.2', '3.3.3.3'].map((it) => `${it}, ${proxySaw}`);

test('without a proxy nobody chooses the address that is counted against them', async () => {
  expect(await addressesCounted('false', [...OTHERS, ...forgedBefore('198.51.100.9')])).toBe(1);
});

test('`true` counts the address that the proxy saw, and nothing that was written before it', async () => {
  expect(await addressesCounted('true', OTHERS)).toBe(3);
  expect(await addressesCounted('true', forgedBefore('198.51.100.3'))).toBe(3);
});

test('a list of proxies is believed as far as it goes', async () => {
  const trust = 'loopback,10.0.0.0/8';

  expect(await addressesCounted(trust, OTHERS)).toBe(3);
  expect(await addressesCounted(trust, forgedBefore('198.51.100.3'))).toBe(3);
  expect(await addressesCounted(trust, forgedBefore('198.51.100.3, 10.1.2.3'))).toBe(3);
});

test('a proxy that is not in the list is not believed', async () => {
  expect(await addressesCounted('203.0.113.7', [...OTHERS, ...forgedBefore('198.51.100.9')])).toBe(1);
});
