import type { Ladder, Level, Mission, Quorum } from '../../src/features/frameworks/frameworks.types.js';

type Needs = Readonly<Record<string, Quorum | null>>;

const level = (
  code: string,
  supervision: Level['supervision'],
  unlock: Level['unlock'],
  needs: Needs,
): Level => ({
  code,
  title: code,
  supervision,
  unlock,
  requirements: Object.entries(needs).map(([competency, quorum]) => ({
    competency,
    ...(quorum ? { quorum } : {}),
  })),
});

const missions: readonly Mission[] = [
  { code: 'welcome', title: 'welcome', level: 'one', competencies: ['B'] },
  { code: 'meal', title: 'meal', level: 'two', competencies: ['A'] },
  { code: 'wash', title: 'wash', level: 'two', competencies: ['A', 'B'] },
  { code: 'lift', title: 'lift', level: 'two', competencies: ['A'], regulated: true },
  { code: 'night', title: 'night', level: 'one', competencies: ['A'], minAge: 18 },
  { code: 'evening', title: 'evening', level: 'two', competencies: ['B'], minAge: 17 },
  { code: 'rescue', title: 'rescue', level: 'one', competencies: ['B'], prerequisites: ['card'] },
  {
    code: 'drive',
    title: 'drive',
    level: 'two',
    competencies: ['A'],
    prerequisites: ['licence', 'card'],
    minAge: 18,
  },
  { code: 'needle', title: 'needle', level: 'one', competencies: ['A'], acts: ['injection'] },
  { code: 'home', title: 'home', level: 'one', competencies: ['A'], structureTypes: ['SSIAD'] },
  { code: 'ward', title: 'ward', level: 'two', competencies: ['B', 'C'], structureTypes: ['EHPAD', 'MAS'] },
];

type Shape = Pick<Ladder, 'levels' | 'missions'>;

/** The shipped ladders in small, with every member of a quorum; a short one decided at every level; a long one; one that opens by itself. */
export const LADDERS: readonly Shape[] = [
  {
    levels: [
      level('one', 'present_only', 'automatic', { A: null, B: null }),
      level('two', 'direct', 'decision', { A: { minObservations: 2 }, B: { minObservers: 2 } }),
      level('three', 'indirect', 'cosigned', { A: { minDistinctDays: 2, maxAgeDays: 30 }, B: null, C: null }),
      level('four', 'distant', 'cosigned', { A: { maxAgeDays: 10 } }),
    ],
    missions: [
      ...missions,
      { code: 'care', title: 'care', level: 'three', competencies: ['A', 'B'] },
      { code: 'alone', title: 'alone', level: 'four', competencies: ['A', 'C'] },
    ],
  },
  {
    levels: [
      level('one', 'direct', 'cosigned', { A: null, B: null }),
      level('two', 'distant', 'decision', { A: { minObservations: 2, minObservers: 2 }, C: null }),
    ],
    missions,
  },
  {
    levels: [
      level('one', 'present_only', 'decision', { A: null }),
      level('two', 'present_only', 'automatic', { A: null, B: null }),
      level('three', 'direct', 'cosigned', { A: { minDistinctDays: 2 }, B: null }),
      level('four', 'indirect', 'automatic', { B: null, C: null }),
      level('five', 'distant', 'cosigned', { A: null }),
    ],
    missions: [
      ...missions,
      { code: 'outing', title: 'outing', level: 'four', competencies: ['B', 'C'] },
      { code: 'alone', title: 'alone', level: 'five', competencies: ['A'] },
    ],
  },
  // Soon climbed: what was unsafe is then watched more closely than what is acquired would be.
  {
    levels: [
      level('one', 'direct', 'automatic', { A: null, B: null }),
      level('two', 'indirect', 'automatic', { A: null }),
      level('three', 'distant', 'automatic', { B: null, C: null }),
    ],
    missions,
  },
];

export type { Ladder, Level, Mission, Quorum, Shape };
