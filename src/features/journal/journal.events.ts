import type { Happening } from '../../platform/events/contract-history.js';
import type { JournalEntryWritten, JournalStepKind } from './journal.types.js';

/** Never a text: readers of the history may not be readers of comments. */

export const journalEntryRecorded = ({
  id,
  on,
  mission,
  minutes,
  beyondEntitlement,
  reasons,
}: Omit<JournalEntryWritten, 'recordedBy' | 'step' | 'readsComments'>): Happening => ({
  type: 'journal_entry.recorded',
  data: { journalEntryId: id, on, mission, minutes, beyondEntitlement, reasons },
});

export const journalEntryStepped = (
  stepId: string,
  journalEntryId: string,
  kind: JournalStepKind,
): Happening => ({
  type: `journal_entry.${kind}`,
  data: { journalEntryId, stepId },
});
