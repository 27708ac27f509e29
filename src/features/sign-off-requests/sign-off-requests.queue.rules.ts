import { isActiveOn } from '../contracts/contracts.types.js';
import type { LevelledContract } from '../ladder/queue-contracts.types.js';
import type { Candidate, QueueItem, QueueReader } from '../mandates/queue.types.js';
import { signingRole } from './sign-off-requests.policy.js';
import { isRequired, levelsOf, requestState } from './sign-off-requests.rules.js';
import type { AnsweredItem, Claim, RequestFacts } from './sign-off-requests.types.js';

/** A request that nobody ended. */
export interface OpenRequest {
  readonly askedBy: RequestFacts['askedBy'];
  readonly items: readonly AnsweredItem[];
  /** The last one, whether it still stands or not. */
  readonly claim: Claim | null;
}

/**
 * A request that waits for the reader: they claimed it, or nobody's claim stands and it is routed to them. Not one that
 * nobody can decide now: the contract is not active, or a level is locked. `as`: the role for which it comes to them;
 * `items`: those that the ladder still requires.
 */
export function decideRequest(
  { id, since, facts }: Candidate<OpenRequest>,
  contract: LevelledContract,
  { personId, now, today }: QueueReader,
): QueueItem | null {
  const { contractId, ladder } = contract;
  if (!isActiveOn(contract.life, today)) return null;
  const request = { ...facts, id: id as RequestFacts['id'], contractId, recordedAt: since, end: null };
  const { route, status } = requestState(request, contract, now);
  if (!route?.personIds.includes(personId)) return null;
  const items = facts.items.filter((item) => isRequired(item, ladder));
  if (items.some(({ level }) => isLocked(level, contract))) return null;
  return {
    kind: 'sign_off_request',
    id,
    contractId,
    since,
    detail: {
      act: route.act,
      as:
        route.act === 'cover'
          ? 'referent'
          : signingRole(personId, contract, ladder, levelsOf(request, ladder), today),
      status,
      askedBy: facts.askedBy,
      items: items.map(({ competency, level }) => ({ competency, level })),
    },
  };
}

const isLocked = (code: string, { ladder, statuses }: LevelledContract): boolean =>
  statuses[ladder.levels.findIndex((level) => level.code === code)] === 'locked';
