import type { Day } from '../../../kernel/days.js';
import { ALWAYS, type LegalRule } from '../../../kernel/law.js';
import { figureOf, legalRuleOn } from '../../../kernel/legal-rules.js';
import type { ContractKind } from '../contracts.types.js';

export interface SigningAge extends LegalRule {
  readonly atLeast: number;
  /** Completed years, included. */
  readonly atMost: number;
}

/**
 * Ages at the start beyond which a birth date is a mistake and nothing is signed. The law is narrower, with derogations that
 * nobody here can check: those only warn. The earliest that it knows is 15, when lower secondary school is done.
 */
export const SIGNING_AGE: readonly SigningAge[] = [
  {
    applies: ALWAYS,
    source: 'choix de ce logiciel, plus large que le Code du travail, L6222-1 et L4153-1',
    certainty: 'ours',
    atLeast: 14,
    atMost: 80,
  },
];

/**
 * For so long after it was terminated the centre keeps the apprentice; then a new contract follows. That nothing is taken back
 * after it is our choice, and the figure is the same: so it is read from the rule of the day of the end. Null: none is known.
 */
export function keptAfterEnd(on: Day): { readonly months: number; readonly source: string } | null {
  const rule = legalRuleOn('apprenticeship.after_breach.cfa_support', on);
  return rule && { months: figureOf(rule, 'max'), source: `Code du travail, ${rule.article}` };
}

/** Whom the law has told of an early end. */
export const WHO_HEARS_OF_AN_END: Readonly<
  Record<ContractKind, { readonly source: string; readonly fr: string; readonly en: string }>
> = {
  apprenticeship: {
    source: 'Code du travail, R6222-21 et D6224-6',
    fr: 'sans délai le CFA et l’organisme de dépôt',
    en: 'the training centre and the deposit body without delay',
  },
  professionalisation: {
    source: 'Code du travail, D6325-5',
    fr: 'l’opérateur de compétences',
    en: 'the skills operator (OPCO)',
  },
};
