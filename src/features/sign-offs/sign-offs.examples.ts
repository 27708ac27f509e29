import { signOffRefused } from './item-refusals.errors.js';
import type { ItemRefusal } from './item-refusals.errors.js';
import {
  alreadyWithdrawn,
  clientIdReused,
  contractNotActive,
  notEffective,
  observedInTheFuture,
} from './sign-offs.errors.js';
import type { AppError } from '../../kernel/errors.js';
import { SIGN_OFF, sentItems, sentResults, signOffItem } from '../../platform/openapi/example-world.js';

export const SIGN_OFFS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'SignOffResponse.id': SIGN_OFF,
  'SignOffResponse.nextStep': null,
  'SignOffResponse.reason': null,
  'SignOffResponse.revokedBy': null,
  SignOffsBody: { observedOn: '2026-03-12', observation: true, items: [signOffItem] },
  SignOffBatchBody: { items: sentItems },
  SignOffBatchResponse: { results: sentResults },
};

const missing = [{ level: 'simple_tasks', competency: 'C1' }];
const obstacles = { missing, awaiting: [], titles: new Map([['simple_tasks', 'Tâches simples']]) };
const count = (have: number, need: number) => ({ have, need });
const item = (refusal: ItemRefusal): AppError => signOffRefused([{ index: 0, refusal }]);

export const SIGN_OFFS_REFUSALS: readonly AppError[] = [
  item({ code: 'level_locked', obstacles }),
  item({ code: 'already_acquired', signOffId: SIGN_OFF }),
  item({
    code: 'quorum_not_met',
    evidence: { observations: count(1, 2), observers: count(1, 1), distinctDays: count(1, 2) },
  }),
  contractNotActive('suspended'),
  observedInTheFuture(),
  alreadyWithdrawn(),
  clientIdReused('/items/0/clientId'),
  notEffective(),
];
