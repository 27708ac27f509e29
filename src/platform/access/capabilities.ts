import type { AppError } from '../../kernel/errors.js';
import { forbidden } from '../../kernel/refusals.js';
import { personRequired, scopeMissing } from './access.errors.js';
import type { Actor, Role } from './actor.js';
import { SCOPES, type Scope } from './scopes.js';

/** Who may try a route: anybody, any person signed in, or the roles that hold a capability. */
export type Access = 'anyone' | 'signed_in' | Capability;

/** Whoever signed in: also somebody who holds no role today. */
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
  'reference_data.read': everyone,
  'employers.propose': ['centre_admin'],
  'employer_proposals.read': ['platform_admin', ...administrators],
  'proposed_tutors.decide': ['hr'],
  'people.write': ['platform_admin', ...administrators],
  'people.read': everyone,
  'people.merge': ['platform_admin', ...administrators],
  'accounts.read': ['platform_admin', ...administrators],
  'accounts.write': ['platform_admin', ...administrators],
  'invitations.create': ['platform_admin', ...administrators],
  'invitations.read': ['platform_admin', ...administrators],
  'api_clients.write': ['platform_admin', ...administrators],
  'api_clients.read': ['platform_admin', ...administrators],
  'api_client_grants.write': administrators,
  'frameworks.write': ['platform_admin', 'centre_admin'],
  'frameworks.read': everyone,
  'ladders.write': ['platform_admin', 'centre_admin'],
  'ladders.read': everyone,
  'contracts.write': administrators,
  'contracts.read': learning,
  'contract_forms.read': ['alternant', ...administrators],
  'events.read': learning,
  'progress.read': learning,
  'amendments.answer': ['hr', 'centre_admin', 'alternant'],
  'mandates.write': administrators,
  'mandates.declare_absence': mandateHolders,
  'observations.record': mandateHolders,
  'sign_offs.record': judges,
  'sign_offs.revoke': judges,
  'sign_off_requests.submit': mandateHolders,
  'sign_off_requests.withdraw': mandateHolders,
  'sign_off_requests.decide': judges,
  'level_decisions.record': judges,
  'assignments.write': judges,
  'concerns.raise': mandateHolders,
  'concerns.review': judges,
  'journal.write': ['alternant'],
  'journal.acknowledge': judges,
  'training_plan.write': judges,
  'self_assessments.record': ['alternant'],
  'attestations.record': judges,
  'declarations.record': ['hr'],
  'declarations.read': learning,
  'tutor_proofs.record': ['hr'],
  'tutor_proofs.read': ['hr', 'auditor', 'tutor'],
  'tutor_branch_rules.write': ['platform_admin'],
  'tutors.read': administrators,
  'evidence.add': mandateHolders,
  'evidence.open': learning,
  'evidence.withdraw': mandateHolders,
  'disputes.open': ['alternant', 'referent', 'centre_admin'],
  'disputes.read': ['centre_admin', 'referent', 'alternant', 'auditor', 'tutor'],
  'disputes.rule': ['referent', 'centre_admin'],
  'credentials.issue': ['alternant'],
  'credentials.read': ['alternant', 'centre_admin'],
  'outcomes.record': ['alternant', 'referent', ...administrators],
  'outcomes.read': ['alternant', 'referent', ...administrators],
  'reviews.plan': judges,
  'reviews.write': mandateHolders,
  'reviews.list_due': ['centre_admin', 'auditor'],
  'review_rules.write': ['centre_admin'],
  'review_rules.read': ['centre_admin', 'referent', 'alternant', 'auditor'],
  'guest_links.write': administrators,
  'guest_links.read': administrators,
  'reports.cohort': ['centre_admin', 'auditor', 'hr', 'referent'],
  'reports.figures': ['centre_admin', 'auditor', 'hr'],
  'prospect_agreements.write': ['alternant'],
  'prospect_agreements.read': ['alternant', 'centre_admin'],
  'prospects.read': ['hr'],
  'prospect_contacts.read': ['alternant', ...administrators],
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof CAPABILITIES;

/**
 * What an API client may try, by the scopes of which one is enough; all of them: whatever its scopes. What is not here
 * needs a person: judging, deciding, revoking, inviting, changing frameworks, making clients.
 */
const OPENED_BY: Partial<Record<Capability, readonly Scope[]>> = {
  'organisations.read': SCOPES,
  'reference_data.read': SCOPES,
  'frameworks.read': SCOPES,
  'ladders.read': SCOPES,
  'people.write': ['people:write'],
  'people.read': ['people:read'],
  'contracts.write': ['contracts:write'],
  'amendments.answer': ['contracts:write'],
  'mandates.write': ['contracts:write'],
  'mandates.declare_absence': ['contracts:write'],
  'attestations.record': ['contracts:write'],
  'declarations.record': ['contracts:write'],
  'declarations.read': ['contracts:read'],
  'tutor_proofs.record': ['people:write'],
  'tutor_proofs.read': ['people:read'],
  'tutors.read': ['contracts:read'],
  'contracts.read': ['contracts:read'],
  // It tells of disability and of home: to programs that fill it.
  'contract_forms.read': ['contracts:write'],
  'events.read': ['contracts:read', 'changes:read'],
  'progress.read': ['progress:read'],
  'disputes.read': ['progress:read'],
  'outcomes.record': ['contracts:write'],
  'outcomes.read': ['contracts:write'],
  'reviews.list_due': ['reports:read'],
  'review_rules.read': ['contracts:read'],
  'reports.cohort': ['reports:read'],
  'reports.figures': ['reports:read'],
};

/** The scopes of which one lets a client try; null: it takes a person. */
export function scopesFor(access: Access): readonly Scope[] | null {
  return access === 'anyone' || access === 'signed_in' ? null : (OPENED_BY[access] ?? null);
}

/** Why the caller may not even try, or null. Roles first: what no role of theirs may do, no scope opens. */
export function refusalOf(actor: Actor, access: Access): AppError | null {
  if (access === 'anyone') return null;
  if (access !== 'signed_in' && !mayTry(actor.roles, access)) return forbidden();
  if (actor.kind === 'person') return null;
  const scopes = scopesFor(access);
  if (!scopes) return personRequired();
  return scopes.some((scope) => actor.scopes.includes(scope)) ? null : scopeMissing(scopes);
}

function mayTry(roles: readonly Role[], capability: Capability): boolean {
  const holders: readonly Role[] = CAPABILITIES[capability];
  return holders === everyone || roles.some((role) => holders.includes(role));
}
