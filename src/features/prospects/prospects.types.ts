import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, Id, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { OrganisationNamed } from '../organisations/organisations.types.js';

export type ProspectAgreementId = Id<'prospect_agreement'>;
/** As whom one employer, and no other, knows somebody. */
export type ProspectId = Id<'prospect'>;
export type ProspectContactId = Id<'prospect_contact'>;

/** What is agreed to: its words are in the README, and a new text is a new version. */
export const AGREEMENT_TEXT_VERSION = 1;

export interface AgreementCommand {
  readonly departments: readonly string[];
  readonly structureTypes: readonly string[];
  readonly hiddenFrom: readonly OrganisationId[];
  readonly showsFamilyName: boolean;
  readonly showsOwnEmployer: boolean;
  readonly words: string | null;
  /** The last day; null: as late as it may be. */
  readonly untilOn: Day | null;
}

/** Whoever agrees, and the contract that ends. */
export interface Seeker {
  readonly alternantId: PersonId;
  readonly birthDate: Day | null;
  readonly isSigned: boolean;
  readonly isCancelled: boolean;
  /** The first day after it. */
  readonly heldUntil: Day;
}

export interface AgreementRow extends Omit<AgreementCommand, 'untilOn' | 'hiddenFrom'> {
  readonly id: ProspectAgreementId;
  readonly contractId: ContractId;
  readonly hiddenFrom: readonly OrganisationNamed[];
  readonly agreedAt: Instant;
  readonly textVersion: number;
  /** The first day after it. */
  readonly untilDay: Day;
  readonly withdrawnAt: Instant | null;
  readonly stands: boolean;
}

export interface ProspectRow {
  readonly prospectId: ProspectId;
  readonly givenName: string;
  readonly familyName: string | null;
  readonly words: string | null;
  readonly frameworkTitle: string;
  readonly frameworkCode: string;
  readonly levelCode: string;
  readonly levelTitle: string;
  readonly isComplete: boolean;
  /** Year and month. */
  readonly endsIn: string;
  readonly centre: string;
}

export interface ProspectFilters {
  readonly framework: string | null;
  readonly endsFrom: string | null;
  readonly endsTo: string | null;
}

export interface ViewRow {
  readonly id: string;
  readonly employer: OrganisationNamed;
  readonly viewedOn: Day;
}

export const CONTACT_DECISIONS = ['passed_on', 'declined', 'accepted', 'refused', 'withdrawn'] as const;
export type ContactDecision = (typeof CONTACT_DECISIONS)[number];

/** `lapsed`: the agreement ended before an answer. */
export const CONTACT_STATES = ['asked', ...CONTACT_DECISIONS, 'lapsed'] as const;
export type ContactState = (typeof CONTACT_STATES)[number];

export type ContactParty = 'training_centre' | 'alternant' | 'employer';

export interface ContactRow {
  readonly id: ProspectContactId;
  readonly prospectId: ProspectId;
  /** Null for the employer, which knows them as a prospect alone. */
  readonly contractId: ContractId | null;
  readonly employer: OrganisationNamed;
  readonly words: string;
  readonly askedAt: Instant;
  readonly decision: ContactDecision | null;
  readonly reason: string | null;
  readonly decidedAt: Instant | null;
  readonly stands: boolean;
  /** As what the caller stands to it. */
  readonly side: ContactParty;
}
