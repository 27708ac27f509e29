import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { PriorSighting } from './prior.types.js';
import type { Standing } from '../progress/ladder-progress.types.js';

/**
 * A standing with what was seen under the contracts that this one continues: it counts beside what was seen here, and is no
 * part of the progress that is stored. Null: the contract continues none.
 */
export function withPrior(
  ladder: Ladder,
  standing: Standing,
  seen: readonly PriorSighting[] | null,
): Standing {
  if (seen === null) return standing;
  const prior = ladder.levels.map(({ code, requirements }) =>
    requirements.map(({ competency }) =>
      seen.filter((one) => one.level === code && one.competency === competency),
    ),
  );
  return { ...standing, prior };
}
