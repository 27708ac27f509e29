import type { Day } from '../../kernel/days.js';
import type { ObservationId, PersonId, SignOffId } from '../../kernel/ids.js';
import { unknownLevel, validationFailed } from '../../kernel/refusals.js';
import { isActiveOn, statusOn } from '../contracts/contracts.types.js';
import type { Decision, RevocationReason } from '../ladder/facts.types.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { FactOfLadder, LadderHistory } from '../ladder/progression.rules.js';
import { findRequirement, placesOf } from '../ladder/levels/statuses.rules.js';
import { signOffRefused } from './item-refusals.errors.js';
import { requireDecider } from './facts/deciders.policy.js';
import { decideLevelDecision } from '../level-decisions/level-decisions.rules.js';
import { proposesRevocation } from '../observations/proposals.rules.js';
import { alreadyWithdrawn, contractNotActive, notEffective } from './sign-offs.errors.js';
import {
  levelDecisionFact,
  observationFact,
  revocationFacts,
  signOffFact,
  withdrawalFact,
} from './sign-offs.facts.js';
import { requireObserver, requireRevoker, requireSigner, requireWithdrawer } from './facts/signers.policy.js';
import {
  findItemMistakes,
  findObservationMistakes,
  findSignOffRefusals,
  isLocked,
  observationItemsOf,
  statusAgainstObserving,
  statusAgainstSigning,
} from './sign-offs.rules.js';
import type { ContractAround, ObservationItem, SignOffCommand } from './facts/facts.types.js';

/** What is decided: pure. A history, what is known around it and a command in; the facts to be recorded out, or a refusal. */

/** Judges one call against what was told before it: all its items, or none. @throws the refusal */
export function decideSignOffs(
  history: LadderHistory,
  around: ContractAround,
  person: PersonId,
  command: SignOffCommand,
): FactOfLadder[] {
  const { ladder, life } = around;
  const { items, first, observedOn, requestId = null } = command;
  const days = { observedOn, signedOn: history.today, signerId: person };

  const mistakes = findItemMistakes(ladder, items, first);
  if (mistakes.length > 0) throw validationFailed(mistakes);
  const levels = items.map((item) => item.level);
  const signer = requireSigner(person, around, ladder, levels, [observedOn, days.signedOn]);
  const status = statusAgainstSigning(life, observedOn, days.signedOn);
  if (status) throw contractNotActive(status);

  // What the signer saw counts for the sign-offs of this call.
  const seen = command.observation ? flagged(history, around, observationItemsOf(items)) : [];
  const observation =
    seen.length > 0 ? { id: history.newId<'observation'>(), sequence: history.nextSequence } : null;
  const told = { observedOn, mission: null, unit: null, withSignOff: true, items: seen };
  const observed = observation ? [observationFact(signer, observation.id, told)] : [];
  const { state } = history.with(observed);
  const refusals = findSignOffRefusals(
    ladder,
    state,
    viewLadder(ladder, state, history.recordedAt),
    items,
    days,
  );
  if (refusals.length > 0) throw signOffRefused(refusals, first);

  const signed = items.map((item) => {
    const attempt = findRequirement(ladder, state, item.level, item.competency)?.standing.takenBack ?? 0;
    return signOffFact(signer, { id: history.newId(), observedOn, item, attempt, observation, requestId });
  });
  return [...observed, ...signed];
}

const flagged = (history: LadderHistory, { ladder }: ContractAround, items: readonly ObservationItem[]) =>
  items.map((item) => ({ ...item, beyondEntitlement: isLocked(ladder, history.state, item.level) }));

export interface Observed {
  readonly observedOn: Day;
  readonly mission: string | null;
  readonly unit: string | null;
  readonly items: readonly ObservationItem[];
}

/** @throws validation_failed, mandate_missing, contract_not_active */
export function decideObservation(
  history: LadderHistory,
  around: ContractAround,
  person: PersonId,
  { observedOn, mission, unit, items: told }: Observed,
): FactOfLadder {
  const { ladder, life } = around;
  const mistakes = findObservationMistakes(ladder, mission, told);
  if (mistakes.length > 0) throw validationFailed(mistakes);
  const observer = requireObserver(person, around, observedOn, history.today);
  const status = statusAgainstObserving(life, observedOn, history.today);
  if (status) throw contractNotActive(status);

  const items = flagged(history, around, told);
  return observationFact(observer, history.newId(), {
    observedOn,
    mission,
    unit,
    withSignOff: false,
    items,
    proposesRevocation: proposesRevocation(ladder, history.state, items),
  });
}

interface Kept {
  readonly id: ObservationId;
  readonly sequence: number;
  readonly observerId: PersonId;
  readonly withdrawal: unknown;
}

/** @throws mandate_missing, already_withdrawn */
export function decideWithdrawal(
  history: LadderHistory,
  around: ContractAround,
  person: PersonId,
  observation: Kept,
  reason: string,
): FactOfLadder {
  const by = requireWithdrawer(person, around, observation.observerId, history.today);
  if (observation.withdrawal) throw alreadyWithdrawn();
  return withdrawalFact(by, history.newId(), observation, reason);
}

/** `seen`: the observation of the same call, where its item is withdrawn too. @throws mandate_missing, not_effective */
export function decideRevocation(
  history: LadderHistory,
  around: ContractAround,
  person: PersonId,
  signOff: { readonly id: SignOffId; readonly competency: string; readonly level: string },
  { reasonCode, reason }: { readonly reasonCode: RevocationReason; readonly reason: string },
  seen: ObservationId | null,
): FactOfLadder[] {
  const revoker = requireRevoker(person, around, history.today);
  const [place] = placesOf(history.state, signOff.id);
  if (!place) throw notEffective();
  const id = history.newId<'revocation'>();
  return revocationFacts(history, revoker, { id, signOff, reasonCode, reason, attempt: place.again, seen });
}

export interface LevelJudged {
  readonly level: string;
  readonly decision: Decision;
  readonly reason: string | null;
}

/** @throws validation_failed, mandate_missing, contract_not_active, and what the level refuses */
export function decideOnLevel(
  history: LadderHistory,
  around: ContractAround,
  person: PersonId,
  { level: code, decision, reason }: LevelJudged,
): FactOfLadder {
  const { ladder, life, mandates } = around;
  const { state, today, recordedAt } = history;
  const level = ladder.levels.find((candidate) => candidate.code === code);
  if (!level) throw validationFailed([unknownLevel('/level')]);
  const decider = requireDecider(person, around, level.unlock === 'cosigned', today);
  if (!isActiveOn(life, today)) throw contractNotActive(statusOn(life, today));

  const shown = viewLadder(ladder, state, recordedAt);
  const verdict = decideLevelDecision(ladder, state, shown, code, decision, decider, mandates, today);
  if (!verdict.ok) throw verdict.refusal;
  const id = history.newId<'level_decision'>();
  return levelDecisionFact(decider, { id, level: code, decision, reason }, verdict);
}
