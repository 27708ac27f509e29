import { CONTRACT, LADDER, cfa, ehpad, frameworkBlock } from '../../platform/openapi/example-world.js';

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

export const PRIOR_LEARNING_EXAMPLES: Readonly<Record<string, unknown>> = {
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
