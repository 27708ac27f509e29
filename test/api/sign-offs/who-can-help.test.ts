import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const ITEMS = [{ competency: 'C6', level: 'observation', outcome: 'acquired' }];
const SENT = { observedOn: '2026-03-12', observation: true, items: ITEMS };

test('who may not sign is told, by name, who may; without anybody, who can name somebody', async () => {
  app.clock.set('2026-03-12');
  const contract = await app.given.contract();
  const observer = await app.as(await app.given.mandate(contract, 'observer'));
  const url = (rest: string) => `/v1/contracts/${contract.contractId}/${rest}`;

  const alone = await observer.post(url('sign-offs'), SENT);
  expect([alone.status, alone.body.code, alone.body.detail]).toEqual([
    403,
    'mandate_missing',
    'Seul un tuteur valide : demandez à l’employeur d’en nommer un.',
  ]);

  const main = await app.given.mandate(contract, 'main_tutor');
  const { body: me } = await (await app.as(main)).get('/v1/me');
  const name = `${me.person.givenName} ${me.person.familyName}`;
  const refused = await observer.post(url('sign-offs'), SENT);
  expect(refused.body.detail).toBe(`Seul un tuteur valide : demandez à ${name}.`);
  const english = await observer.post(url('sign-offs'), SENT, { 'accept-language': 'en' });
  expect(english.body.detail).toBe(`Only a tutor signs off: ask ${name}.`);
  const batch = await observer.post('/v1/sign-offs', {
    items: [{ clientId: 'a', contractId: contract.contractId, observedOn: SENT.observedOn, ...ITEMS[0] }],
  });
  expect(batch.body.results[0].problem.detail).toBe(refused.body.detail);
  const { body } = await observer.get(url('entitlements'));
  const closed = body.data.find(({ allowed }: { allowed: boolean }) => !allowed);
  expect(closed.reasons[0].detail).toMatch(
    new RegExp(`^Palier « .+ » fermé : ${name} doit encore valider « .+ »`),
  );
});
