import type { Day } from '../../../kernel/days.js';
import type { Bilingual } from '../../../kernel/language.js';
import type { EndCause, EndProof, Initiator } from '../contract-details.types.js';
import type { ContractKind } from '../contracts.types.js';

/** What belongs to the file of an early end. */
export const END_DOCUMENTS = [
  'termination_letter',
  'written_agreement',
  'representative_signature',
  'mediation_request',
  'employer_information',
  'dismissal_letter',
  'unfitness_opinion',
  'exclusion_decision',
  'liquidator_letter',
  'inspection_decision',
  'death_certificate',
  'diploma',
] as const;
export type EndDocument = (typeof END_DOCUMENTS)[number];

/** What of a contract an early end is judged by. */
export interface EndingContract {
  readonly kind: ContractKind;
  readonly startsOn: Day;
  readonly signedOn: Day | null;
  /** That of the alternant; null: nobody knows. */
  readonly birthDate: Day | null;
  /** Days of practical training in the company that are proven by the day that is judged; null: nothing proves any. */
  readonly trialDays: number | null;
  /** With those that are planned, or of which nobody knows where they were spent; null: any day may be one. */
  readonly trialDaysAtMost: number | null;
}

export interface Ending {
  /** The first day out. */
  readonly on: Day;
  readonly cause: EndCause | null;
  readonly initiator: Initiator | null;
  readonly proof: EndProof;
}

/** What the law has to say of an early end. */
export interface EndFinding {
  readonly code: string;
  /** Only what is recorded and contradicts the law stops it. */
  readonly stops: boolean;
  readonly article: string | null;
  readonly detail: Bilingual;
}

/** A cause, as it may be invoked on a day. */
export interface TerminationGround {
  readonly cause: EndCause;
  /** Who may invoke it. */
  readonly initiators: readonly Initiator[];
  /** False: what is recorded proves that it may not. */
  readonly isOpen: boolean;
  /** The earliest first day out, of whoever begins that day. */
  readonly firstDayOut: Day;
  readonly documents: readonly EndDocument[];
  readonly article: string | null;
  readonly detail: Bilingual;
}
