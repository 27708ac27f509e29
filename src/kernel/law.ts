import { contains, type Day, type Period } from './days.js';

/**
 * Figures of the law, each with the days between which it applies (null: as far as is known), where it comes from, and
 * how sure we are: `text` was read in the text itself, `tool` in the code of the public administration's own form,
 * `secondary` in pages that explain the law, `ours` nowhere: a choice of this product that awaits a lawyer's word.
 */
export interface LegalRule {
  readonly applies: Period;
  readonly source: string;
  readonly certainty: 'text' | 'tool' | 'secondary' | 'ours';
}

export const ALWAYS: Period = { from: null, until: null };

/** Completed years: majority is on the birthday. Code civil, 414. */
export const MAJORITY = 18;

/** The rule in force on a day, if there is one. */
export function ruleOn<Rule extends LegalRule>(rules: readonly Rule[], day: Day): Rule | null {
  return rules.find(({ applies }) => contains(applies, day)) ?? null;
}
