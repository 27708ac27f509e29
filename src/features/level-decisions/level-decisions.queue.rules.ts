import { isActiveOn } from '../contracts/contracts.types.js';
import type { LevelledContract } from '../ladder/queue-contracts.types.js';
import type { Decided } from '../ladder/progress/ladder-progress.types.js';
import type { Candidate, QueueItem, QueueReader } from '../mandates/queue.types.js';
import { capacitiesOf } from '../sign-offs/facts/deciders.policy.js';
import { waitingSignature } from './level-decisions.rules.js';

/** A level that is `ready`, with what was decided about it. */
export interface ReadyLevel extends Decided {
  readonly level: string;
}

/**
 * The level of an active contract that awaits a decision: the tutor's, or, where a tutor's signature waits, the referent's,
 * who is another person.
 */
export function decideReadyLevel(
  { since, facts }: Candidate<ReadyLevel>,
  contract: LevelledContract,
  { personId, today }: QueueReader,
): QueueItem | null {
  const { contractId } = contract;
  const level = contract.ladder.levels.find(({ code }) => code === facts.level);
  if (!level || !isActiveOn(contract.life, today)) return null;
  const capacities = capacitiesOf(personId, contract, today);
  const half = waitingSignature(level, facts, contract.mandates, today);
  if (!half)
    return capacities.has('tutor')
      ? { kind: 'level_decision', id: contractId, contractId, since, detail: { level: level.code } }
      : null;
  if (!capacities.has('referent') || half.decidedBy === personId) return null;
  const detail = { level: level.code, decidedBy: half.decidedBy };
  return { kind: 'co_signature', id: half.id, contractId, since: half.recordedAt, detail };
}
