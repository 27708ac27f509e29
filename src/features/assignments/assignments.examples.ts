import { assignerMandateMissing, missionNotEntitled } from './assignments.errors.js';
import { explainRefusal } from '../ladder/entitlements/entitlement.types.js';
import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { INES, ladderMissions } from '../../platform/openapi/example-world.js';
import type { AppError } from '../../kernel/errors.js';
export const ASSIGNMENTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'AssignmentResponse.from': '2026-03-12',
  'AssignmentResponse.plannedTo': null,
  'AssignmentResponse.endedBy': null,
  'AssignmentResponse.endedAt': null,
  EndAssignmentBody: { on: '2026-03-20' },
  AssignmentBody: { mission: 'mea_01', from: '2026-03-12' },
  'AssignmentResponse.missionTitle': ladderMissions[0]?.title,
  'AssignmentResponse.supervision': 'direct',
  'AssignmentResponse.reasons': [],
};

const team = { alternantId: INES as PersonId, mandates: [] };
const missing = [
  {
    level: 'simple_tasks',
    competency: 'C1',
    levelTitle: 'Tâches simples',
    competencyTitle: 'Accompagner les personnes dans les actes essentiels de la vie',
  },
];
const obstacles = {
  missing,
  awaiting: [],
  titles: new Map([
    ['simple_tasks', 'Tâches simples'],
    ['supervised_care', 'Soins supervisés'],
  ]),
};

export const ASSIGNMENTS_REFUSALS: readonly AppError[] = [
  assignerMandateMissing(team, INES as PersonId, '2026-03-12' as Day),
  missionNotEntitled(
    [
      {
        code: 'level_locked',
        detail: explainRefusal({ code: 'level_locked', level: 'supervised_care', obstacles }),
      },
    ],
    missing,
  ),
];
