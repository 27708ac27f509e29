import type { PersonId } from '../../kernel/ids.js';
import type { Candidate, QueueContract, QueueItem, QueueReader } from '../mandates/queue.types.js';
import type { ContestedFactRow } from '../contracts/contracts.types.js';
import { canRule } from './disputes.policy.js';
import type { About } from './disputes.types.js';

/** A dispute that nothing ended. `authorId`: of the fact. */
export interface OpenDispute {
  readonly about: About['kind'];
  readonly factId: string;
  readonly authorId: PersonId | null;
}

/** A fact of a day that a late act made inactive, on which nobody has ruled. */
export interface UnruledFact {
  readonly fact: ContestedFactRow['kind'];
  readonly on: ContestedFactRow['day'];
  readonly authorId: PersonId;
}

/** For whoever may rule on it; never whoever recorded the fact. */
export function decideDispute(
  { id, since, facts }: Candidate<OpenDispute>,
  contract: QueueContract,
  reader: QueueReader,
): QueueItem | null {
  if (!rulesOn(facts.authorId, contract, reader)) return null;
  const detail = { about: facts.about, factId: facts.factId };
  return { kind: 'dispute', id, contractId: contract.contractId, since, detail };
}

/** For whoever may rule on it; never whoever recorded it. */
export function decideContestedFact(
  { id, since, facts }: Candidate<UnruledFact>,
  contract: QueueContract,
  reader: QueueReader,
): QueueItem | null {
  if (!rulesOn(facts.authorId, contract, reader)) return null;
  const detail = { fact: facts.fact, on: facts.on, recordedBy: facts.authorId };
  return { kind: 'contested_fact', id, contractId: contract.contractId, since, detail };
}

function rulesOn(author: PersonId | null, team: QueueContract, { personId, today }: QueueReader): boolean {
  if (author === null || author === personId || personId === team.alternantId) return false;
  return canRule({ person: personId, administersCentre: team.administers.centre, team, today }, author);
}
