import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId, Id, ObservationId, PersonId, SignOffId } from '../../../kernel/ids.js';

/** Why nothing is revoked for an observation. */
export interface Dismissal {
  readonly id: Id<'proposal_dismissal'>;
  readonly dismissedBy: PersonId;
  readonly recordedAt: Instant;
  readonly reason: string;
}

/** An observation, not withdrawn, that saw something unsafe: these items alone. */
export interface SeenUnsafe {
  readonly observationId: ObservationId;
  readonly contractId: ContractId;
  readonly sequence: number;
  readonly observedOn: Day;
  readonly observerId: PersonId;
  readonly recordedAt: Instant;
  readonly items: readonly { readonly competency: string; readonly level: string }[];
  readonly dismissal: Dismissal | null;
}

/** What an observation saw unsafe, neither withdrawn nor dismissed. */
export type UnsafeSeen = Pick<SeenUnsafe, 'sequence' | 'observedOn' | 'observerId' | 'items'>;

/** What was seen unsafe, and what speaks for it that was signed before: the lowest level first, whose revocation takes the others. */
export interface ProposedItem {
  readonly competency: string;
  readonly level: string;
  readonly signOffs: readonly { readonly signOffId: SignOffId; readonly level: string }[];
}

/** An observation proposes that sign-offs be revoked. It takes nothing back. */
export interface Proposal extends Omit<SeenUnsafe, 'items' | 'sequence'> {
  readonly items: readonly ProposedItem[];
}

/** A proposal as somebody reads it. */
export interface ReadProposal extends Proposal {
  readonly readsComments: boolean;
}
