import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { JournalEntryStep } from './journal-entry-step.entity.js';
import type { JournalEntry } from './journal-entry.entity.js';
import type { Acknowledger, JournalAuthor } from './journal.policy.js';
import type { JournalEntryWritten, JournalStep } from './journal.types.js';

/** What the history tells is never a text: its readers may not be readers of comments. */

export const journalEntryRecorded = (
  by: JournalAuthor,
  entry: Omit<JournalEntryWritten, 'recordedBy' | 'step' | 'readsComments'>,
): Fact => {
  const { id, on, mission, minutes, text, beyondEntitlement, reasons, hoursFlags } = entry;
  return {
    event: {
      type: 'journal_entry.recorded',
      data: { journalEntryId: id, on, mission, minutes, beyondEntitlement, reasons, hoursFlags },
    },
    rows: [
      factRow<JournalEntry>('journal_entries', {
        id,
        recordedBy: by.personId,
        onDay: on,
        mission,
        minutes,
        text,
        beyondEntitlement,
        reasons: [...reasons],
        startsAt: entry.startsAt,
        endsAt: entry.endsAt,
        breakMinutes: entry.breakMinutes,
        hoursFlags: [...hoursFlags],
      }),
    ],
  };
};

export const journalEntryStepped = (
  by: Acknowledger | JournalAuthor,
  journalEntryId: JournalEntryWritten['id'],
  { id, kind, reason }: Omit<JournalStep, 'recordedBy' | 'recordedAt'>,
): Fact => ({
  event: { type: `journal_entry.${kind}`, data: { journalEntryId, stepId: id } },
  rows: [
    factRow<JournalEntryStep>('journal_entry_steps', {
      id,
      journalEntryId,
      recordedBy: by.personId,
      kind,
      reason,
    }),
  ],
});
