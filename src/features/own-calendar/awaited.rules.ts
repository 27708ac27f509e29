import { addDays, dayOf, isDay } from '../../kernel/days.js';
import { DAYS_TO_RULE } from '../disputes/disputes.rules.js';
import type { Awaiting } from '../queue/queue.types.js';
import type { AwaitedDay } from './own-calendar.types.js';

/** The days by which something in the queue is to be done; none where it has no day. */
export function awaitedDays({ kind, id, contractId, since, detail }: Awaiting): AwaitedDay[] {
  const of = { id, contractId, since };
  switch (kind) {
    case 'dispute':
      return [{ ...of, kind, on: addDays(dayOf(since), DAYS_TO_RULE) }];
    case 'amendment_to_sign':
      return isDay(detail['effectiveOn']) ? [{ ...of, kind, on: detail['effectiveOn'] }] : [];
    case 'prerequisite_to_renew':
      return daysOut(detail['prerequisites']).map((on) => ({ ...of, kind, on }));
    default:
      return [];
  }
}

/** The first days on which prerequisites are not held, each once. */
function daysOut(prerequisites: unknown) {
  const listed = Array.isArray(prerequisites) ? (prerequisites as { firstDayOut?: unknown }[]) : [];
  return [...new Set(listed.map(({ firstDayOut }) => firstDayOut).filter(isDay))];
}
