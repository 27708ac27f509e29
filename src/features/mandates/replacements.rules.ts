import { earlierOf, instantAt, laterOf, type Day, type Instant } from '../../kernel/days.js';
import type { MandateId } from '../../kernel/ids.js';
import { heldUntil, needsMainTutor, statusOn } from '../contracts/contracts.types.js';
import { holdsOn, type Mandate } from './mandates.types.js';
import type { Candidate, QueueContract, QueueItem, QueueReader } from './queue.types.js';

/** When a main tutor's mandate was recorded, and when it was ended before its time. */
export interface RecordedMandate {
  readonly id: MandateId;
  readonly recordedAt: Instant;
  readonly endedAt: Instant | null;
}

/** The main tutors' mandates of a contract, in the order in which they were recorded. */
export interface MainTutors {
  readonly recorded: readonly RecordedMandate[];
}

/**
 * A contract, signed or active, that is or will be without main tutor: for the employer's HR, who name one, and for the
 * centre, who sees to it that they do. `from` is the first such day.
 */
export function decideReplacement(
  { facts }: Candidate<MainTutors>,
  contract: QueueContract,
  { today }: QueueReader,
): QueueItem | null {
  const { administers, life, contractId } = contract;
  if (!administers.employer && !administers.centre) return null;
  if (!needsMainTutor(statusOn(life, today))) return null;
  const mains = contract.mandates.filter(({ role }) => role === 'main_tutor');
  const gap = firstDayWithout(mains, laterOf(today, life.startsOn), heldUntil(life));
  if (gap === null) return null;
  const last = lastBegunBy(mains, gap);
  const from = laterOf(earlierOf(last?.until ?? gap, gap), life.startsOn);
  const reported = facts.recorded.find(({ id }) => id === last?.id);
  return {
    kind: 'mandate_to_replace',
    id: last?.id ?? contractId,
    contractId,
    since:
      reported?.endedAt ??
      (from <= today ? instantAt(from, '00:00') : (reported?.recordedAt ?? contract.createdAt)),
    detail: {
      act: administers.employer ? 'name_main_tutor' : 'cover',
      from,
      mandateId: last?.id ?? null,
      tutor: last ? { id: last.personId } : null,
    },
  };
}

/** The first day from `from` on, before `until`, on which none of them gives rights; null: there is none. */
export function firstDayWithout(mandates: readonly Mandate[], from: Day, until: Day): Day | null {
  let day = from;
  // Each turn goes on to where a mandate, or its holder's membership, ends.
  while (day < until) {
    const held = mandates.find((mandate) => holdsOn(mandate, day));
    if (!held) return day;
    const runsOut = held.memberOn.find(
      (period) =>
        (period.from === null || period.from <= day) && (period.until === null || day < period.until),
    );
    const ends = [held.until, runsOut?.until ?? null].filter((end) => end !== null).sort();
    if (ends[0] === undefined) return null;
    day = ends[0];
  }
  return null;
}

/** The one that began last; of those that began on one day, the last recorded. */
const lastBegunBy = (mandates: readonly Mandate[], day: Day): Mandate | null =>
  mandates
    .filter(({ from }) => from <= day)
    .reduce<Mandate | null>((last, one) => (last === null || one.from >= last.from ? one : last), null);
