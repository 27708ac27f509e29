import { daysBetween, laterOf, type Day } from '../../kernel/days.js';
import { isActiveOn, type ContractLife } from '../contracts/contracts.types.js';
import type { ProgressSummary } from '../ladder/standing.types.js';

export const COHORT_FLAGS = ['behind_pace', 'stalled', 'no_main_tutor', 'decision_awaited'] as const;
export type CohortFlag = (typeof COHORT_FLAGS)[number];

/** Our own design, not a legal figure: below that share of the expected pace, somebody should look. */
const BEHIND_SHARE = 0.75;
/** Our own design: that many days without a sign-off on an active contract. */
const STALLED_DAYS = 45;

/** Share (0 to 1) of the ladder that a steady climb would have done by that day: the share of the term that is over. */
export function expectedPace(life: ContractLife, on: Day): number {
  const share = daysBetween(life.startsOn, on) / daysBetween(life.startsOn, life.until);
  return Math.round(Math.min(1, Math.max(0, share)) * 100) / 100;
}

/** What somebody should look at. Pace and stalling speak of active contracts that are not complete. */
export function findFlags(
  life: ContractLife,
  progress: ProgressSummary,
  hasMainTutor: boolean,
  on: Day,
): CohortFlag[] {
  if (!isActiveOn(life, on)) return [];
  const acquired = progress.levels.reduce((sum, level) => sum + level.acquired, 0);
  const required = progress.levels.reduce((sum, level) => sum + level.required, 0);
  const lastMove = laterOf(progress.lastSignOffOn ?? life.startsOn, life.startsOn);
  const flags: CohortFlag[] = [];
  if (!progress.complete && acquired < expectedPace(life, on) * required * BEHIND_SHARE)
    flags.push('behind_pace');
  if (!progress.complete && daysBetween(lastMove, on) >= STALLED_DAYS) flags.push('stalled');
  if (!hasMainTutor) flags.push('no_main_tutor');
  if (progress.levels.some((level) => level.status === 'ready')) flags.push('decision_awaited');
  return flags;
}
