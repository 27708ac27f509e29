import { instantAt } from '../../kernel/days.js';
import { holdsOn } from '../mandates/mandates.types.js';
import type { Candidate, QueueContract, QueueItem, QueueReader } from '../mandates/queue.types.js';
import { stageAskedOn } from './outcomes.rules.js';
import type { EndedContract } from './outcomes.types.js';

/** For the referent and whoever administers the centre, while a stage is asked for and neither centre nor alternant has spoken. */
export function decideOutcome(
  { facts }: Candidate<EndedContract>,
  { contractId, alternantId, administers, mandates }: QueueContract,
  { personId, today }: QueueReader,
): QueueItem | null {
  const asked = stageAskedOn(facts.heldUntil, today);
  if (!asked || facts.recorded.includes(asked.stage) || personId === alternantId) return null;
  const isReferent = mandates.some(
    (held) => held.role === 'referent' && held.personId === personId && holdsOn(held, today),
  );
  if (!administers.centre && !isReferent) return null;
  return {
    kind: 'outcome_to_record',
    id: contractId,
    contractId,
    since: instantAt(asked.from, '00:00'),
    detail: { stage: asked.stage },
  };
}
