import {
  cfa,
  CONTRACT,
  ehpad,
  frameworkBlock,
  LADDER,
  LADDER_CHANGE,
  LADDER_MAPPING,
  MANDATE,
  MOVE_IMPACT,
  NADIA,
  OLD_LADDER,
} from '../../platform/openapi/example-world.js';

const PRIOR_LEVEL = {
  code: 'simple_tasks',
  title: 'Tâches simples',
  status: 'open',
  requirements: [
    { competency: 'C1', title: frameworkBlock.competencies[0]?.title ?? null, status: 'acquired' },
    { competency: 'C5', title: 'Mettre en œuvre des soins', status: 'missing' },
  ],
};
const PRIOR_ITEM = {
  competency: 'C1',
  title: frameworkBlock.competencies[0]?.title ?? null,
  level: 'simple_tasks',
  outcome: 'acquired',
};

/** Of mappings between ladders, of the move along one, and of what a contract continues. */
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
  PriorOrganisationResponse: ehpad,
  PriorLadderResponse: { id: LADDER, title: 'DEAS 2021' },
  PriorRequirementResponse: PRIOR_LEVEL.requirements[0],
  PriorLevelResponse: PRIOR_LEVEL,
  PriorFactItemResponse: PRIOR_ITEM,
  PriorContractResponse: {
    contractId: CONTRACT,
    startsOn: '2025-09-01',
    endsOn: '2026-03-31',
    employer: ehpad,
    trainingCentre: cfa,
    ladder: { id: LADDER, title: 'DEAS 2021' },
    currentLevel: 'simple_tasks',
    complete: false,
    levels: [PRIOR_LEVEL],
  },
  'PriorFactResponse.items': [PRIOR_ITEM],
};
