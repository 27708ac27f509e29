import { addDays, addMonths, type Day } from '../../../kernel/days.js';
import { figureOf, legalRuleOn } from '../../../kernel/legal-rules.js';
import type { ContractRow } from '../contract-details.types.js';

/**
 * The last day on which the centre keeps accompanying an apprentice whose contract was broken: in training, without employer.
 * Null for a contract that was not, and where no rule of the day of its signature says so.
 */
export function accompaniedUntil({
  kind,
  endedAs,
  heldUntil,
  signedOn,
}: Pick<ContractRow, 'kind' | 'endedAs' | 'heldUntil' | 'signedOn'>): Day | null {
  if (kind !== 'apprenticeship' || endedAs !== 'terminated' || signedOn === null) return null;
  const rule = legalRuleOn('apprenticeship.after_breach.cfa_support', signedOn);
  return rule && addDays(addMonths(heldUntil, figureOf(rule, 'max')), -1);
}
