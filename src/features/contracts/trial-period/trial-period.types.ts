import type { Day } from '../../../kernel/days.js';
import type { Alternation, CalendarDay } from '../calendar/calendar.types.js';

/** What the trial period of a contract follows from. */
export type TrialFacts = Pick<
  Alternation,
  | 'kind'
  | 'contractType'
  | 'signedOn'
  | 'until'
  | 'practicalTrainingStartsOn'
  | 'nature'
  | 'statedDays'
  | 'calendar'
>;

/** Why the end is not known. */
export const TRIAL_UNKNOWNS = ['no_calendar', 'not_reached', 'no_rule', 'began_before'] as const;
export type TrialUnknown = (typeof TRIAL_UNKNOWNS)[number];

export const TRIAL_DAY_COUNTS = ['counted', 'host', 'not_counted'] as const;
export type TrialDayCount = (typeof TRIAL_DAY_COUNTS)[number];

/** One day of it, and whether it counts. */
export interface TrialDay extends CalendarDay {
  readonly count: TrialDayCount;
  /** How many were counted by its end. */
  readonly used: number;
}

export interface TrialPeriod {
  readonly rule: string;
  readonly article: string | null;
  readonly startsOn: Day;
  /** How many days it has; null: no rule of that day is known. */
  readonly length: number | null;
  /** `company`: days present in the company; `calendar`: one day after the other. */
  readonly countedIn: 'company' | 'calendar';
  /** Days used by the end of the day that is asked for; null where no calendar says. */
  readonly daysUsed: number | null;
  /** Days at a host company by then, which the law leaves open: counted apart. */
  readonly hostDays: number | null;
  /** Its last day, as far as the calendar says. */
  readonly endsOn: Day | null;
  /** Its last day if host days count too, where that is earlier. */
  readonly earliestEndsOn: Day | null;
  readonly unknown: TrialUnknown | null;
  /** Nothing that it follows from is missing. */
  readonly isCertain: boolean;
}
