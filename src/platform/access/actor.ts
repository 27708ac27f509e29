import type {
  AccountId,
  ApiClientId,
  GuestLinkId,
  OrganisationId,
  PersonId,
  SessionId,
} from '../../kernel/ids.js';
import type { Scope } from './scopes.js';

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
export interface PersonActor {
  readonly kind: 'person';
  readonly accountId: AccountId;
  readonly personId: PersonId;
  /** Where they signed in; absent from tokens that were issued before tokens said it. */
  readonly sessionId?: SessionId;
  readonly roles: readonly Role[];
}

/** An organisation that calls by itself, as its HR or its administrator: never a person, so it never judges anybody. */
export interface ClientActor {
  readonly kind: 'client';
  readonly clientId: ApiClientId;
  readonly organisationId: OrganisationId;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
}

/** Who asks. What only a person may do takes a `PersonActor`. */
export type Actor = PersonActor | ClientActor;

/**
 * Somebody without an account, by a link that is good: on one contract, for one purpose. No access token names one, so no route
 * but those of the link takes one.
 */
export interface GuestActor {
  readonly kind: 'guest';
  readonly linkId: GuestLinkId;
  readonly personId: PersonId;
}

/** Who records a fact. */
export type Recorder = Actor | GuestActor;

/** The other ways into the database: signing in, when nobody is known yet, with the product's own maintenance; and telling people. */
export type DbActor = Recorder | { readonly kind: 'sign_in' } | { readonly kind: 'notifier' };

export const SIGN_IN: DbActor = { kind: 'sign_in' };
export const NOTIFIER: DbActor = { kind: 'notifier' };

/** What limits and idempotency keys are counted for: the account, or the client. */
export const callerOf = (actor: Actor): AccountId | ApiClientId =>
  actor.kind === 'person' ? actor.accountId : actor.clientId;

/**
 * Whose share of what all share a request takes: a person's, or that of the client's organisation, however many clients
 * it makes.
 */
export const sharerOf = (actor: Actor): AccountId | OrganisationId =>
  actor.kind === 'person' ? actor.accountId : actor.organisationId;

/** The person who asks, if it is one. */
export const personOf = (actor: Recorder): PersonId | null =>
  actor.kind === 'client' ? null : actor.personId;

/** The client that asks, if it is one. */
export const clientOf = (actor: Recorder): ApiClientId | null =>
  actor.kind === 'client' ? actor.clientId : null;
