import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { Acknowledger, Diarist } from './journal.policy.js';
import type { JournalEntryWritten, JournalStep } from './journal.types.js';

export async function insertJournalEntry(
  tx: Tx,
  by: Diarist,
  entry: Omit<JournalEntryWritten, 'recordedBy' | 'step' | 'readsComments'>,
  sequence: number,
): Promise<void> {
  const { id, contractId, recordedAt, on, mission, minutes, text, beyondEntitlement, reasons } = entry;
  await rows(
    tx,
    `
    insert into journal_entries
      (id, contract_id, sequence, recorded_at, recorded_by, on_day, mission, minutes, text, beyond_entitlement, reasons)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    `,
    [
      id,
      contractId,
      sequence,
      recordedAt,
      by.personId,
      on,
      mission,
      minutes,
      text,
      beyondEntitlement,
      reasons,
    ],
  );
}

export async function insertJournalStep(
  tx: Tx,
  by: Acknowledger | Diarist,
  entry: Pick<JournalEntryWritten, 'id' | 'contractId'>,
  { id, kind, recordedAt, reason }: Omit<JournalStep, 'recordedBy'>,
  sequence: number,
): Promise<void> {
  await rows(
    tx,
    `
    insert into journal_entry_steps (id, journal_entry_id, contract_id, sequence, recorded_at, recorded_by, kind, reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    `,
    [id, entry.id, entry.contractId, sequence, recordedAt, by.personId, kind, reason],
  );
}
