import type { Candidate, QueueContract, QueueItem } from '../mandates/queue.types.js';
import type { AmendmentParty } from './amendments.types.js';

export interface OpenAmendment {
  readonly number: number;
  readonly effectiveOn: string;
  readonly signedFor: readonly AmendmentParty[];
}

/** For whoever administers an organisation that has not signed. */
export function decideAmendment(
  { id, since, facts }: Candidate<OpenAmendment>,
  { administers, contractId }: QueueContract,
): QueueItem | null {
  const { number, effectiveOn, signedFor } = facts;
  const isAwaited =
    (administers.employer && !signedFor.includes('employer')) ||
    (administers.centre && !signedFor.includes('training_centre'));
  if (!isAwaited) return null;
  return { kind: 'amendment_to_sign', id, contractId, since, detail: { number, effectiveOn } };
}
