import type { Day, Instant } from '../../kernel/days.js';
import type { ApiClientId, ContractId, Id, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ContractRow, Side } from '../contracts/contract-details.types.js';
import type { AgreedMembers } from '../contracts/terms/agreed.types.js';

export type AmendmentId = Id<'contract_amendment'>;

/** Who signs: the organisations, the alternant, whoever represents a minor, and the employer to which the contract passes. */
export const AMENDMENT_PARTIES = [
  'employer',
  'training_centre',
  'alternant',
  'legal_representative',
  'new_employer',
] as const;
export type AmendmentParty = (typeof AMENDMENT_PARTIES)[number];

/** The organisation of a contract that proposes. */
export const CONTRACT_SIDES = ['employer', 'training_centre'] as const;

export const AMENDMENT_STATUSES = [
  'proposed',
  'signed',
  'in_force',
  'refused',
  'withdrawn',
  'cancelled',
] as const;
export type AmendmentStatus = (typeof AMENDMENT_STATUSES)[number];

export const AMENDMENT_ANSWERS = ['signed', 'refused', 'withdrawn'] as const;
export type AmendmentAnswerKind = (typeof AMENDMENT_ANSWERS)[number];

/** `typeContratApp` of the form, for an amendment. */
export const AMENDMENT_TYPES = ['31', '32', '33', '34', '35', '36', '37', '38'] as const;
export type AmendmentType = (typeof AMENDMENT_TYPES)[number];
export const FAILED_EXAM_TYPE: AmendmentType = '33';
/** Another employer: the activity passes to it, or it shares a seasonal contract. */
export const TRANSFER_TYPES: readonly AmendmentType[] = ['31', '32'];

/** Why a contract lasts longer, where only the parties may know: a disability was recognised, or an athlete trains. */
export const AMENDMENT_GROUNDS = ['disability', 'athlete'] as const;
export type AmendmentGround = (typeof AMENDMENT_GROUNDS)[number];

export const AMENDMENT_EXTENSIONS = ['failed_exam', ...AMENDMENT_GROUNDS] as const;
export type AmendmentExtension = (typeof AMENDMENT_EXTENSIONS)[number];

/** What changes; null: it stays. */
export interface AmendmentChanges {
  readonly startsOn: Day | null;
  /** First day out. */
  readonly until: Day | null;
  /** Why it lasts longer, where that is judged by a rule of its own; null also for readers who need not know. */
  readonly extension: AmendmentExtension | null;
  readonly weeklyMinutes: number | null;
  readonly mainTutorId: PersonId | null;
  /** What the form says from that day on; empty for readers who need not know. */
  readonly form: AgreedMembers | null;
  /** To whom the contract passes. */
  readonly newEmployerId: OrganisationId | null;
}

export interface ProposeCommand {
  readonly effectiveOn: Day;
  readonly changes: Omit<AmendmentChanges, 'form'>;
  /** A merge patch of the form, as it was sent. */
  readonly form: object | null;
  readonly type: AmendmentType | null;
  /** `numeroContratPrecedent` of the form. */
  readonly previousNumber: string | null;
  readonly reason: string;
}

export interface SignCommand {
  /** Null: today. */
  readonly signedOn: Day | null;
  /** One side attests that every party signed the paper. */
  readonly isForAll: boolean;
  /** For whoever acts for both organisations. */
  readonly side: Side | null;
  /** By the employer to which the contract passes: who is main tutor there; null: another party signs. */
  readonly mainTutorId: PersonId | null;
}

export interface AmendmentAnswer {
  readonly kind: AmendmentAnswerKind;
  readonly party: AmendmentParty;
  readonly sequence: number;
  readonly signedOn: Day | null;
  readonly isForAll: boolean;
  /** Nobody is missing any more. */
  readonly completes: boolean;
  /** Null also for readers who need not know. */
  readonly reason: string | null;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
}

/** Who passes whom to whom, and what came of it. */
export interface Transfer {
  readonly formerEmployerId: OrganisationId;
  readonly formerEmployerName: string;
  readonly employerId: OrganisationId;
  readonly employerName: string;
  readonly alternantId: PersonId;
  readonly alternantName: string;
  readonly trainingCentreName: string;
  /** What goes on with the new employer; null until all have signed. */
  readonly contractId: ContractId | null;
  readonly isUndone: boolean;
}

/** An amendment as it was recorded, with what was answered. */
export interface AmendmentRow {
  readonly id: AmendmentId;
  readonly contractId: ContractId;
  readonly number: number;
  readonly side: Side;
  readonly effectiveOn: Day;
  readonly changes: AmendmentChanges;
  /** Who was to be the main tutor on that day when it was proposed. */
  readonly formerTutorId: PersonId | null;
  readonly type: AmendmentType | null;
  readonly previousNumber: string | null;
  /** Null also for readers who need not know. */
  readonly reason: string | null;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
  /** Null: the employer stays. */
  readonly transfer: Transfer | null;
  /** In the order in which they were recorded. */
  readonly answers: readonly AmendmentAnswer[];
}

/** What a contract says of a day that amendments may change. */
export interface Terms {
  readonly startsOn: Day;
  /** First day out. */
  readonly until: Day;
  /** Null: nobody recorded it. */
  readonly weeklyMinutes: number | null;
}

/** An amendment as its readers see it today. */
export interface AmendmentView extends AmendmentRow {
  readonly status: AmendmentStatus;
  /** What changes, by the names that the API gives. */
  readonly changed: readonly string[];
  readonly before: Terms;
  readonly after: Terms;
  /** What the form said of the members that change, and says; null: none does, or the reader need not know. */
  readonly formBefore: AgreedMembers | null;
  readonly formAfter: AgreedMembers | null;
  /** Who has not signed yet; empty once it is closed. */
  readonly awaits: readonly AmendmentParty[];
}

/** What of a contract an amendment is judged by. */
export type Amended = Pick<
  ContractRow,
  | 'kind'
  | 'status'
  | 'alternantId'
  | 'employerId'
  | 'startsOn'
  | 'until'
  | 'heldUntil'
  | 'signedOn'
  | 'endedAs'
  | 'cancelledOn'
>;

export interface Proposed {
  readonly effectiveOn: Day;
  readonly changes: AmendmentChanges;
  readonly type: AmendmentType | null;
}
