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

test('whoever is signed in reads what the law says on a day, and of which rules', async () => {
  const contract = await app.given.contract();
  const her = await app.as(contract.alternant);
  const codes = async (query: string) =>
    (await her.get(`/v1/legal-rules?${query}`)).body.data.map((rule: { code: string }) => rule.code);

  const { body } = await her.get('/v1/legal-rules?on=2026-06-01&code=smic.metropole');
  expect(body.data).toMatchObject([{ from: '2026-06-01', figures: [{ name: 'hourly', value: 12.31 }, {}] }]);
  expect(await codes('on=2021-12-31&code=smic.metropole')).toEqual([]);
  expect((await codes('code=maitre')).length).toBeGreaterThan(2);
  expect(await codes('code=mai')).toEqual([]);
});
