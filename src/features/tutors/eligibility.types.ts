import type { LegalRuleVersion } from '../../kernel/legal-rules.js';
import type { BranchRule } from './tutors.types.js';

/** `unknown`: nothing recorded says so, and nothing says the contrary. `not_asked`: the law asks nothing of that role, or of that day. */
export const ELIGIBILITIES = ['eligible', 'not_eligible', 'unknown', 'not_asked'] as const;
export type EligibilityWord = (typeof ELIGIBILITIES)[number];

export const GROUNDS = ['branch_rule', 'diploma_and_experience', 'experience'] as const;
export type Ground = (typeof GROUNDS)[number];

/** How much work is asked of them, with a diploma of the field and without. */
export interface Criteria {
  readonly rule: LegalRuleVersion;
  readonly branch: BranchRule | null;
  readonly withDiploma: number | null;
  readonly without: number | null;
  readonly level: number | null;
}
