import type { Day } from '../../../kernel/days.js';
import type { MandateId } from '../../../kernel/ids.js';
import type { NewMandate } from '../mandates.rules.js';
import type { Mandate } from '../mandates.types.js';

type Stored = Pick<Mandate, 'id' | 'personId' | 'role' | 'from' | 'until' | 'maxLevel' | 'placementId'>;

/** What there is to know of a mandate at a host that is called so. */
export interface AtHost {
  /** The first day of those called so that say the same at that placement and ended with it: they went on as it was prolonged. */
  readonly began: Day;
  /** It ended where the placement did, as somebody said at some time: nobody ended it for itself. */
  readonly endedWithPlacement: boolean;
}

/** What becomes of a mandate that another system sends again under its own id. */
export type PutDecision<Held extends Stored> =
  /** The id is that of a new mandate from now on, which may take the place of the one that had it. */
  | { readonly does: 'open'; readonly replaces: MandateId | null }
  /** The placement was prolonged: another goes on where this one ended, `from` then on. */
  | { readonly does: 'go_on'; readonly mandate: Held; readonly from: Day }
  /** `on`: the first day out. */
  | { readonly does: 'end'; readonly mandate: Held; readonly on: Day }
  | { readonly does: 'nothing'; readonly mandate: Held }
  /** What was opened is a fact: neither another beginning, nor a later end, nor another role. */
  | { readonly does: 'refuse'; readonly mandate: Held };

/**
 * A mandate changes by its end alone, and only sooner. Another holder or another level takes over from a day on, as with
 * `replaces`; and once it is over its id is free for one that begins later.
 */
export function decidePut<Held extends Stored>(
  stored: Held | null,
  wanted: NewMandate,
  atHost: AtHost | null = null,
): PutDecision<Held> {
  if (stored === null) return { does: 'open', replaces: wanted.replaces };
  const isAtOnePlace = (stored.placementId ?? null) === wanted.placementId;
  const isHeldAlike =
    isAtOnePlace &&
    stored.personId === wanted.personId &&
    stored.role === wanted.role &&
    (stored.from === wanted.from || atHost?.began === wanted.from) &&
    stored.maxLevel === wanted.maxLevel;
  if (isHeldAlike) return decideEnd(stored, wanted.until, atHost?.endedWithPlacement ?? false);
  if (stored.until !== null && stored.until <= wanted.from)
    return { does: 'open', replaces: wanted.replaces };
  const takesOver =
    isAtOnePlace &&
    stored.role === wanted.role &&
    stored.from <= wanted.from &&
    (wanted.replaces === null || wanted.replaces === stored.id);
  return takesOver ? { does: 'open', replaces: stored.id } : { does: 'refuse', mandate: stored };
}

function decideEnd<Held extends Stored>(
  mandate: Held,
  wanted: Day | null,
  endedWithPlacement: boolean,
): PutDecision<Held> {
  const { until } = mandate;
  if (until === wanted) return { does: 'nothing', mandate };
  const isLater = until !== null && (wanted === null || until < wanted);
  if (isLater && endedWithPlacement) return { does: 'go_on', mandate, from: until };
  return wanted !== null && (mandate.until === null || wanted < mandate.until)
    ? { does: 'end', mandate, on: wanted }
    : { does: 'refuse', mandate };
}
