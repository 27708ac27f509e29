import type { Day } from '../../../kernel/days.js';
import { figureOf, LEGAL_RULES, legalRuleOn, type LegalRuleVersion } from '../../../kernel/legal-rules.js';

/** 35 hours a week: what the monthly SMIC of the data is made for. */
export const FULL_TIME = 35 * 60;

const codeOf = (isMayotte: boolean): string => (isMayotte ? 'smic.mayotte' : 'smic.metropole');

export interface Smic {
  /** Null: only the month is known. */
  readonly hourlyCents: number | null;
  readonly monthlyCents: number;
}

/** The SMIC of a day, an hour and a month of so many minutes a week; null: not known that day. */
export function smicOn(day: Day, isMayotte: boolean, weeklyMinutes: number): Smic | null {
  const rule = legalRuleOn(codeOf(isMayotte), day);
  if (!rule) return null;
  const monthly = centsOf(figureOf(rule, 'monthly_35h'));
  const hourlyCents = hourlyOf(rule);
  if (weeklyMinutes === FULL_TIME) return { hourlyCents, monthlyCents: monthly };
  const monthlyCents =
    hourlyCents === null
      ? Math.round((monthly * weeklyMinutes) / FULL_TIME)
      : // 52 weeks of so many minutes, over 12 months of 60.
        Math.round((hourlyCents * weeklyMinutes * 13) / 180);
  return { hourlyCents, monthlyCents };
}

/** The days on which the SMIC changes after one day and before another. */
export const smicChanges = (isMayotte: boolean, after: Day, before: Day): Day[] =>
  LEGAL_RULES.flatMap(({ code, from }) =>
    code === codeOf(isMayotte) && from !== null && after < from && from < before ? [from] : [],
  );

/** A part of an amount, in hundredths of a percent, rounded up to the cent as the State’s tool does. */
export const partOf = (cents: number, percent: number): number => Math.ceil((cents * percent) / 10_000);

const hourlyOf = (rule: LegalRuleVersion): number | null =>
  rule.values.some(({ name }) => name === 'hourly') ? centsOf(figureOf(rule, 'hourly')) : null;

const centsOf = (euros: number): number => Math.round(euros * 100);
