import type { Day, Instant } from '../../kernel/days.js';
import type {
  ContractId,
  EvidenceId,
  Id,
  JournalEntryId,
  ObservationId,
  PersonId,
  SignOffId,
} from '../../kernel/ids.js';
import type { FileType } from '../../platform/files/media-types.js';

/** What was said to whoever adds a file, and acknowledged. Another wording is another version. */
export const WARNING_VERSION = 1;

/** The file was taken away: its bytes are gone, the rest stays. */
export interface EvidenceWithdrawn {
  readonly id: Id<'evidence_withdrawal'>;
  readonly withdrawnBy: PersonId;
  readonly recordedAt: Instant;
  readonly reason: string;
}

/** A photo or a document that shows what was done. */
export interface Evidence {
  readonly id: EvidenceId;
  readonly contractId: ContractId;
  readonly observationId: ObservationId | null;
  readonly signOffId: SignOffId | null;
  readonly journalEntryId: JournalEntryId | null;
  readonly mediaType: string;
  /** The digest of the bytes as they are kept. */
  readonly size: number;
  readonly sha256: string;
  readonly fileName: string | null;
  /** Whoever added it acknowledged the warning of that version, then. */
  readonly warningVersion: number;
  readonly addedBy: PersonId;
  readonly recordedAt: Instant;
  readonly withdrawal: EvidenceWithdrawn | null;
  /** Its alternant is nobody any more: so are the bytes. */
  readonly isErased: boolean;
  /** Whoever reads it reads its texts, and the file. */
  readonly readsComments: boolean;
}

/** What a file is said to show. */
export interface Shown {
  readonly observationId: ObservationId | null;
  readonly signOffId: SignOffId | null;
  readonly journalEntryId: JournalEntryId | null;
}

/** The days on which that was seen; null: it is nothing of this contract. */
export interface DaysShown {
  readonly observation: Day | null;
  readonly signOff: Day | null;
  readonly journalEntry: Day | null;
}

export interface AddCommand {
  readonly contractId: ContractId;
  readonly shown: Shown;
  readonly fileName: string | null;
  readonly mediaType: FileType;
  readonly bytes: Buffer;
}
