import type { Ladder } from '../frameworks/frameworks.types.js';
import type { ProgressRow, Standing } from './standing.types.js';
import { isAcquired, levelStatuses } from './statuses.rules.js';

/** The row that a standing deserves: written with each fact, and again by a rebuild, by this one function. */
export function progressOf(ladder: Ladder, standing: Standing): ProgressRow {
  const statuses = levelStatuses(ladder, standing);
  const firstToAchieve = statuses.findIndex((status) => status !== 'achieved');
  const current = ladder.levels[firstToAchieve < 0 ? ladder.levels.length - 1 : firstToAchieve];
  return {
    sequence: standing.sequence,
    currentLevel: current?.code ?? '',
    complete: firstToAchieve < 0,
    levels: ladder.levels.map((level, index) => {
      const status = statuses[index] ?? 'locked';
      const counted =
        status === 'locked' ? [] : (standing.levels[index]?.requirements ?? []).filter(isAcquired);
      return { code: level.code, status, acquired: counted.length, required: level.requirements.length };
    }),
    lastSignOffOn: standing.lastSignOffOn,
    state: standing,
  };
}
