import type {
  Alternation,
  AlternationPlan,
  Weekday,
} from '../../../src/features/contracts/calendar/calendar.types.js';
import { WEEKDAYS } from '../../../src/features/contracts/calendar/calendar.types.js';
import type { Day } from '../../../src/kernel/days.js';
import { ALL_FRANCE } from '../../../src/kernel/holidays.js';
import type { ContractId } from '../../../src/kernel/ids.js';

export const OFFICE: readonly Weekday[] = WEEKDAYS.slice(0, 5);
export const week = (company: readonly Weekday[], centre: readonly Weekday[] = []) => ({
  company,
  centre,
  halfDays: [],
});
/** Two weeks at the company, one at the centre, from a Monday on. */
export const TWO_AND_ONE: AlternationPlan = {
  patterns: [{ from: '2025-09-01' as Day, weeks: [week(OFFICE), week(OFFICE), week([], OFFICE)] }],
  exceptions: [],
};

/** An apprenticeship of two years from Monday 1 September 2025, unless told. */
export const alternation = (
  values: Partial<Omit<Alternation, 'calendar'>> & { calendar?: Partial<Alternation['calendar']> } = {},
): Alternation => {
  const startsOn = values.startsOn ?? ('2025-09-01' as Day);
  const until = values.until ?? ('2027-09-01' as Day);
  return {
    contractId: 'contract' as ContractId,
    kind: 'apprenticeship',
    signedOn: '2025-08-20' as Day,
    isCancelled: false,
    isPublic: null,
    contractType: null,
    practicalTrainingStartsOn: null,
    nature: null,
    statedDays: null,
    version: null,
    ...values,
    startsOn,
    until,
    calendar: {
      startsOn,
      heldUntil: until,
      suspensions: [],
      plan: TWO_AND_ONE,
      absences: [],
      places: [],
      where: ALL_FRANCE,
      ...values.calendar,
    },
  };
};
