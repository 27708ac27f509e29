import { expect, test } from '@jest/globals';
import type { Ladder, Mission, Supervision } from '../../../../src/features/frameworks/frameworks.types.js';
import { SUPERVISIONS } from '../../../../src/features/frameworks/frameworks.types.js';
import { supervisionAt } from '../../../../src/features/frameworks/ladders/supervision.types.js';
import { explainCloser } from '../../../../src/features/ladder/entitlements/entitlement.types.js';
import { superviseClosely } from '../../../../src/features/ladder/entitlements/supervision/supervision.rules.js';
import { unansweredUnsafe } from '../../../../src/features/ladder/entitlements/supervision/unsafe.rules.js';
import { evaluateLadder } from '../../../../src/features/ladder/ladder.rules.js';
import type { Day, Instant } from '../../../../src/kernel/days.js';
import { countWords, MAX_WORDS } from '../../../../src/kernel/sentences.js';
import { smallLadder } from '../world.js';

const day = (value: string) => value as Day;

test.each<[string, string | null, boolean]>([
  ['was never performed', null, true],
  ['was performed the day before', '2026-03-11', true],
  ['was performed on that very day', '2026-03-12', true],
  ['was performed the day after', '2026-03-13', false],
])('what was unsafe on a day stands unanswered when it %s', (_, performedOn, stands) => {
  const observed = { competency: 'A', unsafeOn: day('2026-03-12'), performedOn: performedOn as Day | null };

  expect([...unansweredUnsafe([observed])]).toEqual(stands ? [['A', '2026-03-12']] : []);
});

const levelsOf = (supervisions: readonly Supervision[]): Pick<Ladder, 'code' | 'levels'> => ({
  code: 'l',
  levels: supervisions.map((supervision, index) => ({
    code: `${index + 1}`,
    title: `${index + 1}`,
    supervision,
    unlock: 'automatic',
    requirements: [{ competency: 'A' }],
  })),
});
const mission = (level: number): Mission => ({
  code: 'm',
  title: 'M',
  level: `${level}`,
  competencies: ['A'],
});

test.each<[Supervision[], number, Supervision, Supervision]>([
  // Levels, the mission's, then where all is acquired: without and with something unsafe.
  [['present_only', 'direct', 'indirect', 'distant'], 2, 'distant', 'direct'],
  [['present_only', 'direct', 'indirect', 'distant'], 4, 'distant', 'direct'],
  [['present_only', 'indirect', 'distant'], 2, 'distant', 'indirect'],
  [['present_only', 'indirect', 'distant'], 1, 'distant', 'direct'],
  [['indirect', 'distant'], 2, 'distant', 'indirect'],
  [['present_only', 'direct'], 2, 'direct', 'direct'],
])('on %j a mission of level %i is %s, and %s once unsafe', (supervisions, level, usual, closely) => {
  const ladder = levelsOf(supervisions);
  const place = { current: supervisions.length, highestAcquired: () => supervisions.length };

  expect(supervisionAt(ladder, mission(level), place)).toBe(usual);
  expect(supervisionAt(ladder, mission(level), { ...place, isUnsafe: true })).toBe(closely);
});

test('what is unsafe never loosens a supervision, and never stops what was watched closely', () => {
  const supervisions: readonly Supervision[] = ['present_only', 'direct', 'indirect', 'distant'];
  for (const level of [1, 2, 3, 4])
    for (const current of [1, 2, 3, 4])
      for (const acquired of [0, 1, 2, 3, 4])
        for (const isCloser of [false, true]) {
          const place = { current, highestAcquired: () => acquired, isCloser };
          const [usual, closely] = [false, true].map((isUnsafe) =>
            supervisionAt(levelsOf(supervisions), mission(level), { ...place, isUnsafe }),
          ) as [Supervision, Supervision];
          expect(SUPERVISIONS.indexOf(closely)).toBe(Math.min(SUPERVISIONS.indexOf(usual), 1));
        }
});

test('only what changes the supervision is given as a reason, with its day', () => {
  const ladder = { ...smallLadder(), competencyTitles: { A: 'Aide à la toilette' } };
  const start = evaluateLadder(ladder, [], '2026-06-01T08:00:00.000Z' as Instant);
  const given = { isBackFromLongAbsence: false, unsafe: new Map([['A', day('2026-08-02')]]) };
  const asked = { code: 'm', title: 'M', level: 'observation', competencies: ['A'] };
  // At the start what is allowed is watched from nearby anyway.
  expect(superviseClosely(ladder, start, asked, given)).toEqual({
    supervision: 'present_only',
    closerBecause: [],
  });
});

test('why a supervision is closer is one sentence, which says until when', () => {
  const long = 'Accompagner les personnes dans les actes essentiels de la vie quotidienne';
  const explained = explainCloser({ code: 'unsafe_observed', competency: long, on: day('2026-08-02') });

  expect(explained.fr).toBe(
    '« Accompagner les personnes dans les actes… » : vu dangereux le 2 août 2026, supervision resserrée jusqu’à une observation réussie un autre jour.',
  );
  for (const reason of [explained, explainCloser({ code: 'long_absence' })])
    expect(countWords(reason.fr)).toBeLessThanOrEqual(MAX_WORDS);
});
