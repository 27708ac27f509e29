import { count, ladderMissions } from '../../platform/openapi/example-world.js';

export const LADDER_EXAMPLES: Readonly<Record<string, unknown>> = {
  'LevelResponse.code': 'simple_tasks',
  'LevelResponse.index': 2,
  'LevelResponse.title': 'Tâches simples',
  'LevelResponse.supervision': 'direct',
  'LevelResponse.status': 'open',
  'LevelResponse.decisions': [],
  'LevelResponse.missing': [{ level: 'simple_tasks', competency: 'C5' }],
  'RequirementResponse.status': 'acquired',
  'EntitlementResponse.title': ladderMissions[0]?.title,
  'EntitlementResponse.supervision': 'direct',
  'EntitlementResponse.reasons': [],
  EvidenceResponse: { observations: count(2, 2), observers: count(1, 1), distinctDays: count(2, 1) },
};
