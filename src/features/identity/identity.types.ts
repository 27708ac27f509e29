import type { Instant } from '../../kernel/days.js';
import type { AccountId, Id, OrganisationId, PersonId, SessionId } from '../../kernel/ids.js';
import type { Role } from '../../platform/access/actor.js';
import type { EndedMandate } from '../people/memberships/departures.types.js';

export type InvitationId = Id<'invitation'>;

/** One account, for one exact e-mail, to compare a password with. */
export interface AccountToVerify {
  readonly id: AccountId;
  readonly passwordHash: string | null;
  readonly disabledAt: Instant | null;
}

/** Whose session it is, and what a token says of them as of today. */
export interface SessionHolder {
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  readonly roles: readonly Role[];
}

/** An account as its administrators see it. */
export interface AccountDetails {
  readonly id: AccountId;
  readonly personId: PersonId;
  readonly email: string;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
  readonly disabledBy: PersonId | null;
}

export interface RefreshTokenRow {
  readonly accountId: AccountId;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

/** What a client keeps after signing in. */
export interface OpenedSession {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
}

export interface InvitationRow {
  readonly id: InvitationId;
  readonly email: string;
  readonly organisationId: OrganisationId | null;
  readonly role: Role;
  readonly personId: PersonId;
  readonly invitedBy: PersonId;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: PersonId | null;
  readonly supersededBy: InvitationId | null;
  /** As of now: computed, and judged again when it is accepted. */
  readonly state: InvitationState;
  readonly voidReason: VoidReason | null;
}

/** What stands from the start; the rest becomes of it. */
export type NewInvitation = Omit<
  InvitationRow,
  'acceptedAt' | 'withdrawnAt' | 'withdrawnBy' | 'supersededBy' | 'state' | 'voidReason'
>;

export const INVITATION_STATES = [
  'pending',
  'accepted',
  'withdrawn',
  'superseded',
  'expired',
  'void',
] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/** Why nobody may accept it, by the rules by which it was made. */
export const VOID_REASONS = ['email_changed', 'inviter_lost_right', 'platform_invitation_needed'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** What the bearer of a token is told of an invitation that gives nothing any more. */
export const REFUSED_ACCEPTANCES = ['withdrawn', 'superseded', ...VOID_REASONS] as const;
export type RefusedAcceptance = (typeof REFUSED_ACCEPTANCES)[number];

/** An invitation as the bearer of its token finds it, before accepting. */
export interface OfferedInvitation {
  readonly id: InvitationId;
  readonly state: InvitationState;
  readonly voidReason: VoidReason | null;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly hasPassword: boolean;
}

/** `passwordSet`: false when the account had a password, which stays. */
export interface Acceptance {
  readonly invitation: InvitationRow;
  readonly passwordSet: boolean;
}

export interface InvitationCommand {
  readonly email: string;
  readonly organisationId: OrganisationId | null;
  readonly role: Role;
  readonly personId: PersonId | null;
}

/** How often sign-in failed lately, for one account or from one address. */
export interface Tally {
  readonly key: string;
  readonly failures: number;
  readonly lastAt: Instant;
}

/** An account that was disabled, or would be, and the mandates that ended with it. */
export interface DisabledAccount {
  readonly account: AccountDetails;
  readonly endedMandates: readonly EndedMandate[];
}

export const CLIENT_KINDS = ['browser', 'program', 'unknown'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** What signed in, as far as it said. */
export interface SigningClient {
  readonly kind: ClientKind;
  readonly app: string | null;
  readonly system: string | null;
}

export interface SessionRow extends SigningClient {
  readonly id: SessionId;
  readonly startedAt: Instant;
  readonly lastUsedAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
}
