import { addYears, contains, type Day, type Period } from '../../../kernel/days.js';
import { figureOf, legalRuleOn } from '../../../kernel/legal-rules.js';
import type { Cover, Declaration } from './declarations.types.js';

/** How long the employer’s declaration lets minors do regulated work: from the day of the declaration, included, to a day, excluded. No rule known for that day: no day at all. */
export function validityOf(declaredOn: Day): Period & { readonly from: Day; readonly until: Day } {
  const rule = legalRuleOn('minor.derogation.validity', declaredOn);
  const years = rule ? figureOf(rule, 'validity') : 0;
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
