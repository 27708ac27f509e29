import { SUPERVISIONS, type LadderContent, type Mission, type Supervision } from '../frameworks.types.js';

/** Where somebody stands on a ladder. Levels count from 1. */
export interface Place {
  readonly current: number;
  /** The highest level at which a competency is acquired; 0: at none. */
  readonly highestAcquired: (competency: string) => number;
  /** One level closer, after a long absence. */
  readonly isCloser?: boolean;
  /** One of the mission's competencies was observed unsafe, and nobody has seen it done safely since. */
  readonly isUnsafe?: boolean;
}

/**
 * Under whose eyes an allowed mission is performed. First under the closest eyes: with a the smallest, over the mission's
 * competencies, of the highest level acquired, and f the first level that performs, the supervision is that of level
 * max(min(f, level of the mission), min(current level, 1 + a)). After a long absence it is one level closer, never below
 * min(f, level of the mission). What was unsafe is performed with the supervisor in the room at most, never closer than that.
 */
export function supervisionAt(
  { code, levels }: Pick<LadderContent, 'code' | 'levels'>,
  mission: Mission,
  { current, highestAcquired, isCloser = false, isUnsafe = false }: Place,
): Supervision {
  const a = Math.min(...mission.competencies.map(highestAcquired));
  const f = levels.findIndex((level) => level.supervision !== 'present_only') + 1;
  const closest = Math.min(f, levels.findIndex((level) => level.code === mission.level) + 1);
  const earned = Math.max(closest, Math.min(current, 1 + a));
  const index = isCloser ? Math.max(closest, earned - 1) : earned;
  const supervisionOf = (rank: number): Supervision => {
    const level = levels[rank - 1];
    if (!level) throw new Error(`The ladder ${code} has no level ${rank}.`);
    return level.supervision;
  };
  const found = supervisionOf(index);
  return isUnsafe ? closerOf(found, looserOf('direct', supervisionOf(closest))) : found;
}

const rankOf = (supervision: Supervision): number => SUPERVISIONS.indexOf(supervision);
const closerOf = (a: Supervision, b: Supervision): Supervision => (rankOf(a) <= rankOf(b) ? a : b);
const looserOf = (a: Supervision, b: Supervision): Supervision => (rankOf(a) >= rankOf(b) ? a : b);
