import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Day, Instant } from '../../../src/kernel/days.js';
import { tallyOf } from '../../../src/features/ladder/levels/evidence.rules.js';
import { viewLadder } from '../../../src/features/ladder/ladder.rules.js';
import {
  progressOf,
  restoreProgress,
  restoreTally,
} from '../../../src/features/ladder/progress/progress.rules.js';
import { advance, initialProgress } from '../../../src/features/ladder/progress/ladder-progress.rules.js';
import type { LadderProgress } from '../../../src/features/ladder/progress/ladder-progress.types.js';
import { History, smallLadder, storeAndRead } from './world.js';

const NOW = '2026-03-01T12:00:00.000Z' as Instant;

test('what is as it was before any fact is not stored', () => {
  const ladder = smallLadder();
  const { state, tallies, marks } = progressOf(ladder, initialProgress(ladder));
  expect(state.levels).toEqual([
    { requirements: [{}, {}], wasOpen: true },
    { requirements: [{}, {}] },
    { requirements: [{}, {}] },
    { requirements: [{}] },
  ]);
  expect(tallies).toEqual([[{}, {}], [{}, {}], [{}, {}], [{}]]);
  expect(marks).toEqual([[[], []], [[], []], [[], []], [[]]]);
});

test('a mark is safe unless it says otherwise', () => {
  const ladder = smallLadder();
  const history = new History();
  history.observe('A', 'observation', 'tutor', 'performed');
  history.observe('A', 'observation', 'tutor', 'unsafe');
  const { progress } = advance(ladder, initialProgress(ladder), history.facts);
  const { row, forRecording } = storeAndRead(ladder, progress);
  expect(row.marks[0]?.[0]?.map((mark) => mark.safe)).toEqual([undefined, false]);
  expect(forRecording).toEqual(progress);
});

const day = fc
  .integer({ min: 0, max: 40 })
  .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10) as Day);
const mark = fc.record({ sequence: fc.nat(60), on: day, by: fc.nat(2), safe: fc.boolean() });
const reobservation = fc.option(fc.record({ after: fc.nat(60), from: day }), { nil: null });

/** Whatever facts could leave behind, and more. */
const progresses = fc
  .tuple(
    fc.array(fc.array(mark, { maxLength: 6 }), { minLength: 7, maxLength: 7 }),
    fc.array(reobservation, { minLength: 7, maxLength: 7 }),
    fc.array(fc.nat(2), { minLength: 7, maxLength: 7 }),
    fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  )
  .map(([marks, reobservations, timesRevoked, was]): LadderProgress => {
    const start = initialProgress(smallLadder());
    let at = -1;
    return {
      ...start,
      sequence: 60,
      recordedAt: NOW,
      levels: start.levels.map((level, index) => ({
        ...level,
        wasOpen: was[index] ?? false,
        wasAchieved: was[index + 4] ?? false,
        requirements: level.requirements.map((requirement) => {
          at += 1;
          return {
            ...requirement,
            marks: marks[at] ?? [],
            reobservation: reobservations[at] ?? null,
            timesRevoked: timesRevoked[at] ?? 0,
          };
        }),
      })),
    };
  });

test.each([undefined, { observations: 2, distinctDays: 2, maxAgeDays: 30 }])(
  'what is stored means what it meant, quorum %o',
  (quorum) => {
    const ladder = smallLadder(quorum);
    fc.assert(
      fc.property(progresses, (progress) => {
        const { row, forRecording, forReading, evidence } = storeAndRead(ladder, progress);
        expect(forRecording).toEqual(progress);
        expect(restoreProgress(progressOf(ladder, progress).state, row.marks)).toEqual(progress);
        expect(viewLadder(ladder, forReading, NOW, evidence)).toEqual(viewLadder(ladder, progress, NOW));
        ladder.levels.forEach((level, index) =>
          level.requirements.forEach((requirement, position) => {
            const whole = progress.levels[index]?.requirements[position];
            if (!whole) throw new Error('no such requirement');
            expect(restoreTally(row.tallies[index]?.[position] ?? {})).toEqual(
              tallyOf(whole, requirement.quorum, '2026-03-01' as Day),
            );
          }),
        );
      }),
      { numRuns: 300 },
    );
  },
);
