import type { ObservationId, PersonId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import { competencyTitle, type Ladder } from '../frameworks/frameworks.types.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { FactOfLadder, LadderHistory } from '../ladder/progress/progression.rules.js';
import type { Evidence } from '../ladder/ladder.types.js';
import { findRequirement } from '../ladder/levels/statuses.rules.js';
import { signOffRefused } from './item-refusals.errors.js';
import { contractNotActive } from './sign-offs.errors.js';
import { observationFact, signOffFact } from './sign-offs.facts.js';
import { requireSigner } from './facts/signers.policy.js';
import {
  findItemMistakes,
  findSignOffRefusals,
  findUnkeptMistakes,
  isLocked,
  observationItemsOf,
  statusAgainstSigning,
} from './sign-offs.rules.js';
import type { ContractAround, ObservationItem, SignOffCommand, SignOffItem } from './facts/facts.types.js';
import type { ObservedItem } from './sign-off.types.js';

/** What a call comes to. */
export interface DecidedSignOffs {
  readonly facts: FactOfLadder[];
  /** The items of which nothing but what was seen is recorded. */
  readonly observed: readonly ObservedItem[];
}

/**
 * Judges one call against what was told before it: all its items, or none. Where the caller asked for it, an item that only
 * lacks observations is recorded as what was seen of it. @throws the refusal
 */
export function decideSignOffs(
  history: LadderHistory,
  context: ContractAround,
  person: PersonId,
  command: SignOffCommand,
): DecidedSignOffs {
  const { ladder, life } = context;
  const { items, first, observedOn, requestId = null } = command;
  const days = { observedOn, signedOn: history.today, signerId: person };

  const mistakes = [
    ...findItemMistakes(ladder, items, first),
    ...findUnkeptMistakes(command, first === undefined ? '' : `/items/${first}`),
  ];
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
  const view = viewLadder(ladder, state, history.recordedAt);
  const found = findSignOffRefusals(ladder, state, view, items, days);
  const short = command.observesWhatIsShort && observation ? findShort(found) : new Map<number, Evidence>();
  const refusals = found.filter(({ index }) => !short.has(index));
  if (refusals.length > 0) throw signOffRefused(refusals, first);

  const signed = items.flatMap((item, index) => {
    if (short.has(index)) return [];
    const attempt = findRequirement(ladder, state, item.level, item.competency)?.progress.timesRevoked ?? 0;
    return [signOffFact(signer, { id: history.newId(), observedOn, item, attempt, observation, requestId })];
  });
  const left = observation ? observedItems(ladder, items, short, observation.id) : [];
  return { facts: [...observed, ...signed], observed: left };
}

/** Those of which only what was seen is kept. `short`: what they lack, by their place. */
const observedItems = (
  ladder: Ladder,
  items: readonly SignOffItem[],
  short: ReadonlyMap<number, Evidence>,
  observationId: ObservationId,
): ObservedItem[] =>
  items.flatMap(({ competency, level }, index) => {
    const evidence = short.get(index);
    const title = competencyTitle(ladder, competency);
    return evidence ? [{ competency, title, level, observationId, evidence }] : [];
  });

/** What is still needed for the items that only lack observations, by their place. */
const findShort = (found: ReturnType<typeof findSignOffRefusals>): Map<number, Evidence> =>
  new Map(
    found.flatMap(({ index, refusal }) =>
      refusal.code === 'quorum_not_met' ? [[index, refusal.evidence] as const] : [],
    ),
  );

/** Marks what the alternant did on a level that was not open to them. */
export const flagBeyondEntitlement = (
  history: LadderHistory,
  { ladder }: ContractAround,
  items: readonly ObservationItem[],
) => items.map((item) => ({ ...item, beyondEntitlement: isLocked(ladder, history.state, item.level) }));
