import type { Day } from '../../../kernel/days.js';
import { depositDueOn } from '../deposits/deposits.rules.js';
import type { DepositRoute } from '../deposits/deposits.types.js';
import { trialPeriodOf } from '../trial-period/trial-period.rules.js';
import type { Alternation } from './calendar.types.js';

/** The days that a contract shows beside its own. */
export interface ContractDates {
  readonly trialDaysUsed: number | null;
  readonly trialEndsOn: Day | null;
  readonly depositDueOn: Day | null;
}

/** The members of the form that these days follow from. */
export const MOVING_DATES: readonly string[] = [
  'employer.isPublic',
  'employer.address',
  'employer.observesGoodFriday',
  'terms.practicalTrainingStartsOn',
  'professionalisation.nature',
  'professionalisation.trialDays',
];

export const depositRouteOf = (alternation: Alternation): DepositRoute => ({
  ...alternation,
  where: alternation.calendar.where,
});

export function contractDatesOf(alternation: Alternation, today: Day): ContractDates {
  const trial = trialPeriodOf(alternation, today);
  return {
    trialDaysUsed: trial.daysUsed,
    trialEndsOn: trial.endsOn,
    depositDueOn: depositDueOn(depositRouteOf(alternation), alternation.startsOn, today),
  };
}
