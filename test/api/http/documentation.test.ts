import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});

afterAll(() => app.stop());

test('the documentation is a page of the server itself, which needs no other', async () => {
  const page = await app.anyone.get('/docs');
  const files = [...page.text.matchAll(/(?:src|href)="\.\/(docs\/[^"]+)"/g)].map((match) => match[1]);

  expect(page.status).toBe(200);
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) expect([file, (await app.anyone.get(`/${file}`)).status]).toEqual([file, 200]);
});

test('nothing outside its folder is served, and no address breaks the server', async () => {
  for (const url of [
    '/docs/..%2fpackage.json',
    '/docs/%00',
    '/docs/%2e%2e/package.json',
    '/v1/%',
    '/nowhere',
  ]) {
    const answer = await app.anyone.get(url);
    expect([url, answer.status, answer.body.code]).toEqual([url, 404, 'not_found']);
  }
});

test('every answer, a refusal too, tells browsers to run, sniff and frame nothing', async () => {
  for (const url of ['/healthz', '/v1/me', '/v1/openapi.json', '/docs', '/nowhere']) {
    const { headers } = await app.anyone.get(url);
    expect([url, headers['x-content-type-options'], headers['x-frame-options']]).toEqual([
      url,
      'nosniff',
      'DENY',
    ]);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("script-src 'self';");
  }
});
