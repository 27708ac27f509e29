import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { missionsWithdrawn } from '../../../src/features/ladder/entitlements/concerns.rules.js';
import {
  CONCERN_SEVERITIES,
  type OpenConcern,
} from '../../../src/features/ladder/entitlements/concerns.types.js';
import { decideEntitlement } from '../../../src/features/ladder/entitlements/entitlement.rules.js';
import { evaluateLadder } from '../../../src/features/ladder/ladder.rules.js';
import type { Day, Instant } from '../../../src/kernel/days.js';
import { History, smallLadder } from './world.js';

const high = (...missions: string[]): OpenConcern => ({ severity: 'high', missions });
const low = (...missions: string[]): OpenConcern => ({ severity: 'low', missions });

test.each<[string, OpenConcern[], string[]]>([
  ['no concern withdraws nothing', [], []],
  ['a high one withdraws every mission that it names', [high('meal', 'wash')], ['meal', 'wash']],
  ['a low one informs only', [low('meal')], []],
  ['a low one beside a high one takes nothing back', [high('meal'), low('meal', 'wash')], ['meal']],
  ['two that name the same mission withdraw it once', [high('meal'), high('meal', 'wash')], ['meal', 'wash']],
])('%s', (_, open, withdrawn) => {
  expect([...missionsWithdrawn(open)].sort()).toEqual(withdrawn);
});

const ladder = smallLadder();
const LEVELS = ['observation', 'simple_tasks', 'supervised_care', 'autonomy'];
const concern = fc.record({
  severity: fc.constantFrom(...CONCERN_SEVERITIES),
  missions: fc.subarray(
    ladder.missions.map(({ code }) => code),
    { minLength: 1 },
  ),
});

test('one more concern never widens an entitlement, refuses what it names if it is high, and leaves the rest as it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4 }),
      fc.boolean(),
      fc.boolean(),
      fc.array(concern, { maxLength: 3 }),
      concern,
      (height, isActive, isBackFromLongAbsence, before, added) => {
        const history = LEVELS.slice(0, height).reduce(
          (achieved, level) => achieved.achieve(ladder, level),
          new History(),
        );
        const state = evaluateLadder(ladder, history.facts, '2027-01-01T00:00:00.000Z' as Instant);
        const circumstances = {
          isActive,
          isBackFromLongAbsence,
          days: ['2026-06-01' as Day] as const,
          birthDate: '2000-01-01' as Day,
          structureType: null,
          places: [],
          declarations: [],
          attestations: [],
          minorHours: [],
        };
        const decide = (open: readonly OpenConcern[]) =>
          ladder.missions.map((mission) =>
            decideEntitlement(ladder, state, mission, {
              ...circumstances,
              withdrawn: missionsWithdrawn(open),
            }),
          );
        const was = decide(before);

        decide([...before, added]).forEach((becomes, index) => {
          const named = added.severity === 'high' && added.missions.includes(becomes.mission.code);
          if (!named) expect(becomes).toEqual(was[index]);
          else {
            expect(becomes).toMatchObject({ allowed: false, supervision: null });
            expect(becomes.reasons).toContainEqual({ code: 'concern' });
            expect(becomes.reasons).toEqual(expect.arrayContaining([...(was[index]?.reasons ?? [])]));
          }
        });
      },
    ),
  );
});
