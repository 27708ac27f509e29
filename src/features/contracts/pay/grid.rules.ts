import { addDays, addMonths, addYears, ageOn, type Day } from '../../../kernel/days.js';
import { figureOf, legalRuleOn, type LegalRuleVersion } from '../../../kernel/legal-rules.js';
import type { VocationalBac } from './pay.types.js';

/** An age band: completed years, both included. */
export interface AgeBand {
  readonly from: number | null;
  readonly to: number | null;
}

/** The years of the apprentice’s grid: the last one goes on. */
export const YEARS = 3;
/** The years of a contract after which nothing changes any more. */
export const LAST_YEAR = 4;

/** The ages at which pay rises. */
export function ageSteps(on: Day, kind: 'apprenticeship' | 'professionalisation'): number[] {
  const rule = legalRuleOn('apprenticeship.pay.age_step', on);
  const ages = rule?.values.find(({ name }) => name === 'ages')?.value;
  const steps = Array.isArray(ages) ? ages.map(Number).sort((a, b) => a - b) : [];
  // Professionalisation has one band for whoever is under 21.
  return kind === 'apprenticeship' ? steps : steps.slice(1);
}

/** From which day an age counts: at once for who has it on the first day, else the first of the month after the birthday. */
export function stepDay(birthDate: Day, age: number, startsOn: Day): Day {
  const same = addYears(birthDate, age);
  const reached = ageOn(birthDate, same) < age ? addDays(same, 1) : same;
  return reached <= startsOn ? startsOn : (`${addMonths(reached, 1).slice(0, 7)}-01` as Day);
}

/** The band of a day; without a birth date the youngest. */
export function bandOn(steps: readonly number[], days: readonly Day[], on: Day): AgeBand {
  const passed = days.filter((day) => day <= on).length;
  return { from: steps[passed - 1] ?? null, to: passed < steps.length ? (steps[passed] ?? 0) - 1 : null };
}

/** What the grid of apprentices asks for, in hundredths of a percent. */
export function apprenticePercent(rule: LegalRuleVersion, band: AgeBand, year: number): number {
  const name =
    band.to === null ? `>=${band.from}` : band.from === null ? `<${band.to + 1}` : `${band.from}-${band.to}`;
  return figureOf(rule, `age ${name}, year ${Math.min(year, YEARS)}`) * 100;
}

/** What is asked for on a professionalisation contract, in hundredths of a percent of the SMIC. */
export function professionalisationPercent(on: Day, band: AgeBand, bac: VocationalBac): number | null {
  if (band.to === null) {
    const rule = legalRuleOn('professionalisation.pay.from_26', on);
    return rule && figureOf(rule, 'min_smic') * 100;
  }
  const rule = legalRuleOn('professionalisation.pay.under_26', on);
  const name = band.from === null ? `under ${band.to + 1}` : `${band.from}-${band.to}`;
  const more = bac === 'held' ? ', vocational baccalaureate level or more' : '';
  return rule && figureOf(rule, `${name}${more}`) * 100;
}
