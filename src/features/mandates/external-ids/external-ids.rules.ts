import type { Day } from '../../../kernel/days.js';
import type { MandateId } from '../../../kernel/ids.js';
import type { NewMandate } from '../mandates.rules.js';
import type { Mandate } from '../mandates.types.js';

type Stored = Pick<Mandate, 'id' | 'personId' | 'role' | 'from' | 'until' | 'maxLevel' | 'placementId'>;

/** What becomes of a mandate that another system sends again under its own id. */
export type PutDecision<Held extends Stored> =
  /** The id is that of a new mandate from now on, which may take the place of the one that had it. */
  | { readonly does: 'open'; readonly replaces: MandateId | null }
  /** `on`: the first day out. */
  | { readonly does: 'end'; readonly mandate: Held; readonly on: Day }
  | { readonly does: 'nothing'; readonly mandate: Held }
  /** What was opened is a fact: neither another beginning, nor a later end, nor another role. */
  | { readonly does: 'refuse'; readonly mandate: Held };

/**
 * A mandate changes by its end alone, and only sooner. Another holder or another level takes over from a day on, as with
 * `replaces`; and once it is over its id is free for one that begins later.
 */
export function decidePut<Held extends Stored>(stored: Held | null, wanted: NewMandate): PutDecision<Held> {
  if (stored === null) return { does: 'open', replaces: wanted.replaces };
  const isAtOnePlace = (stored.placementId ?? null) === wanted.placementId;
  const isHeldAlike =
    isAtOnePlace &&
    stored.personId === wanted.personId &&
    stored.role === wanted.role &&
    stored.from === wanted.from &&
    stored.maxLevel === wanted.maxLevel;
  if (isHeldAlike) return decideEnd(stored, wanted.until);
  if (stored.until !== null && stored.until <= wanted.from)
    return { does: 'open', replaces: wanted.replaces };
  const takesOver =
    isAtOnePlace &&
    stored.role === wanted.role &&
    stored.from <= wanted.from &&
    (wanted.replaces === null || wanted.replaces === stored.id);
  return takesOver ? { does: 'open', replaces: stored.id } : { does: 'refuse', mandate: stored };
}

function decideEnd<Held extends Stored>(mandate: Held, wanted: Day | null): PutDecision<Held> {
  if (mandate.until === wanted) return { does: 'nothing', mandate };
  return wanted !== null && (mandate.until === null || wanted < mandate.until)
    ? { does: 'end', mandate, on: wanted }
    : { does: 'refuse', mandate };
}
