import { levelNotReady } from './level-decisions.errors.js';
import type { AppError } from '../../kernel/errors.js';
export const LEVEL_DECISIONS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'LevelDecisionResponse.reason': null,
  'LevelDecidedResponse.reason': null,
  LevelDecisionBody: { level: 'simple_tasks', decision: 'open' },
  'ResumptionResponse.withdrawal': null,
  ResumptionWithdrawalBody: { reason: 'Saisie sur le mauvais contrat.' },
  ResumptionBody: { on: '2026-03-12' },
};

const missing = [
  {
    level: 'simple_tasks',
    competency: 'C1',
    levelTitle: 'Tâches simples',
    competencyTitle: 'Accompagner les personnes dans les actes essentiels de la vie',
  },
];

export const LEVEL_DECISIONS_REFUSALS: readonly AppError[] = [levelNotReady('open', missing)];
