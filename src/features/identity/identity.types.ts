import type { Instant } from '../../kernel/days.js';
import type { AccountId, Id, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Role } from '../../platform/access/actor.js';

export type InvitationId = Id<'invitation'>;
export type TokenFamilyId = Id<'token_family'>;

/** One account, for one exact e-mail, to compare a password with. */
export interface AccountToVerify {
  readonly id: AccountId;
  readonly passwordHash: string | null;
  readonly disabledAt: Instant | null;
}

/** Whose session it is, and what a token says of them as of today. */
export interface SessionHolder {
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
export interface Session {
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
