import { C1_TITLE } from '../../platform/openapi/example-world.js';

const LEVEL = { code: 'simple_tasks', title: 'Tâches simples' };

export const SHIFT_EXAMPLES: Readonly<Record<string, unknown>> = {
  'ShiftAlternantResponse.name': 'Inès Roy',
  'ShiftLadderResponse.title': 'Aide-soignant',
  'ShiftLevelResponse.code': LEVEL.code,
  'ShiftLevelResponse.title': LEVEL.title,
  'OpenRequirementResponse.title': C1_TITLE,
  'OpenRequirementResponse.levelTitle': LEVEL.title,
  'OpenRequirementResponse.detail': `« ${C1_TITLE} » : encore une observation.`,
  'ShiftContractResponse.supervisorsDetail': null,
};
