import type { LevelledContract } from '../../ladder/queue-contracts.types.js';
import type { Candidate, QueueItem, QueueReader } from '../../mandates/queue.types.js';
import { capacitiesOf } from '../../sign-offs/facts/deciders.policy.js';
import type { UnsafeSeen } from './proposals.types.js';

/** For the main tutor, and for a co-tutor while there is none or they are absent; whether it proposes anything, `findProposals` says. */
export function decideUnsafe(
  { id, since, facts }: Candidate<UnsafeSeen>,
  contract: LevelledContract,
  { personId, today }: QueueReader,
): QueueItem | null {
  if (!capacitiesOf(personId, contract, today).has('tutor')) return null;
  const { observedOn, observerId } = facts;
  const { contractId } = contract;
  return { kind: 'revocation_proposal', id, contractId, since, detail: { observedOn, observerId } };
}
