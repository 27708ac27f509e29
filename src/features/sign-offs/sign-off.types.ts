import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, ObservationId, PersonId, SignOffId, SignOffRequestId } from '../../kernel/ids.js';
import type { SignOffItem } from './facts/facts.types.js';
import type { SignOffOutcome } from '../ladder/facts.types.js';
import type { ReadLadder } from '../ladder/ladder.types.js';

export interface SignOffRow {
  readonly id: SignOffId;
  readonly contractId: ContractId;
  readonly signerId: PersonId;
  readonly observedOn: Day;
  readonly recordedAt: Instant;
  readonly competency: string;
  readonly level: string;
  readonly outcome: SignOffOutcome;
  readonly nextStep: string | null;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly observationId: ObservationId | null;
  /** The revocation that names this sign-off, unless it was overturned; one taken back with another competency level shows in the ladder. */
  readonly revokedBy: string | null;
  /** An open dispute contests it (never to whoever reads none), or a late act its day. */
  readonly contested: boolean;
  /** A dispute overturned it: it counts no more. */
  readonly overturned: boolean;
  readonly readsComments: boolean;
}

/** The sign-off that an item became, or why it did not: a refusal, or an error that only its contract met. */
export type Outcome = { readonly signOff: SignOffRow } | { readonly error: unknown };
export interface SignedOffNow {
  readonly signOffs: readonly SignOffRow[];
  readonly ladder: ReadLadder;
}

export interface SignOffCommand {
  readonly contractId: ContractId;
  readonly observedOn: Day;
  /** Record what was seen in the same call. */
  readonly observation: boolean;
  readonly items: readonly SignOffItem[];
  /** Where the first item stands in the body, if not at its beginning: refusals point there. */
  readonly first?: number;
  /** The request that is answered, if one is. */
  readonly requestId?: SignOffRequestId;
}
