import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { counted } from './counted.js';

// The end of a shift: a tutor with six alternants, a telephone, and two minutes.

interface Shift {
  data: {
    contractId: string;
    requirements: { competency: string; level: string }[];
    entitlements: { allowed: boolean }[];
  }[];
}

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-12');
});
afterAll(() => app.stop());

test('a tutor reads all of six alternants and records what was seen of each, in two calls', async () => {
  const first = await LadderScenario.start(app);
  for (const _ of [2, 3, 4, 5, 6]) {
    const other = await LadderScenario.start(app, { ladderId: first.contract.ladderId });
    await app.given.mandate(other.contract, 'co_tutor', { person: first.tutorIs });
  }
  const tutor = counted(await app.as(first.tutorIs));

  const shift = (await tutor.get('/v1/me/shift')).body as Shift;
  expect(shift.data).toHaveLength(6);
  expect(shift.data.every(({ entitlements }) => entitlements.some(({ allowed }) => allowed))).toBe(true);

  const recorded = await tutor.post('/v1/sign-offs', {
    items: shift.data.flatMap(({ contractId, requirements }) =>
      requirements.slice(0, 2).map(({ competency, level }, at) => ({
        clientId: `${contractId}-${at}`,
        contractId,
        observedOn: '2026-03-12',
        observation: true,
        onQuorumNotMet: 'observe',
        competency,
        level,
        outcome: 'acquired',
      })),
    ),
  });
  const { results } = recorded.body as { results: { status: number }[] };

  expect(results.map(({ status }) => status)).toEqual(Array(12).fill(201));
  expect(tutor.requests).toBe(2);
  const after = (await tutor.get('/v1/me/shift')).body as Shift;
  const left = ({ data }: Shift) => data.map(({ requirements }) => requirements.length);
  expect(left(after)).toEqual(left(shift).map((count) => count - 2));
});
