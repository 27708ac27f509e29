import type { Instant } from '../../kernel/days.js';
import type { ContractId, Id, LadderId, OrganisationId } from '../../kernel/ids.js';

export type CredentialId = Id<'level_credential'>;

/** Which of their names a credential shows: as they are called, as their papers say, or none. */
export const SHOWN_NAMES = ['usual', 'civil', 'none'] as const;
export type ShownName = (typeof SHOWN_NAMES)[number];

/** `suspended`: the level is achieved no more, and may be again. `revoked`: its holder took it back, or had another one made. */
export const CREDENTIAL_STATES = ['valid', 'suspended', 'revoked'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** What a status list is about: one bit for each credential. */
export const STATUS_PURPOSES = ['revocation', 'suspension'] as const;
export type StatusPurpose = (typeof STATUS_PURPOSES)[number];

/** How long whoever verifies may keep a status list, in seconds. */
export const STATUS_SECONDS = 300;

export interface CredentialRow {
  readonly id: CredentialId;
  readonly contractId: ContractId;
  readonly ladderId: LadderId;
  readonly level: string;
  readonly levelTitle: string;
  readonly shownName: ShownName;
  readonly achievedAt: Instant;
  readonly issuedAt: Instant;
  readonly revokedAt: Instant | null;
  readonly statusList: number;
  readonly statusIndex: number;
  /** The contract's progress has the level, and not as achieved. */
  readonly isLost: boolean;
}

/** Everything that a credential says. */
export interface CredentialContent extends CredentialRow {
  readonly ladderTitle: string;
  readonly frameworkTitle: string;
  readonly centreId: OrganisationId;
  readonly centreName: string;
  /** What the level asks for, as people call it. */
  readonly competencies: readonly string[];
  /** The name that it shows; null: none. */
  readonly holderName: string | null;
}

/** What is asked of a level before a credential of it is made. */
export interface LevelToCredit {
  readonly ladderId: LadderId;
  readonly isOwn: boolean;
  readonly hasLevel: boolean;
  readonly isAchieved: boolean;
  readonly achievedAt: Instant | null;
  /** How many were made of the contract. */
  readonly issued: number;
}

/** The places of one list whose bit is set, for each purpose. */
export type StatusPlaces = Readonly<Record<StatusPurpose, readonly number[]>>;
