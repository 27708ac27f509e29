import type { Instant } from '../../kernel/days.js';
import type { AccountId, Id, OrganisationId, PersonId, SessionId } from '../../kernel/ids.js';
import type { Role } from '../../platform/access/actor.js';
import type { MailReason } from '../../kernel/mail-reasons.js';
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
  /** Null: it is the first one. */
  readonly passwordChangedAt: Instant | null;
  /** Who gave the link by which the present password was chosen, if it was given by hand. */
  readonly passwordResetBy: PersonId | null;
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
  /** How often its link was given out, and when last. */
  readonly sends: number;
  readonly lastSentAt: Instant | null;
  /** Null where no mail brings it. */
  readonly mailState: InvitationMailState | null;
  readonly mailAt: Instant | null;
  readonly mailReason: MailReason | null;
}

/** `sent`: the mail server took it; `delayed`: it is tried again; `refused`: it never will be taken. */
export const INVITATION_MAIL_STATES = ['waiting', 'sent', 'delayed', 'refused'] as const;
export type InvitationMailState = (typeof INVITATION_MAIL_STATES)[number];

/** What stands from the start; the rest becomes of it. */
export type NewInvitation = Pick<
  InvitationRow,
  'id' | 'email' | 'organisationId' | 'role' | 'personId' | 'invitedBy' | 'createdAt' | 'expiresAt'
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
  readonly role: Role;
  readonly organisation: string | null;
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

export type AccountLinkId = Id<'account_link'>;
export type LinkPurpose = 'reset' | 'confirm_email' | 'undo_email';
export type LinkState = 'pending' | 'used' | 'expired' | 'void';

/** Why a link that is neither used nor too old gives nothing. */
export const VOID_LINK_REASONS = ['superseded', 'account_disabled', 'issuer_lost_right'] as const;
export type VoidLinkReason = (typeof VOID_LINK_REASONS)[number];

/** What becomes of a link as of now. */
export interface LinkJudgement {
  readonly state: LinkState;
  readonly reason: VoidLinkReason | null;
}

/** A link as its bearer sees it. */
export interface OfferedLink extends LinkJudgement {
  readonly accountId: AccountId;
  readonly email: string;
  /** The address that it gives the account. */
  readonly nextEmail: string | null;
  readonly givenName: string;
  readonly familyName: string;
}

/** Why nobody can be given a link to choose a password anew. */
export const NO_RESET_REASONS = ['no_password', 'account_disabled'] as const;
export type NoResetReason = (typeof NO_RESET_REASONS)[number];

export interface EmailChangeRow {
  readonly id: AccountLinkId;
  readonly email: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  readonly voidedAt: Instant | null;
}

export const EMAIL_CHANGE_STATES = ['pending', 'confirmed', 'withdrawn', 'expired'] as const;
export type EmailChangeState = (typeof EMAIL_CHANGE_STATES)[number];
