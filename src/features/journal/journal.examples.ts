import { CLAIRE, INES, JOURNAL_ENTRY, PLAN_ITEM } from '../../platform/openapi/example-world.js';

/** Of the journal and the training plan: members of one schema, then whole schemas. */
export const JOURNAL_EXAMPLES: Readonly<Record<string, unknown>> = {
  'AssignmentResponse.supervision': 'direct',
  'AssignmentResponse.reasons': [],
  'JournalEntryResponse.id': JOURNAL_ENTRY,
  'JournalEntryResponse.recordedBy': INES,
  'JournalEntryResponse.on': '2026-03-12',
  'JournalEntryResponse.minutes': 45,
  'JournalEntryResponse.text': 'Aide au repas de midi, avec Claire.',
  'JournalEntryResponse.status': 'recorded',
  'JournalEntryResponse.reasons': [],
  'JournalEntryResponse.acknowledgement': null,
  'JournalAcknowledgementResponse.acknowledgedBy': CLAIRE,
  'JournalWithdrawalResponse.withdrawnBy': INES,
  'PlanItemResponse.id': PLAN_ITEM,
  'PlanItemResponse.horizon': 'short',
  'PlanItemResponse.competencies': [{ competency: 'C1', level: 'simple_tasks' }],
  'PlanItemResponse.place': 'employer',
  'PlanItemResponse.by': '2026-04-30',
  'PlanItemResponse.note': 'Avec l’équipe du matin, deux fois par semaine.',
  'PlanItemResponse.status': 'planned',
  'PlanItemResponse.replacedBy': null,

  JournalEntryBody: { on: '2026-03-12', mission: 'mea_01', minutes: 45 },
  JournalWithdrawalBody: { reason: 'Erreur de saisie : ce n’était pas ce jour-là.' },
  PlanItemBody: {
    horizon: 'short',
    mission: 'mea_01',
    competencies: [{ competency: 'C1', level: 'simple_tasks' }],
    place: 'employer',
    by: '2026-04-30',
  },
  PlanWithdrawalBody: { reason: 'Le service ferme : ce sera appris au centre de formation.' },
};
