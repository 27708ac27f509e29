import type { Role } from './actor.js';

const everyone: readonly Role[] = [
  'platform_admin',
  'centre_admin',
  'referent',
  'alternant',
  'auditor',
  'hr',
  'tutor',
];
const learning: readonly Role[] = ['centre_admin', 'referent', 'alternant', 'auditor', 'hr', 'tutor'];
const administrators: readonly Role[] = ['hr', 'centre_admin'];
/** A mandate may be held by any member of the employer or the centre: an observer can be a colleague of any role. */
const mandateHolders: readonly Role[] = ['centre_admin', 'referent', 'alternant', 'hr', 'tutor'];

/** Nobody judges as an alternant; which of the others holds a mandate is the policy's question. */
const judges: readonly Role[] = ['centre_admin', 'referent', 'hr', 'tutor'];

/** Which roles may try what. Whether they may do it to one record is the feature's policy. */
export const CAPABILITIES = {
  'organisations.write': ['platform_admin'],
  'organisations.read': everyone,
  'people.write': ['platform_admin', ...administrators],
  'people.read': everyone,
  'invitations.create': ['platform_admin', ...administrators],
  'invitations.read': ['platform_admin', ...administrators],
  'frameworks.write': ['platform_admin', 'centre_admin'],
  'frameworks.read': everyone,
  'ladders.write': ['platform_admin', 'centre_admin'],
  'ladders.read': everyone,
  'contracts.write': administrators,
  'contracts.read': learning,
  'mandates.write': administrators,
  'mandates.declare_absence': mandateHolders,
  'observations.record': mandateHolders,
  'sign_offs.record': judges,
  'sign_offs.revoke': judges,
  'level_decisions.record': judges,
  'assignments.write': judges,
  'reports.cohort': ['centre_admin', 'auditor', 'hr', 'referent'],
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof CAPABILITIES;

export function roleCan(role: Role, capability: Capability): boolean {
  return (CAPABILITIES[capability] as readonly Role[]).includes(role);
}
