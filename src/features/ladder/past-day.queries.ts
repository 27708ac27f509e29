import { endOfDay, type Day } from '../../kernel/days.js';
import type { Queryable } from '../../platform/database/db.js';
import { listSteps } from '../contracts/contracts.queries.js';
import { loadLadderContextAsOf } from './ladder-past.queries.js';
import type { LadderContext } from './ladder.queries.js';
import { initialProgress } from './progress/ladder-progress.rules.js';

/**
 * What decided entitlements at the end of a day that is over, as it is known now: what was acquired, decided and feared by
 * then, which only holds once it is recorded; and the contract's days and places as they are recorded today, a late suspension
 * included.
 */
export async function loadLadderContextOfDay(
  q: Queryable,
  now: LadderContext,
  day: Day,
): Promise<LadderContext> {
  const at = endOfDay(day);
  const wasRecorded = (await listSteps(q, now.contractId, at)).length > 0;
  const then = wasRecorded
    ? await loadLadderContextAsOf(q, now.contractId, at)
    : { ...now, progress: initialProgress(now.ladder), tallies: null, concerns: [] };
  return { ...then, life: now.life, places: now.places, lastResumedOn: now.lastResumedOn };
}
