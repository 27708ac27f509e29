import { addDays, addMonths, daysBetween, earlierOf, laterOf, type Day } from '../../../kernel/days.js';
import { figureOf, legalRuleOn, type LegalRuleVersion } from '../../../kernel/legal-rules.js';
import type { CalendarDay } from '../calendar/calendar.types.js';
import { dayReader, LOOKED_AT } from '../calendar/days.rules.js';
import { isTransfer } from '../form/contract-types.rules.js';
import { judgedOn } from '../contract-details.types.js';
import type { TrialDay, TrialDayCount, TrialFacts, TrialPeriod } from './trial-period.types.js';

const APPRENTICESHIP = 'apprenticeship.trial_period.length';
const FIXED_TERM = 'professionalisation.trial_period.fixed_term';
const OPEN_ENDED = 'professionalisation.trial_period.open_ended';
/** Up to so many months a fixed-term contract is short: the rule names its bound by them. */
const SHORT_MONTHS = 6;

/** The rule on the trial period of a professionalisation contract: one that says no nature is read as fixed-term. */
export const trialRuleOf = (nature: TrialFacts['nature']): string =>
  nature === 'open_ended' ? OPEN_ENDED : FIXED_TERM;

/**
 * The trial period as it stands at the end of a day. Of an apprenticeship, the first days present in the company: days at the
 * centre, absences, leave, suspensions, days off and holidays that are not worked do not count.
 */
export function trialPeriodOf(facts: TrialFacts, at: Day): TrialPeriod {
  const period = facts.kind === 'apprenticeship' ? inCompanyDays(facts, at) : inCalendarDays(facts, at);
  return isTransfer(facts.contractType) ? { ...period, ...BEGAN_BEFORE } : period;
}

/** With the former employer: it does not begin again, and how much of it is left its contract says. */
const BEGAN_BEFORE = {
  daysUsed: null,
  hostDays: null,
  endsOn: null,
  earliestEndsOn: null,
  unknown: 'began_before',
  isCertain: false,
} as const;

/** Each day from its start on until a day, or until so many were counted; of an apprenticeship. */
export function trialDaysOf(facts: TrialFacts, until: Day, atMost = Infinity): TrialDay[] {
  const read = dayReader(facts.calendar);
  const from = startOf(facts);
  const last = earlierOf(until, addDays(from, LOOKED_AT));
  const days: TrialDay[] = [];
  let used = 0;
  for (let on = from; on <= last && used < atMost; on = addDays(on, 1)) {
    const one = read(on);
    const count = countOf(one);
    if (count === 'counted') used += 1;
    days.push({ ...one, count, used });
  }
  return days;
}

/**
 * How many days of an apprenticeship's trial period were used before the first day out: those that the calendar gave to the
 * company, that are over or today's, and of which no absence is recorded. Where no calendar says, nothing is proven.
 */
export const trialDaysProven = (facts: TrialFacts, firstDayOut: Day, today: Day): number =>
  facts.kind === 'apprenticeship'
    ? trialDaysOf(facts, earlierOf(addDays(firstDayOut, -1), today)).filter(
        ({ count }) => count === 'counted',
      ).length
    : 0;

/** How many there may have been or be by then: proven, planned, at a host, or on days of which nothing is planned. */
export const trialDaysAtMost = (facts: TrialFacts, firstDayOut: Day): number =>
  trialDaysOf(facts, addDays(firstDayOut, -1)).filter(
    ({ count, place }) => count !== 'not_counted' || place === 'unknown',
  ).length;

