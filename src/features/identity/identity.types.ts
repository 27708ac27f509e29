import type { Instant } from '../../kernel/days.js';
import type { AccountId, Id, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Role } from '../../platform/access/actor.js';
import type { EndedMandate } from '../people/departures.types.js';

export type InvitationId = Id<'invitation'>;
export type TokenFamilyId = Id<'token_family'>;

export interface AccountRow {
  readonly id: AccountId;
  readonly personId: PersonId;
  /** Lower case. */
  readonly email: string;
  readonly passwordHash: string | null;
  readonly disabledAt: Instant | null;
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
  readonly familyId: TokenFamilyId;
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

/** An account that was disabled, or would be, and the mandates that ended with it. */
export interface DisabledAccount {
  readonly account: AccountDetails;
  readonly endedMandates: readonly EndedMandate[];
}
