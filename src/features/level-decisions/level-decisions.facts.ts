import type { PersonId } from '../../kernel/ids.js';
import { unknownLevel, validationFailed } from '../../kernel/refusals.js';
import { isActiveOn, statusOn } from '../contracts/contracts.types.js';
import type { Decision } from '../ladder/facts.types.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { FactOfLadder, LadderHistory } from '../ladder/progress/progression.rules.js';
import { requireDecider } from '../sign-offs/facts/deciders.policy.js';
import type { ContractAround } from '../sign-offs/facts/facts.types.js';
import { contractNotActive } from '../sign-offs/sign-offs.errors.js';
import { levelDecisionFact } from '../sign-offs/sign-offs.facts.js';
import { decideLevelDecision } from './level-decisions.rules.js';

export interface LevelJudged {
  readonly level: string;
  readonly decision: Decision;
  readonly reason: string | null;
}

/** @throws validation_failed, mandate_missing, contract_not_active, and what the level refuses */
export function decideOnLevel(
  history: LadderHistory,
  context: ContractAround,
  person: PersonId,
  { level: code, decision, reason }: LevelJudged,
): FactOfLadder {
  const { ladder, life, mandates } = context;
  const { state, today, recordedAt } = history;
  const level = ladder.levels.find((candidate) => candidate.code === code);
  if (!level) throw validationFailed([unknownLevel('/level')]);
  const decider = requireDecider(person, context, level.unlock === 'cosigned', today);
  if (!isActiveOn(life, today)) throw contractNotActive(statusOn(life, today));

  const shown = viewLadder(ladder, state, recordedAt);
  const verdict = decideLevelDecision(ladder, state, shown, code, decision, decider, mandates, today);
  if (!verdict.ok) throw verdict.refusal;
  const id = history.newId<'level_decision'>();
  return levelDecisionFact(decider, { id, level: code, decision, reason }, verdict);
}
