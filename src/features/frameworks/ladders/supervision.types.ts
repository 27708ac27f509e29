import type { LadderContent, Mission, Supervision } from '../frameworks.types.js';

/** Where somebody stands on a ladder. Levels count from 1. */
export interface Place {
  readonly current: number;
  /** The highest level at which a competency is acquired; 0: at none. */
  readonly highestAcquired: (competency: string) => number;
  /** One level closer, after a long absence. */
  readonly isCloser?: boolean;
}

/**
 * Under whose eyes an allowed mission is performed. First under the closest eyes: with a the smallest, over the mission's
 * competencies, of the highest level acquired, and f the first level that performs, the supervision is that of level
 * max(min(f, level of the mission), min(current level, 1 + a)). After a long absence it is one level closer, never below
 * min(f, level of the mission).
 */
export function supervisionAt(
  { code, levels }: Pick<LadderContent, 'code' | 'levels'>,
  mission: Mission,
  { current, highestAcquired, isCloser = false }: Place,
): Supervision {
  const a = Math.min(...mission.competencies.map(highestAcquired));
  const f = levels.findIndex((level) => level.supervision !== 'present_only') + 1;
  const closest = Math.min(f, levels.findIndex((level) => level.code === mission.level) + 1);
  const earned = Math.max(closest, Math.min(current, 1 + a));
  const index = isCloser ? Math.max(closest, earned - 1) : earned;
  const level = levels[index - 1];
  if (!level) throw new Error(`The ladder ${code} has no level ${index}.`);
  return level.supervision;
}
