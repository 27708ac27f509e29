import { cfa, claire, ehpad, ines } from '../../platform/openapi/example-world.js';

export const REPORTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  CohortReason: { code: 'stalled', detail: 'Aucune validation depuis 61 jours.' },
  'CohortRowResponse.alternant': ines,
  'CohortRowResponse.employer': ehpad,
  'CohortRowResponse.trainingCentre': cfa,
  'CohortRowResponse.mainTutor': claire,
  'CohortRowResponse.status': 'active',
  'CohortRowResponse.currentLevelTitle': 'Tâches simples',
  'CohortRowResponse.expectedPace': 0.26,
  'CohortRowResponse.flags': [],
  'CohortLevel.code': 'simple_tasks',
  'CohortLevel.title': 'Tâches simples',
  'CohortLevel.status': 'open',
  'CohortLevel.acquired': 1,
  'CohortLevel.required': 6,
};
