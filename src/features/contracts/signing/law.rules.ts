import { ALWAYS, type LegalRule } from '../../../kernel/law.js';
import type { ContractKind } from '../contracts.types.js';

/** How many contracts one person may follow on any one day. */
export interface TutorCapacity extends LegalRule {
  readonly atOnce: number;
  /** Beyond them, contracts of alternants who repeat: those that continue another one. */
  readonly repeating: number;
}

export const TUTOR_CAPACITY: Readonly<Record<ContractKind, readonly TutorCapacity[]>> = {
  apprenticeship: [
    { applies: ALWAYS, source: 'Code du travail, R6223-6', certainty: 'secondary', atOnce: 2, repeating: 1 },
  ],
  professionalisation: [
    { applies: ALWAYS, source: 'Code du travail, D6325-9', certainty: 'secondary', atOnce: 3, repeating: 0 },
  ],
};

export interface TutorAge extends LegalRule {
  readonly atLeast: number;
}

export const TUTOR_AGE: readonly TutorAge[] = [
  { applies: ALWAYS, source: 'Code du travail, L6223-8-1', certainty: 'tool', atLeast: 18 },
];

export interface UsualLength extends LegalRule {
  readonly minMonths: number;
  readonly maxMonths: number;
}

export const USUAL_LENGTH: Readonly<Record<ContractKind, readonly UsualLength[]>> = {
  apprenticeship: [
    {
      applies: ALWAYS,
      source: 'Code du travail, L6222-7-1',
      certainty: 'secondary',
      minMonths: 6,
      maxMonths: 36,
    },
  ],
  professionalisation: [
    {
      applies: ALWAYS,
      source: 'Code du travail, L6325-11',
      certainty: 'secondary',
      minMonths: 6,
      maxMonths: 36,
    },
  ],
};

export interface UsualAge extends LegalRule {
  readonly from: number;
  /** Completed years, included. */
  readonly to: number;
}

/** Older job seekers may sign a professionalisation contract: nothing to warn of without knowing more. */
export const USUAL_AGE: Readonly<Record<ContractKind, readonly UsualAge[]>> = {
  apprenticeship: [
    { applies: ALWAYS, source: 'Code du travail, L6222-1', certainty: 'tool', from: 16, to: 29 },
  ],
  professionalisation: [],
};

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
