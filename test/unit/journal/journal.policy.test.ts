import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { JournalEntryStep } from '../../../src/features/journal/journal-entry-step.entity.js';
import type { JournalEntry } from '../../../src/features/journal/journal-entry.entity.js';
import { journalEntryRecorded, journalEntryStepped } from '../../../src/features/journal/journal.facts.js';
import {
  canAcknowledge,
  requireAcknowledger,
  requireJournalAuthor,
} from '../../../src/features/journal/journal.policy.js';
import type { ContractId, Id, JournalEntryId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { codeOf, EDGES, everybody, held, team, today, whoMay } from '../mandates/team.js';

const id = 'j' as JournalEntryId;

test('the alternant alone keeps their journal', () => {
  expect(whoMay((name) => codeOf(() => requireJournalAuthor(name, everybody)) === null)).toEqual(['ines']);
  expect(codeOf(() => requireJournalAuthor(person('main_tutor'), everybody))).toBe('forbidden');
});

test('the tutors of today acknowledge it, never the alternant', () => {
  expect(whoMay((name) => canAcknowledge(name, everybody, today))).toEqual([
    'main_tutor',
    'co_tutor',
    'substitute',
  ]);
  const own = team(held('main_tutor', { personId: person('ines') }));
  expect(codeOf(() => requireAcknowledger(person('ines'), own, today))).toBe('mandate_missing');
});

test.each(EDGES)('a tutor acknowledges %s of their mandate', (_, values, counts) => {
  expect(canAcknowledge(person('co_tutor'), team(held('co_tutor', values)), today)).toBe(counts);
});

test('an entry is kept with its text, which the history never tells', () => {
  const by = requireJournalAuthor(person('ines'), everybody);
  const reported = {
    on: today,
    mission: 'meal',
    minutes: 45,
    beyondEntitlement: true,
    reasons: ['level_locked'],
    hoursFlags: [],
  };
  const hours = { startsAt: null, endsAt: null, breakMinutes: null };
  const fact = journalEntryRecorded(by, {
    ...reported,
    ...hours,
    id,
    contractId: 'contract' as ContractId,
    recordedAt: '' as never,
    text: 'Chambre 12',
  });

  expect(fact.event).toEqual({ type: 'journal_entry.recorded', data: { journalEntryId: id, ...reported } });
  const { on: onDay, ...kept } = reported;
  expect(rowIn<JournalEntry>([fact], 'journal_entries')).toEqual({
    ...kept,
    ...hours,
    id,
    onDay,
    recordedBy: 'ines',
    text: 'Chambre 12',
  });
});

test.each([
  ['acknowledged', requireAcknowledger(person('co_tutor'), everybody, today), null],
  ['withdrawn', requireJournalAuthor(person('ines'), everybody), 'Chambre 12'],
] as const)(
  'what becomes of an entry (%s) is kept with its author; a reason is not told',
  (kind, by, reason) => {
    const fact = journalEntryStepped(by, id, { id: 's' as Id<'journal_entry_step'>, kind, reason });

    expect(fact.event).toEqual({
      type: `journal_entry.${kind}`,
      data: { journalEntryId: id, stepId: 's' },
    });
    expect(rowIn<JournalEntryStep>([fact], 'journal_entry_steps')).toEqual({
      id: 's',
      journalEntryId: id,
      recordedBy: by.personId,
      kind,
      reason,
    });
  },
);
