import type { Day, Instant } from '../../kernel/days.js';
import type { CalendarFacts } from '../contracts/calendar/calendar.types.js';
import type { ContractKind, ContractLife } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import type { LadderState } from '../ladder/ladder.types.js';
import type { DueReview, Review } from '../reviews/reviews.types.js';
import type { BookletFacts } from './booklet-facts.types.js';

/** Everything that a booklet is made of: what was recorded by an instant, on the day that it names. */
export interface BookletSources {
  readonly facts: BookletFacts;
  readonly on: Day;
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly kind: ContractKind;
  readonly alternant: string;
  readonly employer: string;
  readonly trainingCentre: string;
  readonly life: ContractLife;
  readonly calendar: Pick<CalendarFacts, 'plan' | 'places' | 'suspensions'> | null;
  readonly ladder: Ladder;
  /** Those that the contract followed before. */
  readonly earlier: readonly Ladder[];
  readonly state: LadderState;
  readonly reviews: readonly Review[];
  readonly due: readonly DueReview[];
  readonly most: { readonly judgements: number; readonly reviews: number };
}
