import { addYears, contains, type Day, type Period } from '../../../kernel/days.js';
import { ALWAYS, ruleOn, type LegalRule } from '../../../kernel/law.js';
import type { Cover, Declaration } from './declarations.types.js';

export interface DeclarationValidity extends LegalRule {
  readonly years: number;
}

/** How long the employer's declaration lets minors do regulated work, from the day on which it was made. */
export const DECLARATION_VALIDITY: readonly DeclarationValidity[] = [
  {
    applies: ALWAYS,
    source:
      'Code du travail, R4153-40 à R4153-45 (lu dans le texte de 2016, les changements depuis sont à vérifier)',
    certainty: 'text',
    years: 3,
  },
];

/** From the day of the declaration, included, to a day, excluded. No rule known for that day: no day at all. */
export function validityOf(declaredOn: Day): Period & { readonly from: Day; readonly until: Day } {
  const years = ruleOn(DECLARATION_VALIDITY, declaredOn)?.years ?? 0;
  return { from: declaredOn, until: addYears(declaredOn, years) };
}

/** Does one of them cover the mission on that day? If none does any more, until when the last one did. */
export function coverOf(declarations: readonly Declaration[], mission: string, on: Day): Cover {
  const periods = declarations
    .filter(({ missions }) => missions.includes(mission))
    .map(({ declaredOn }) => validityOf(declaredOn));
  if (periods.some((period) => contains(period, on))) return { state: 'in_force' };
  const ended = periods.map(({ until }) => until).filter((until) => until <= on);
  const until = ended.sort().at(-1);
  return until === undefined ? { state: 'none' } : { state: 'lapsed', until };
}
