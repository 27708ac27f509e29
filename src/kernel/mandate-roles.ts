/** As what a person stands on a contract. */
export const MANDATE_ROLES = ['main_tutor', 'co_tutor', 'substitute', 'observer', 'referent'] as const;
export type MandateRole = (typeof MANDATE_ROLES)[number];

/** Those who may sign off, employed by the contract's employer. */
export const TUTOR_ROLES: readonly MandateRole[] = ['main_tutor', 'co_tutor', 'substitute'];

/** Who decides on a level in which capacity: the first of them, else one who stands in. */
export const DECIDING_ROLES = {
  tutor: ['main_tutor', 'co_tutor'],
  referent: ['referent'],
} as const satisfies Record<string, readonly MandateRole[]>;
