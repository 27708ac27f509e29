import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findFindings } from '../../../src/features/frameworks/ladders/findings.rules.js';
import { findLadderMistakes } from '../../../src/features/frameworks/ladders/ladders.rules.js';
import { staircaseOf } from '../../../src/features/frameworks/ladders/preview.rules.js';
import {
  SUPERVISIONS,
  UNLOCKS,
  type Ladder,
  type Level,
  type Quorum,
} from '../../../src/features/frameworks/frameworks.types.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import { achieveWith, smallestFor } from './ideal-team.js';

/** Longer than any quorum that is drawn here can ask for, all levels together. */
const LIMIT = 40;
const COMPETENCIES = ['A', 'B', 'C', 'D'];

const some = (max: number) => fc.integer({ min: 1, max });
const quorum = fc.record(
  { minObservations: some(6), minObservers: some(4), minDistinctDays: some(5), maxAgeDays: some(4) },
  { requiredKeys: [] },
) as fc.Arbitrary<Quorum>;
const level = (index: number): fc.Arbitrary<Level> =>
  fc.record({
    code: fc.constant(`level_${index}`),
    title: fc.constant('Palier'),
    supervision: fc.constantFrom(...SUPERVISIONS),
    unlock: fc.constantFrom(...UNLOCKS),
    requirements: fc
      .uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1, maxLength: 3 })
      .chain((codes) =>
        fc.tuple(...codes.map((competency) => fc.record({ competency: fc.constant(competency), quorum }))),
      ),
  });
const drawn: fc.Arbitrary<Ladder> = fc
  .integer({ min: 2, max: 4 })
  .chain((count) =>
    fc.record({
      id: fc.constant('ladder' as LadderId),
      code: fc.constant('drawn'),
      title: fc.constant('Parcours'),
      levels: fc.tuple(...Array.from({ length: count }, (_, index) => level(index))),
      missions: fc.array(
        fc.record({
          level: fc.integer({ min: 0, max: count - 1 }).map((index) => `level_${index}`),
          competencies: fc.uniqueArray(fc.constantFrom(...COMPETENCIES), { minLength: 1, maxLength: 2 }),
        }),
        { maxLength: 5 },
      ),
    }),
  )
  .map((ladder) => ({
    ...ladder,
    missions: ladder.missions.map((mission, m) => ({ ...mission, code: `m${m}`, title: 'Mission' })),
  }));
const working = drawn.filter((ladder) => findLadderMistakes(ladder, null).length === 0);

const found = (ladder: Ladder, code: string) =>
  findFindings(ladder, null).filter((finding) => finding.code === code);

test('a ladder without error is finished, in the days and by the observers of its staircase, and no sooner', () => {
  fc.assert(
    fc.property(working, (ladder) => {
      const achieved = achieveWith(ladder, smallestFor(ladder), LIMIT);

      expect(achieved.days).toEqual(staircaseOf(ladder).map(({ daysFromStart }) => daysFromStart));
    }),
    { numRuns: 80 },
  );
});

test('one observer fewer than the staircase says never gets the level', () => {
  fc.assert(
    fc.property(working, (ladder) => {
      const smallest = smallestFor(ladder);
      const short = ladder.levels.findIndex((one) => smallest(one) > 1);
      fc.pre(short >= 0);
      const team = (one: Level) => smallest(one) - (one === ladder.levels[short] ? 1 : 0);

      expect(achieveWith(ladder, team, LIMIT).days).toHaveLength(short);
    }),
    { numRuns: 30 },
  );
});

test('a tutor alone finishes exactly what is not said to need several observers', () => {
  fc.assert(
    fc.property(working, (ladder) => {
      const isFinished = achieveWith(ladder, () => 1, LIMIT).days.length === ladder.levels.length;

      expect(found(ladder, 'quorum_needs_several_observers').length === 0).toBe(isFinished);
    }),
    { numRuns: 40 },
  );
});

test('a ladder whose quorum is out of time is finished by no team', () => {
  fc.assert(
    fc.property(working, fc.nat(9), some(3), (ladder, which, maxAgeDays) => {
      const l = which % ladder.levels.length;
      const broken = {
        ...ladder,
        levels: ladder.levels.map((one, index) =>
          index === l
            ? {
                ...one,
                requirements: [
                  { competency: 'D', quorum: { minDistinctDays: maxAgeDays + 2, maxAgeDays } },
                  ...one.requirements,
                ],
              }
            : one,
        ),
      };

      expect(findFindings(broken, null).filter(({ severity }) => severity === 'error')).toMatchObject([
        { pointer: `/levels/${l}/requirements/0/quorum/minDistinctDays`, code: 'quorum_out_of_time' },
      ]);
      expect(achieveWith(broken, () => 6, LIMIT).days).toHaveLength(l);
    }),
    { numRuns: 30 },
  );
});

test('the staircase says under whose eyes each mission is done by somebody who has just arrived', () => {
  fc.assert(
    fc.property(working, (ladder) => {
      const { opened } = achieveWith(ladder, smallestFor(ladder), LIMIT);
      const stated = staircaseOf(ladder).map(({ opens }) =>
        opens.map(({ mission, supervision }) => ({ mission: mission.code, supervision })),
      );

      expect(stated).toEqual(opened);
    }),
    { numRuns: 40 },
  );
});

test('a mission that nothing is said of reaches in the end the supervision of its level, or a farther one', () => {
  const rising = working.map((ladder) => ({
    ...ladder,
    levels: ladder.levels.map((one, index) => ({ ...one, supervision: SUPERVISIONS[index] ?? 'distant' })),
  }));
  fc.assert(
    fc.property(rising, (ladder) => {
      const { last } = achieveWith(ladder, smallestFor(ladder), LIMIT);
      const required = new Set(
        ladder.levels.flatMap(({ requirements }) => requirements.map(({ competency }) => competency)),
      );
      // What no level judges is told once, at the first mission that draws on it, and holds each of them back.
      const isHeld = (competencies: readonly string[]) => competencies.some((code) => !required.has(code));
      for (const [m, mission] of ladder.missions.entries()) {
        const own = ladder.levels.find(({ code }) => code === mission.level)?.supervision ?? 'distant';
        const reached = SUPERVISIONS.indexOf(last.get(mission.code) ?? 'present_only');
        if (found(ladder, 'mission_held_back').some(({ pointer }) => pointer.startsWith(`/missions/${m}/`)))
          expect(reached).toBeLessThan(SUPERVISIONS.indexOf(own));
        else if (!isHeld(mission.competencies))
          expect(reached).toBeGreaterThanOrEqual(SUPERVISIONS.indexOf(own));
      }
    }),
    { numRuns: 40 },
  );
});
