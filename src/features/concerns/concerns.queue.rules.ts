import type { Candidate, QueueContract, QueueItem, QueueReader } from '../mandates/queue.types.js';
import { awaitsAnother, canReview } from './concerns.policy.js';
import type { ConcernRaised } from './concerns.types.js';

/** A concern that nobody reviewed. */
export type OpenConcern = Pick<ConcernRaised, 'severity' | 'missions' | 'raisedBy'>;

/** For whoever may review it; a high one not for whoever raised it, while another who may is there. */
export function decideConcern(
  { id, since, facts }: Candidate<OpenConcern>,
  contract: QueueContract,
  { personId, today }: QueueReader,
): QueueItem | null {
  if (!canReview(personId, contract, today) || awaitsAnother(personId, facts, contract, today)) return null;
  const { severity, missions, raisedBy } = facts;
  const { contractId } = contract;
  return { kind: 'concern_review', id, contractId, since, detail: { severity, missions, raisedBy } };
}
