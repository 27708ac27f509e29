import { count, ladderMissions } from '../../platform/openapi/example-world.js';

const MISSING = {
  level: 'simple_tasks',
  competency: 'C5',
  levelTitle: 'Tâches simples',
  competencyTitle: 'Mettre en œuvre des soins adaptés à l’état clinique de la personne',
};

export const LADDER_EXAMPLES: Readonly<Record<string, unknown>> = {
  'LevelResponse.code': 'simple_tasks',
  'LevelResponse.index': 2,
  'LevelResponse.title': 'Tâches simples',
  'LevelResponse.supervision': 'direct',
  'LevelResponse.status': 'open',
  'LevelResponse.decisions': [],
  'LevelResponse.missing': [MISSING],
  'MissingResponse.levelTitle': MISSING.levelTitle,
  'MissingResponse.competencyTitle': MISSING.competencyTitle,
  'LadderResponse.currentLevelTitle': MISSING.levelTitle,
  'RequirementResponse.title': MISSING.competencyTitle,
  'EntitlementResponse.levelTitle': 'Observation',
  'EntitlementResponse.supervisionLabel': 'avec le tuteur dans la pièce',
  'RequirementResponse.status': 'acquired',
  'EntitlementResponse.title': ladderMissions[0]?.title,
  'EntitlementResponse.supervision': 'direct',
  'EntitlementResponse.reasons': [],
  'SupervisorResponse.name': 'Claire Petit',
  'EntitlementsResponse.supervisorsDetail': null,
  'EntitlementResponse.supervisionReasons': [],
  'SupervisionReasonResponse.code': 'unsafe_observed',
  'SupervisionReasonResponse.detail':
    '« Accompagner les personnes dans les actes… » : vu dangereux le 12 mars 2026, supervision resserrée jusqu’à une observation réussie un autre jour.',
  EvidenceResponse: { observations: count(2, 2), observers: count(1, 1), distinctDays: count(2, 1) },
};