function inCompanyDays(facts: TrialFacts, at: Day): TrialPeriod {
  const rule = legalRuleOn(
    APPRENTICESHIP,
    judgedOn({ signedOn: facts.signedOn, startsOn: facts.calendar.startsOn }, at),
  );
  const length = rule && figureOf(rule, 'days');
  const { plan, heldUntil } = facts.calendar;
  const days = plan && length !== null ? trialDaysOf(facts, addDays(heldUntil, -1), length) : [];
  const until = days.filter(({ on }) => on <= at);
  const host = (among: readonly TrialDay[]) => among.filter(({ count }) => count === 'host').length;
  const endsOn = days.find(({ used }) => used === length)?.on ?? null;
  const withHost = days.filter(({ count }) => count !== 'not_counted')[(length ?? 0) - 1]?.on ?? null;
  const isEarlier = withHost !== null && (endsOn === null || withHost < endsOn);
  // A day of which nothing is planned may have been one in the company.
  const isCertain = days.every(({ place }) => place !== 'unknown');
  return {
    rule: APPRENTICESHIP,
    article: rule?.article ?? null,
    startsOn: startOf(facts),
    length,
    countedIn: 'company',
    daysUsed: plan && length !== null ? (until.at(-1)?.used ?? 0) : null,
    hostDays: plan && length !== null ? host(until) : null,
    endsOn,
    earliestEndsOn: isEarlier ? withHost : null,
    unknown: length === null ? 'no_rule' : plan === null ? 'no_calendar' : endsOn ? null : 'not_reached',
    isCertain: plan !== null && length !== null && isCertain,
  };
}

/** An ordinary trial period: a contract that says no nature is read as fixed-term, whose trial is the shorter. */
function inCalendarDays(facts: TrialFacts, at: Day): TrialPeriod {
  const code = trialRuleOf(facts.nature);
  const rule = legalRuleOn(
    code,
    judgedOn({ signedOn: facts.signedOn, startsOn: facts.calendar.startsOn }, at),
  );
  const { startsOn, suspensions, absences } = facts.calendar;
  const legal = rule && legalTrialDays(rule, { startsOn, until: facts.until });
  const { statedDays } = facts;
  const length = legal === null || statedDays === null ? legal : Math.min(legal, statedDays);
  const endsOn = length === null ? null : addDays(startsOn, length - 1);
  const isTouched = (from: Day | null) => endsOn !== null && (from ?? startsOn) <= endsOn;
  return {
    rule: code,
    article: rule?.article ?? null,
    startsOn,
    length,
    countedIn: 'calendar',
    daysUsed: length === null ? null : Math.min(length, Math.max(0, daysBetween(startsOn, at) + 1)),
    hostDays: null,
    endsOn: length === 0 ? null : endsOn,
    earliestEndsOn: null,
    unknown: length === null ? 'no_rule' : null,
    // What interrupts the contract prolongs it, by how much is not in what we read.
    isCertain:
      length !== null &&
      facts.nature !== null &&
      !suspensions.some(({ from }) => isTouched(from)) &&
      !absences.some(({ from }) => isTouched(from)),
  };
}

/**
 * How many days the law gives to the trial period of a professionalisation contract, from its first day until its first day
 * out: months where it is open-ended; else a day for each whole week, up to a bound that depends on its length.
 */
export function legalTrialDays(
  rule: LegalRuleVersion,
  { startsOn, until }: { readonly startsOn: Day; readonly until: Day },
): number {
  const monthsOf = (name: string) => daysBetween(startsOn, addMonths(startsOn, figureOf(rule, name)));
  if (rule.code === OPEN_ENDED) return monthsOf('max');
  const perWeek = Math.floor(daysBetween(startsOn, until) / 7) * figureOf(rule, 'max');
  const isShort = until <= addMonths(startsOn, SHORT_MONTHS);
  return Math.min(
    perWeek,
    isShort ? 7 * figureOf(rule, 'cap_when_at_most_6_months') : monthsOf('cap_otherwise'),
  );
}

const startOf = ({ practicalTrainingStartsOn, calendar: { startsOn } }: TrialFacts): Day =>
  practicalTrainingStartsOn === null ? startsOn : laterOf(practicalTrainingStartsOn, startsOn);

const countOf = ({ place }: CalendarDay): TrialDayCount =>
  place === 'company' ? 'counted' : place === 'host' ? 'host' : 'not_counted';
