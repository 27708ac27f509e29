import { addDays, addMonths, addYears, laterOf, type Day } from '../../../kernel/days.js';
import { figureOf, legalRuleOn } from '../../../kernel/legal-rules.js';
import {
  ageSteps,
  apprenticePercent,
  bandOn,
  LAST_YEAR,
  professionalisationPercent,
  stepDay,
  YEARS,
  type AgeBand,
} from './grid.rules.js';
import type { MinimumPeriod, PayTerms } from './pay.types.js';
import { explainPay, type Percents } from './reasons.rules.js';
import { FULL_TIME, partOf, smicChanges, smicOn } from './smic.rules.js';

/** The whole SMIC, in hundredths of a percent: more is nowhere asked of its part. */
const WHOLE = 10_000;

/** The least pay of a contract, stretch by stretch; empty where no grid is known of the day it is judged by. */
export function minimumPay(terms: PayTerms): MinimumPeriod[] {
  const { startsOn, until, kind, judgedOn, birthDate, prolongedFrom } = terms;
  const steps = ageSteps(judgedOn, kind);
  if (steps.length === 0) return [];
  const days = birthDate === null ? [] : steps.map((age) => stepDay(birthDate, age, startsOn));
  const years = anniversaries(startsOn).filter((day) => prolongedFrom === null || day < prolongedFrom);
  const changes = [
    ...smicChanges(terms.isMayotte === true, startsOn, until),
    ...terms.hoursAgreed.map(({ from }) => from),
  ];
  const inside = (day: Day) => startsOn < day && day < until;
  const starts = [...new Set([startsOn, ...[...years, ...days, ...changes].filter(inside)])].sort();
  const periods = starts.flatMap((from, index) => {
    const year = 1 + years.filter((day) => day <= from).length;
    const band = bandOn(steps, days, from);
    const percents = percentsOf(terms, band, year);
    if (!percents) return [];
    return [
      {
        from,
        to: addDays(starts[index + 1] ?? until, -1),
        year,
        ...amounts({ ...terms, weeklyMinutes: minutesOn(terms, from) }, from, band, percents),
      },
    ];
  });
  return periods
    .filter(({ to }) => terms.paidFrom <= to)
    .map((one) => ({ ...one, from: laterOf(one.from, terms.paidFrom) }));
}

/** Weekly hours of a day, as they were signed and agreed since. */
export const minutesOn = ({ hoursAgreed, weeklyMinutes }: PayTerms, on: Day): number | null =>
  hoursAgreed.findLast(({ from }) => from <= on)?.weeklyMinutes ?? weeklyMinutes;

/** The first days of its later years, as far as they change anything. */
export const anniversaries = (startsOn: Day): Day[] =>
  Array.from({ length: LAST_YEAR - 1 }, (_, index) => addYears(startsOn, index + 1));

function percentsOf(terms: PayTerms, band: AgeBand, year: number): Percents | null {
  const { kind, judgedOn, vocationalBac } = terms;
  if (kind === 'apprenticeship') return apprenticePercents(terms, band, year);
  const certain = professionalisationPercent(judgedOn, band, vocationalBac);
  const likely = vocationalBac === 'perhaps' ? 'held' : vocationalBac;
  const expected = professionalisationPercent(judgedOn, band, likely);
  return certain === null || expected === null ? null : { certain, expected, year, why: [] };
}

/**
 * Certain: by the years of this contract, no further than the cycle goes. Expected: with the years done before it, and
 * what only a reading of the law adds.
 */
function apprenticePercents(terms: PayTerms, band: AgeBand, year: number): Percents | null {
  const { judgedOn, cycleMonths, monthsDone, isLicencePro, isDisabledWorker, lastPercent } = terms;
  const grid = legalRuleOn('apprenticeship.pay.grid', judgedOn);
  if (!grid) return null;
  const last = cycleMonths === null ? YEARS : Math.min(YEARS, Math.max(1, Math.ceil(cycleMonths / 12)));
  const certain = apprenticePercent(grid, band, Math.min(year, last));
  const why: Percents['why'][number][] = [];
  let expectedYear = Math.min(year + Math.floor(monthsDone / 12), last);
  if (expectedYear > Math.min(year, last)) why.push('years_done');
  const licence = legalRuleOn('apprenticeship.pay.licence_pro', judgedOn);
  if (isLicencePro && licence && expectedYear < figureOf(licence, 'pay_year')) {
    expectedYear = figureOf(licence, 'pay_year');
    why.push('licence_pro');
  }
  let expected = apprenticePercent(grid, band, expectedYear);
  const spread = legalRuleOn('apprenticeship.extension.disability', judgedOn);
  if (isDisabledWorker && spread && year > last) {
    expected += figureOf(spread, 'pay_increase') * 100;
    why.push('disability');
  }
  if (lastPercent !== null && lastPercent > expected) {
    expected = lastPercent;
    why.push('succession');
  }
  return { certain, expected: Math.min(Math.max(expected, certain), WHOLE), year: Math.min(year, last), why };
}

function amounts(
  terms: PayTerms,
  from: Day,
  band: AgeBand,
  percents: Percents,
): Omit<MinimumPeriod, 'from' | 'to' | 'year'> {
  const smic = smicOn(from, terms.isMayotte === true, terms.weeklyMinutes ?? FULL_TIME);
  const minimumCents = smic && partOf(smic.monthlyCents, percents.certain);
  const branchCents = branchPart(terms, band, percents.expected);
  const ofSmic = smic && partOf(smic.monthlyCents, percents.expected);
  const expectedBase = branchCents !== null && branchCents > (ofSmic ?? 0) ? 'SMC' : 'SMIC';
  const before = terms.lastGrossCents;
  const legal = expectedBase === 'SMC' ? branchCents : ofSmic;
  const expectedCents = legal !== null && before !== null && before > legal ? before : legal;
  return {
    fromAge: band.from,
    toAge: band.to,
    percent: percents.certain,
    smicHourlyCents: smic?.hourlyCents ?? null,
    smicMonthlyCents: smic?.monthlyCents ?? null,
    minimumCents,
    expectedPercent: percents.expected,
    expectedBase,
    expectedCents,
    reasons: explainPay(terms, band, percents, { expectedBase, isPaidBefore: expectedCents !== legal }),
  };
}

/** From 21 the branch minimum counts where it is higher; on a professionalisation contract a part of it, from 26. */
function branchPart(
  { kind, judgedOn, branchCents }: PayTerms,
  band: AgeBand,
  percent: number,
): number | null {
  if (branchCents === null) return null;
  const [, second] = ageSteps(judgedOn, 'apprenticeship');
  if (kind === 'apprenticeship')
    return band.from !== null && second !== undefined && band.from >= second
      ? partOf(branchCents, percent)
      : null;
  const rule = legalRuleOn('professionalisation.pay.from_26', judgedOn);
  return rule && band.to === null ? partOf(branchCents, figureOf(rule, 'min_branch') * 100) : null;
}

/** The percentage, in hundredths, that was certain on the last day of a contract. */
export function lastPercentOf(terms: PayTerms): number | null {
  return minimumPay(terms).at(-1)?.percent ?? null;
}

/** Whole months from one day to another; none when it is earlier. */
export function wholeMonths(from: Day, until: Day): number {
  let months = 0;
  while (months < 12 * LAST_YEAR && addMonths(from, months + 1) <= until) months += 1;
  return months;
}
