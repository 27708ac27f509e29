import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '../../../src/kernel/days.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';
import { SEED } from '../../support/runs.js';

const RUNS = 25;

let app: TestApp;
let ladderId: LadderId;

beforeAll(async () => {
  app = await TestApp.start();
  const level = (code: string, unlock: 'automatic' | 'decision', quorum: object) => ({
    code,
    title: code,
    supervision: 'direct' as const,
    unlock,
    requirements: [{ competency: 'A', quorum }, { competency: 'B' }],
  });
  ladderId = await app.given.ladder({
    levels: [
      level('first', 'automatic', {}),
      level('second', 'decision', { minObservations: 2, maxAgeDays: 3 }),
    ],
    missions: [],
  });
});
afterAll(() => app.stop());

const item = fc.record({
  contract: fc.nat(1),
  daysAgo: fc.constantFrom(0, 0, 0, 1, 2, 5, -1),
  observation: fc.boolean(),
  competency: fc.constantFrom('A', 'A', 'B', 'Z'),
  level: fc.constantFrom('first', 'first', 'second', 'second', 'third'),
  outcome: fc.constantFrom('acquired', 'acquired', 'acquired', 'not_yet', 'cannot_assess'),
  isExplained: fc.nat(5).map((n) => n > 0),
});
const shifts = fc.array(
  fc.record({ pause: fc.nat(2), items: fc.array(item, { minLength: 1, maxLength: 12 }) }),
  { minLength: 1, maxLength: 4 },
);

test(`a shift is its items sent one by one: the same is accepted, for the same reasons, and leads to the same ladders (seed ${SEED})`, async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(shifts, async (history) => {
      app.clock.set('2026-03-12');
      const together = await twoContracts();
      const apart = await twoContracts();
      for (const { pause, items } of history) {
        app.clock.advance({ days: pause, minutes: 1 });
        const written = items.map((one) => signOffOf(one, app.clock.today()));
        const clientIds = items.map((_, index) => `${app.clock.now()} ${index}`.replace(' ', '#'));
        const sent = () =>
          together.tutor.post('/v1/sign-offs', {
            items: written.map((one, index) => ({
              ...one,
              clientId: clientIds[index],
              contractId: together.contracts[items[index]?.contract ?? 0]?.contractId,
            })),
          });

        const alone: object[] = [];
        for (const [index, one] of written.entries()) {
          alone.push(recordedAlone(await signAlone(apart, items[index]?.contract ?? 0, one)));
        }
        const first = await sent();
        expect(first.body.results.map(recordedTogether)).toEqual(alone);

        // Lost, and sent again: what was refused is judged again, as if it alone had been sent again.
        const again: object[] = [];
        for (const [index, one] of written.entries()) {
          const isRecorded = first.body.results[index].status === 201;
          again.push(
            isRecorded
              ? (alone[index] ?? {})
              : recordedAlone(await signAlone(apart, items[index]?.contract ?? 0, one)),
          );
        }
        expect((await sent()).body.results.map(recordedTogether)).toEqual(again);
        for (const { status, code } of alone as { status: number; code?: string }[]) {
          const key = code ?? `${status}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
        expect(await ladders(together)).toEqual(await ladders(apart));
      }
    }),
    { seed: SEED, numRuns: RUNS },
  );
  expect([...seen.keys()].sort()).toEqual([
    '201',
    'already_acquired',
    'level_locked',
    'observed_in_the_future',
    'quorum_not_met',
    'validation_failed',
  ]);
}, 120_000);

interface Pair {
  readonly contracts: readonly GivenContract[];
  readonly tutor: Caller;
}

async function twoContracts(): Promise<Pair> {
  const contracts = [await app.given.contract({ ladderId }), await app.given.contract({ ladderId })];
  const [first, second] = contracts as [GivenContract, GivenContract];
  const tutor = await app.given.mandate(first, 'main_tutor');
  await app.given.mandate(second, 'main_tutor', { person: tutor });
  return { contracts, tutor: await app.as(tutor) };
}

type Drawn = typeof item extends fc.Arbitrary<infer T> ? T : never;
const signOffOf = ({ daysAgo, isExplained, ...drawn }: Drawn, today: Day) => ({
  competency: drawn.competency,
  level: drawn.level,
  outcome: drawn.outcome,
  observation: drawn.observation,
  observedOn: addDays(today, -daysAgo),
  ...(isExplained && drawn.outcome === 'not_yet' ? { nextStep: 'Revoir les gestes' } : {}),
  ...(isExplained && drawn.outcome === 'cannot_assess' ? { reason: 'Absente ce jour' } : {}),
});

const signAlone = (
  { contracts, tutor }: Pair,
  contract: number,
  { observedOn, observation, ...one }: ReturnType<typeof signOffOf>,
) =>
  tutor.post(`/v1/contracts/${contracts[contract]?.contractId}/sign-offs`, {
    observedOn,
    observation,
    items: [one],
  });

const recordedAlone = ({ status, body }: TestResponse) =>
  comparable(status === 201 ? { status, ...body.signOffs[0] } : body);
const recordedTogether = ({ status, signOff, problem }: TestResponse['body']) =>
  comparable(signOff ? { status, ...signOff } : problem);

/** Without what is new in every answer, and without the item's place. */
const comparable = (reported: object): object =>
  JSON.parse(
    JSON.stringify(reported)
      .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, '<id>')
      .replaceAll(/"\/items\/\d+/g, '"'),
  ) as object;

const ladders = ({ contracts, tutor }: Pair) =>
  Promise.all(
    contracts.map(async ({ contractId }) => [
      comparable((await tutor.get(`/v1/contracts/${contractId}/ladder`)).body),
      (await tutor.get(`/v1/contracts/${contractId}/events?limit=500`)).body.data.map(
        ({ sequence, type }: { sequence: number; type: string }) => `${sequence} ${type}`,
      ),
    ]),
  );
