import type { AccountId, PersonId } from '../../kernel/ids.js';

export const ROLES = [
  'platform_admin',
  'centre_admin',
  'referent',
  'alternant',
  'auditor',
  'hr',
  'tutor',
] as const;
export type Role = (typeof ROLES)[number];

/** A person who signed in. `roles` are those of the token: a first sieve; the database knows the ones in force. */
export interface Actor {
  readonly kind: 'person';
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly roles: readonly Role[];
}

/** The two other ways into the database: signing in, when nobody is known yet, and the product's own upkeep. */
export type DbActor = Actor | { readonly kind: 'sign_in' };

export const SIGN_IN: DbActor = { kind: 'sign_in' };
