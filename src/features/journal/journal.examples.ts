import { CLAIRE, INES, JOURNAL_ENTRY } from '../../platform/openapi/example-world.js';

export const JOURNAL_EXAMPLES: Readonly<Record<string, unknown>> = {
  'JournalEntryResponse.id': JOURNAL_ENTRY,
  'JournalEntryResponse.recordedBy': INES,
  'JournalEntryResponse.on': '2026-03-12',
  'JournalEntryResponse.minutes': 45,
  'JournalEntryResponse.text': 'Aide au repas de midi, avec Claire.',
  'JournalEntryResponse.status': 'recorded',
  'JournalEntryResponse.reasons': [],
  'JournalEntryResponse.warnings': [],
  'JournalEntryResponse.startsAt': '2026-03-12T11:00:00.000Z',
  'JournalEntryResponse.endsAt': '2026-03-12T11:45:00.000Z',
  'JournalEntryResponse.breakMinutes': null,
  'HoursWarningResponse.detail':
    'Plus de 8 h de travail ce jour-là, interdit avant 18 ans (L3162-1 ; L6222-25).',
  'JournalEntryResponse.acknowledgement': null,
  'JournalAcknowledgementResponse.acknowledgedBy': CLAIRE,
  'JournalWithdrawalResponse.withdrawnBy': INES,
  JournalEntryBody: { on: '2026-03-12', mission: 'mea_01', minutes: 45 },
  JournalWithdrawalBody: { reason: 'Erreur de saisie : ce n’était pas ce jour-là.' },
};
