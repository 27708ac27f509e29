import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { PriorSighting } from './prior.types.js';
import type { LadderProgress } from '../progress/ladder-progress.types.js';

/**
 * A progress with what was seen under the contracts that this one continues: it counts beside what was seen here, and is no
 * part of the progress that is stored. Null: the contract continues none.
 */
export function withPrior(
  ladder: Ladder,
  progress: LadderProgress,
  seen: readonly PriorSighting[] | null,
): LadderProgress {
  if (seen === null) return progress;
  const prior = ladder.levels.map(({ code, requirements }) =>
    requirements.map(({ competency }) =>
      seen.filter((one) => one.level === code && one.competency === competency),
    ),
  );
  return { ...progress, prior };
}
