import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';
import {
  concernOpen,
  contractNotRunning,
  ladderMismatch,
  lossesNotAcknowledged,
  mappingReplaced,
} from './ladder-changes.errors.js';
import type { AppError } from '../../kernel/errors.js';
import type { LadderId } from '../../kernel/ids.js';
import {
  LADDER,
  LADDER_CHANGE,
  LADDER_MAPPING,
  MANDATE,
  MOVE_IMPACT,
  NADIA,
} from '../../platform/openapi/example-world.js';

export const LADDER_CHANGES_EXAMPLES: Readonly<Record<string, unknown>> = {
  'LadderChangeResponse.id': LADDER_CHANGE,
  'LadderChangeResponse.recordedBy': NADIA,
  'LadderChangeResponse.endedMissions': [],
  LadderChangeBody: { mappingId: LADDER_MAPPING, dryRun: true },
  MoveImpactResponse: MOVE_IMPACT,
  MovedCurrentLevel: MOVE_IMPACT.currentLevel,
  MovedLevel: MOVE_IMPACT.levels[1],
  MovedKept: MOVE_IMPACT.keeps[0],
  MovedNeeded: MOVE_IMPACT.toReacquire[0],
  MovedMission: MOVE_IMPACT.missions[0],
  MovedAssignment: { assignmentId: LADDER_CHANGE, mission: 'mea_01', from: '2026-03-12', to: null },
  MovedMandate: { mandateId: MANDATE, maxLevel: 'simple_tasks' },
};

export const LADDER_CHANGES_REFUSALS: readonly AppError[] = [
  contractNotRunning('completed'),
  ladderMismatch(LADDER as LadderId),
  mappingReplaced(LADDER_MAPPING as LadderMappingId),
  concernOpen(['hyg_03']),
  lossesNotAcknowledged(MOVE_IMPACT, 'mJ4kP9xQ2rT7vW1yB6nC3dF8gH5sL0zAqKc0r3eY1vU'),
];
