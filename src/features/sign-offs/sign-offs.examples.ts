import { signOffRefused } from './item-refusals.errors.js';
import type { ItemRefusal } from './item-refusals.errors.js';
import { clientIdReused, contractNotActive } from './sign-offs.errors.js';
import type { AppError } from '../../kernel/errors.js';
import {
  C1_TITLE as C1,
  SIGN_OFF,
  sentItems,
  sentResults,
  signOffItem,
} from '../../platform/openapi/example-world.js';

export const SIGN_OFFS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'SignOffResponse.id': SIGN_OFF,
  'SignOffResponse.nextStep': null,
  'SignOffResponse.reason': null,
  'SignOffResponse.revokedBy': null,
  'ObservedItemResponse.title': C1,
  'ObservedItemResponse.detail': `« ${C1} » : encore une observation.`,
  JudgementsBody: { observedOn: '2026-03-12', observation: true, items: [signOffItem] },
  SignOffsBody: { observedOn: '2026-03-12', observation: true, items: [signOffItem] },
  SignOffBatchBody: { items: sentItems },
  SignOffBatchResponse: { results: sentResults },
};

const missing = [
  {
    level: 'simple_tasks',
    competency: 'C1',
    levelTitle: 'Tâches simples',
    competencyTitle: C1,
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
const count = (have: number, need: number) => ({ have, need });
const item = (refusal: ItemRefusal): AppError => signOffRefused([{ index: 0, refusal }]);

export const SIGN_OFFS_REFUSALS: readonly AppError[] = [
  item({ code: 'level_locked', level: 'supervised_care', obstacles }),
  item({ code: 'already_acquired', signOffId: SIGN_OFF, competency: C1 }),
  item({
    code: 'quorum_not_met',
    competency: C1,
    evidence: { observations: count(1, 2), observers: count(1, 1), distinctDays: count(1, 2) },
  }),
  contractNotActive('suspended'),
  clientIdReused('/items/0/clientId'),
];
