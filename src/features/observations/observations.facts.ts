import type { Day } from '../../kernel/days.js';
import type { ObservationId, PersonId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { CompetencyAtLevel } from '../ladder/facts.types.js';
import type { FactOfLadder, LadderHistory } from '../ladder/progress/progression.rules.js';
import { flagBeyondEntitlement } from '../sign-offs/decisions.facts.js';
import type { ContractAround, ObservationItem } from '../sign-offs/facts/facts.types.js';
import { requireObserver, requireWithdrawer } from '../sign-offs/facts/signers.policy.js';
import { alreadyWithdrawn, contractNotActive } from '../sign-offs/sign-offs.errors.js';
import { observationFact } from '../sign-offs/sign-offs.facts.js';
import { withdrawalFact } from '../sign-offs/withdrawals.facts.js';
import { findObservationMistakes, statusAgainstObserving } from '../sign-offs/sign-offs.rules.js';
import { notAnItem } from './observations.errors.js';
import { proposesRevocation } from './proposals/proposals.rules.js';

export interface Observed {
  readonly observedOn: Day;
  readonly mission: string | null;
  readonly unit: string | null;
  readonly items: readonly ObservationItem[];
}

/** `at`: where the observation stands in what was sent. @throws validation_failed, mandate_missing, contract_not_active */
export function decideObservation(
  history: LadderHistory,
  context: ContractAround,
  person: PersonId,
  { observedOn, mission, unit, items: reported }: Observed,
  at = '',
): FactOfLadder {
  const { ladder, life } = context;
  const mistakes = findObservationMistakes(ladder, mission, reported, at);
  if (mistakes.length > 0) throw validationFailed(mistakes);
  const observer = requireObserver(person, context, observedOn, history.today);
  const status = statusAgainstObserving(life, observedOn, history.today);
  if (status) throw contractNotActive(status);

  const items = flagBeyondEntitlement(history, context, reported);
  const seen = { observedOn, mission, unit, withSignOff: false, items };
  const proposal = proposesRevocation(ladder, history.state, items) ? { proposesRevocation: true } : {};
  return observationFact(observer, history.newId(), seen, proposal);
}

interface Kept {
  readonly id: ObservationId;
  readonly sequence: number;
  readonly observerId: PersonId;
  readonly withdrawal: unknown;
  readonly items: readonly (CompetencyAtLevel & { readonly withdrawal: unknown })[];
}

/** `item`: that alone; null: all of it. @throws validation_failed, mandate_missing, already_withdrawn */
export function decideWithdrawal(
  history: LadderHistory,
  context: ContractAround,
  person: PersonId,
  observation: Kept,
  reason: string,
  item: CompetencyAtLevel | null = null,
): FactOfLadder {
  const named =
    item &&
    observation.items.find(({ competency, level }) => competency === item.competency && level === item.level);
  if (named === undefined) throw validationFailed([notAnItem()]);
  const by = requireWithdrawer(person, context, observation.observerId, history.today);
  if (observation.withdrawal || named?.withdrawal) throw alreadyWithdrawn();
  return withdrawalFact(by, history.newId(), observation, reason, item);
}
