import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('whoever is signed in reads what codes are called, once: who has it is told that it still stands', async () => {
  const contract = await app.given.contract();
  const her = await app.as(contract.alternant);

  const { status, body, headers } = await her.get('/v1/reference-data');
  expect(status).toBe(200);
  const supervision = body.data.find(({ list }: { list: string }) => list === 'Supervision');
  expect(supervision.codes[0]).toEqual({
    code: 'present_only',
    fr: 'observer seulement',
    en: 'observe only',
  });
  const again = await her.get('/v1/reference-data', {
    headers: { 'if-none-match': headers['etag'] as string },
  });
  expect(again.status).toBe(304);
});
