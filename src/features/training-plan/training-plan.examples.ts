import { PLAN_ITEM } from '../../platform/openapi/example-world.js';

export const TRAINING_PLAN_EXAMPLES: Readonly<Record<string, unknown>> = {
  'PlanItemResponse.id': PLAN_ITEM,
  'PlanItemResponse.horizon': 'short',
  'PlanItemResponse.competencies': [{ competency: 'C1', level: 'simple_tasks' }],
  'PlanItemResponse.place': 'employer',
  'PlanItemResponse.by': '2026-04-30',
  'PlanItemResponse.note': 'Avec l’équipe du matin, deux fois par semaine.',
  'PlanItemResponse.status': 'planned',
  'PlanItemResponse.replacedBy': null,
  PlanItemBody: {
    horizon: 'short',
    mission: 'mea_01',
    competencies: [{ competency: 'C1', level: 'simple_tasks' }],
    place: 'employer',
    by: '2026-04-30',
  },
  PlanWithdrawalBody: { reason: 'Le service ferme : ce sera appris au centre de formation.' },
};
