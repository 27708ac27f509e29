import { addDays, addMonths, type Day } from '../../../kernel/days.js';
import { figureOf, legalRuleOn } from '../../../kernel/legal-rules.js';
import type { ContractRow, EndCause } from '../contract-details.types.js';

/** An activity that passes to another employer takes its contracts along: nobody broke them. */
export const isBreach = (cause: EndCause | null): boolean => cause !== 'employer_transferred';

/**
 * The last day on which the centre keeps accompanying an apprentice whose contract was broken: in training, without employer.
 * Null for a contract that was not, and where no rule of the day of its signature says so.
 */
export function accompaniedUntil({
  kind,
  endedAs,
  heldUntil,
  signedOn,
  cause,
}: Pick<ContractRow, 'kind' | 'endedAs' | 'heldUntil' | 'signedOn' | 'cause'>): Day | null {
  if (!isBreach(cause)) return null;
  if (kind !== 'apprenticeship' || endedAs !== 'terminated' || signedOn === null) return null;
  const rule = legalRuleOn('apprenticeship.after_breach.cfa_support', signedOn);
  return rule && addDays(addMonths(heldUntil, figureOf(rule, 'max')), -1);
}
