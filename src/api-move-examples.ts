import {
  LADDER,
  LADDER_CHANGE,
  LADDER_MAPPING,
  MANDATE,
  MOVE_IMPACT,
  NADIA,
  OLD_LADDER,
} from './api-example-world.js';

/** Of mappings between ladders, and of the move along one. */
export const MOVE_EXAMPLES: Readonly<Record<string, unknown>> = {
  mappingId: LADDER_MAPPING,
  ladderChangeId: LADDER_CHANGE,
  fromLadderId: OLD_LADDER,
  toLadderId: LADDER,
  acknowledge: 'mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zAqKc0r3eY1vU',
  LadderMappingBody: {
    toLadderId: LADDER,
    competencies: [
      { from: 'C1', to: 'C1', kind: 'exact' },
      { from: 'C4', to: 'C5', kind: 'partial' },
    ],
  },
  MappedCompetency: { from: 'C1', to: 'C1', kind: 'exact' },
  MappedLevel: { from: 'simple_tasks', to: 'simple_tasks' },
  'LadderMappingResponse.id': LADDER_MAPPING,
  'LadderChangeResponse.id': LADDER_CHANGE,
  'LadderChangeResponse.recordedBy': NADIA,
  'LadderChangeResponse.endedMissions': [],
  LadderChangeBody: { mappingId: LADDER_MAPPING, dryRun: true },
  MoveImpactResponse: MOVE_IMPACT,
  MovedCurrentLevel: MOVE_IMPACT.currentLevel,
  MovedLevel: MOVE_IMPACT.levels[1],
  MovedKept: MOVE_IMPACT.keeps[0],
  MovedNeeded: MOVE_IMPACT.needsAgain[0],
  MovedMission: MOVE_IMPACT.missions[0],
  MovedAssignment: { assignmentId: LADDER_CHANGE, mission: 'mea_01', from: '2026-03-12', to: null },
  MovedMandate: { mandateId: MANDATE, maxLevel: 'simple_tasks' },
};
