import { isActiveOn } from '../contracts/contracts.types.js';
import type { LevelledContract } from '../ladder/queue-contracts.types.js';
import { holdsOn, isAbsentOn } from '../mandates/mandates.types.js';
import type { Candidate, QueueItem, QueueReader } from '../mandates/queue.types.js';
import { routeOf } from './sign-off-requests.policy.js';

/** A main tutor's mandate with an absence today. */
export interface AbsentTutor {
  readonly mandateId: string;
}

/**
 * An active contract whose main tutor is absent and on which nobody may sign today at the level that is worked on: for the
 * employer's HR, who name a substitute, and for the centre and who is left of the team, who see to it that they do.
 */
export function decideAbsence(
  { id, since, facts }: Candidate<AbsentTutor>,
  contract: LevelledContract,
  { personId, today }: QueueReader,
): QueueItem | null {
  const { contractId, mandates, administers, ladder, currentLevel } = contract;
  if (!isActiveOn(contract.life, today)) return null;
  const held = mandates.filter((mandate) => holdsOn(mandate, today));
  const isThere = held.some((mandate) => mandate.personId === personId && !isAbsentOn(mandate, today));
  if (!administers.employer && !administers.centre && !isThere) return null;
  const main = held.find((mandate) => mandate.id === facts.mandateId && isAbsentOn(mandate, today));
  if (!main || routeOf(contract, ladder, [currentLevel], today).act === 'decide') return null;
  return {
    kind: 'absence_to_cover',
    id,
    contractId,
    since,
    detail: {
      act: administers.employer ? 'name_substitute' : 'cover',
      mandateId: main.id,
      personId: main.personId,
    },
  };
}
