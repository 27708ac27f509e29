import type { Day, Instant } from '../../../kernel/days.js';
import type { ApiClientId, ContractId, Id, PersonId } from '../../../kernel/ids.js';
import type { ContractRow, EndCause, EndProof, Initiator } from '../contract-details.types.js';
import type { ContestedFactRow, StepKind } from '../contracts.types.js';
import type { Finding } from '../signing/warnings.types.js';

export type StepId = Id<'contract_step'>;

/** A fact of a contract's life as its readers see it. */
export interface StepRow {
  readonly id: StepId;
  readonly contractId: ContractId;
  readonly sequence: number;
  readonly kind: StepKind;
  readonly on: Day | null;
  readonly cause: EndCause | null;
  readonly initiator: Initiator | null;
  /** The last day of a suspension whose end was known at once. */
  readonly until: Day | null;
  readonly proof: EndProof | null;
  /** Why it was corrected; null also for readers who do not read comments. */
  readonly reason: string | null;
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
  /** What it puts right. */
  readonly corrects: StepId | null;
  /** What put it right since. */
  readonly correctedBy: StepId | null;
}

/** What is put right: a step, as it stands, and the place that it has. */
export interface Corrected {
  readonly kind: StepKind;
  readonly sequence: number;
  readonly on: Day | null;
  /** The sequence of what was recorded there first. */
  readonly place: number;
}

/** What a step should have said; null: what it says. */
export interface CorrectCommand {
  readonly on: Day | null;
  readonly cause: EndCause | null;
  readonly initiator: Initiator | null;
  readonly reason: string;
}

export interface StepCorrected {
  /** The correction. */
  readonly step: StepRow;
  readonly contract: ContractRow;
  /** What was recorded of the days that the correction, recorded late, made inactive. */
  readonly contested: readonly ContestedFactRow[];
  readonly warnings: readonly Finding[];
}
