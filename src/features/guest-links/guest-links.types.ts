import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, GuestLinkId, PersonId, SignOffRequestId } from '../../kernel/ids.js';

export const GUEST_PURPOSES = ['tutor_once', 'legal_representative'] as const;
export type GuestPurpose = (typeof GUEST_PURPOSES)[number];

/** What became of a link. `used`: of a tutor's the end; a representative's goes on. */
export const GUEST_LINK_STATES = [
  'sent',
  'opened',
  'used',
  'expired',
  'withdrawn',
  'disowned',
  'void',
] as const;
export type GuestLinkState = (typeof GUEST_LINK_STATES)[number];

/** Why a link opens nothing, though its days last and nobody withdrew it. */
export const GUEST_LINK_VOID_REASONS = [
  'contract_ended',
  'issuer_lost_right',
  'has_account',
  'request_closed',
  'came_of_age',
  'representative_changed',
] as const;
export type GuestLinkVoidReason = (typeof GUEST_LINK_VOID_REASONS)[number];

/** What became of a link, judged now. */
export interface GuestLinkJudgement {
  readonly state: GuestLinkState;
  /** Only where it is `void`. */
  readonly reason: GuestLinkVoidReason | null;
}

/** Days that a link is good for: days, not months. */
export const MOST_DAYS = 14;
export const USUAL_DAYS = 7;
/** Links of a contract that are good at once, and those that are made in a day. */
export const MOST_AT_ONCE = 5;
export const MOST_A_DAY = 20;
/** How far back the day may lie on which a tutor met the alternant: as far as a mandate may begin. */
export const MOST_DAYS_BACK = 7;
/** The session that a link opens. */
export const SESSION_MINUTES = 30;
export const CODE_MINUTES = 10;

/** Who gets a link. */
export interface GuestIdentity {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
}

/** A link for a tutor who met the alternant once. */
export interface TutorLinkCommand extends GuestIdentity {
  readonly contractId: ContractId;
  readonly requestId: SignOffRequestId;
  readonly jobTitle: string;
  /** Null: today. */
  readonly metOn: Day | null;
  readonly days: number;
}

/** A link as those who see it read it. */
export interface GuestLinkRow extends GuestLinkJudgement, GuestIdentity {
  readonly id: GuestLinkId;
  readonly contractId: ContractId;
  readonly purpose: GuestPurpose;
  readonly personId: PersonId;
  readonly jobTitle: string | null;
  readonly requestId: SignOffRequestId | null;
  readonly metOn: Day | null;
  readonly issuedBy: PersonId;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly lastSentAt: Instant;
  readonly openedAt: Instant | null;
  readonly usedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: PersonId | null;
  readonly disownedAt: Instant | null;
}

/** The link of whoever bears it. */
export interface BorneLink extends GuestLinkJudgement {
  readonly id: GuestLinkId;
  readonly contractId: ContractId;
  readonly purpose: GuestPurpose;
  readonly personId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly requestId: SignOffRequestId | null;
  readonly metOn: Day | null;
  readonly expiresAt: Instant;
  readonly issuedBy: PersonId;
  /** Who sends it: the employer, or the training centre. */
  readonly organisation: string;
}

/** Whose an address is already, of those who stand on the contract. */
export type KnownAddress = 'alternant' | 'issuer' | 'team' | 'representative';
