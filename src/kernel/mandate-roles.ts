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

/** What somebody is in the two organisations of a contract, on some day of a mandate. */
export interface HeldRoles {
  readonly employerRoles: readonly string[];
  readonly centreRoles: readonly string[];
}

/** A tutor is employed by the employer, a referent by the centre; an observer belongs to either. */
export function suitsRole(role: MandateRole, { employerRoles, centreRoles }: HeldRoles): boolean {
  if (role === 'observer') return employerRoles.length + centreRoles.length > 0;
  if (role === 'referent') return centreRoles.some((held) => held === 'centre_admin' || held === 'referent');
  return employerRoles.some((held) => held === 'hr' || held === 'tutor');
}
