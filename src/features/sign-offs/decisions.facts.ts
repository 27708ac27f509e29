import type { PersonId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { FactOfLadder, LadderHistory } from '../ladder/progress/progression.rules.js';
import { findRequirement } from '../ladder/levels/statuses.rules.js';
import { signOffRefused } from './item-refusals.errors.js';
import { contractNotActive } from './sign-offs.errors.js';
import { observationFact, signOffFact } from './sign-offs.facts.js';
import { requireSigner } from './facts/signers.policy.js';
import {
  findItemMistakes,
  findSignOffRefusals,
  isLocked,
  observationItemsOf,
  statusAgainstSigning,
} from './sign-offs.rules.js';
import type { ContractAround, ObservationItem, SignOffCommand } from './facts/facts.types.js';

/** Judges one call against what was told before it: all its items, or none. @throws the refusal */
export function decideSignOffs(
  history: LadderHistory,
  context: ContractAround,
  person: PersonId,
  command: SignOffCommand,
): FactOfLadder[] {
  const { ladder, life } = context;
  const { items, first, observedOn, requestId = null } = command;
  const days = { observedOn, signedOn: history.today, signerId: person };

  const mistakes = findItemMistakes(ladder, items, first);
  if (mistakes.length > 0) throw validationFailed(mistakes);
  const levels = items.map((item) => item.level);
  const signer = requireSigner(person, context, ladder, levels, [observedOn, days.signedOn]);
  const status = statusAgainstSigning(life, observedOn, days.signedOn);
  if (status) throw contractNotActive(status);

  // What the signer saw counts for the sign-offs of this call.
  const seen = command.observation ? flagBeyondEntitlement(history, context, observationItemsOf(items)) : [];
  const observation =
    seen.length > 0 ? { id: history.newId<'observation'>(), sequence: history.nextSequence } : null;
  const reported = { observedOn, mission: null, unit: null, withSignOff: true, items: seen };
  const observed = observation ? [observationFact(signer, observation.id, reported)] : [];
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
    const attempt = findRequirement(ladder, state, item.level, item.competency)?.progress.timesRevoked ?? 0;
    return signOffFact(signer, { id: history.newId(), observedOn, item, attempt, observation, requestId });
  });
  return [...observed, ...signed];
}

/** Marks what the alternant did on a level that was not open to them. */
export const flagBeyondEntitlement = (
  history: LadderHistory,
  { ladder }: ContractAround,
  items: readonly ObservationItem[],
) => items.map((item) => ({ ...item, beyondEntitlement: isLocked(ladder, history.state, item.level) }));
