import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LadderId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';

let app: TestApp;
let ladderId: LadderId;
let contract: GivenContract;
let tutor: Caller;

const level = (code: string, supervision: string, competencies: string[]) => ({
  code,
  title: code,
  supervision,
  unlock: 'automatic',
  requirements: competencies.map((competency) => ({ competency })),
});

beforeAll(async () => {
  app = await TestApp.start();
  ladderId = await app.given.ladder({
    levels: [level('observation', 'direct', ['C6']), level('autonomy', 'distant', ['C6', 'C8'])],
    missions: [
      { code: 'wash', title: 'Toilette', level: 'observation', competencies: ['C6'] },
      { code: 'meal', title: 'Repas', level: 'autonomy', competencies: ['C8'] },
    ],
  } as never);
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract({ ladderId });
  tutor = await app.as(await app.given.mandate(contract, 'main_tutor'));
  await sign('C6', 'observation');
  await sign('C6', 'autonomy');
});

const url = (rest: string) => `/v1/contracts/${contract.contractId}/${rest}`;
const sign = (competency: string, at: string) =>
  tutor.post(url('sign-offs'), {
    observedOn: '2026-03-12',
    observation: true,
    items: [{ competency, level: at, outcome: 'acquired' }],
  });
const observe = async (observedOn: string, outcome: string, at = 'autonomy') => {
  const seen = await tutor.post(url('observations'), {
    observedOn,
    items: [{ competency: 'C6', level: at, outcome }],
  });
  expect(seen.status).toBe(201);
  return seen.body.id as string;
};
const wash = async (by: Caller = tutor, query = '') => {
  const { body } = await by.get(url(`entitlements?mission=wash${query}`));
  const [{ supervision, supervisionReasons }] = body.data;
  return [supervision, ...supervisionReasons.map(({ code }: { code: string }) => code)];
};

test('what was unsafe is watched closely from then on, for every reader, and says why', async () => {
  expect(await wash()).toEqual(['distant']);
  app.clock.set('2026-03-13');
  const before = app.clock.now();
  app.clock.advance({ seconds: 60 });
  await observe('2026-03-13', 'unsafe');

  expect(await wash()).toEqual(['direct', 'unsafe_observed']);
  const { body } = await tutor.get(url('entitlements?mission=wash'));
  expect(body.data[0]).toMatchObject({
    allowed: true,
    supervisionLabel: 'avec le tuteur dans la pièce',
    reasons: [],
  });
  expect(body.data[0].supervisionReasons[0].detail).toMatch(/^« .+ » : vu dangereux le 13 mars 2026, /);
  // Whoever sees no observation is told the same.
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  expect(await wash(hr)).toEqual(['direct', 'unsafe_observed']);
  expect(await wash(tutor, `&at=${before}`)).toEqual(['distant']);
});

test('only a later day answers it; on the day itself, or withdrawn, a good one answers nothing', async () => {
  app.clock.set('2026-03-13');
  const unsafe = await observe('2026-03-13', 'unsafe', 'observation');
  await observe('2026-03-13', 'performed');
  expect(await wash()).toEqual(['direct', 'unsafe_observed']);
  app.clock.set('2026-03-14');
  const good = await observe('2026-03-14', 'performed');
  expect(await wash()).toEqual(['distant']);

  app.clock.advance({ seconds: 60 });
  const answered = app.clock.now();
  app.clock.advance({ seconds: 60 });
  expect(
    (await tutor.post(`/v1/observations/${good}/withdrawals`, { reason: 'Autre personne' })).status,
  ).toBe(201);
  expect(await wash()).toEqual(['direct', 'unsafe_observed']);
  expect(await wash(tutor, `&at=${answered}`)).toEqual(['distant']);
  await tutor.post(`/v1/observations/${unsafe}/withdrawals`, { reason: 'Erreur' });
  expect(await wash()).toEqual(['distant']);
});
