import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import { notFound, unknownReference, validationFailed } from '../../../kernel/refusals.js';
import { AppError } from '../../../kernel/errors.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import type { ContractHistory } from '../../contract-history/contract-history.rules.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { allowedVerbs } from '../acts/transitions.rules.js';
import type { ContractRow } from '../contract-details.types.js';
import { illegalTransition } from '../contracts.errors.js';
import { contractActed, stepCorrected } from '../contracts.facts.js';
import { requireOwner, requireSide } from '../contracts.policy.js';
import { getAuthority, getContract, listSteps } from '../contracts.queries.js';
import { renewVersion, writeLife } from '../contracts.store.js';
import { lifeOf, type ContractStep } from '../contracts.types.js';
import { findContractIdByExternalId } from '../external-ids/external-ids.queries.js';
import { callContract, freeExternalId, lockExternalId } from '../external-ids/external-ids.store.js';
import { confirmationWithdrawn } from './confirmations.errors.js';
import { confirmationTakenBack, contractConfirmed } from './confirmations.facts.js';
import { findExternalId, getConfirmation, listConfirmations } from './confirmations.queries.js';
import { findConfirmationMistake, findStatusRefusal } from './confirmations.rules.js';
import type { ConfirmationId, ConfirmationRow } from './confirmations.types.js';

/** A contract that stays, and the draft that is the same, both held. */
interface Pair {
  readonly kept: ContractHistory;
  readonly duplicate: ContractHistory;
}

/** Two sides that each drafted the one contract. */
@Injectable()
export class ConfirmationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  confirm(actor: Actor, keptId: ContractId, duplicateId: ContractId): Promise<ConfirmationRow> {
    return this.db.write(actor, async (tx) => {
      const authority = await getAuthority(tx);
      requireSide(authority, await getContract(tx, keptId));
      const { ownerId } = await getNamed(tx, duplicateId);
      await lockCall(tx, duplicateId, ownerId);
      const pair = await this.hold(tx, actor, keptId, duplicateId);
      const [kept, duplicate] = [await getContract(tx, keptId), await getNamed(tx, duplicateId)];
      requireSide(authority, kept);
      requireOwner(authority, duplicate, duplicate.ownerId);
      const refusal = findStatusRefusal(kept, duplicate);
      if (refusal) throw refusal;
      const calls = {
        kept: await findExternalId(tx, keptId, ownerId),
        duplicate: await findExternalId(tx, duplicateId, ownerId),
      };
      const mistake = findConfirmationMistake(kept, duplicate, calls);
      if (mistake) throw validationFailed([mistake]);

      await cancel(tx, pair.duplicate);
      if (calls.duplicate !== null) {
        await freeExternalId(tx, duplicateId, ownerId);
        await callContract(tx, keptId, ownerId, calls.duplicate);
      }
      const id: ConfirmationId = pair.kept.newId();
      const confirmed = { organisationId: ownerId, duplicateId };
      recordFacts(tx, pair.kept, [contractConfirmed(pair.kept, id, confirmed)]);
      await renewVersion(tx, keptId, pair.kept.recordedAt);
      return getConfirmation(tx, id);
    });
  }

  /** @throws not_found when the contract may not be seen */
  list(
    actor: Actor,
    id: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<ConfirmationRow[]> {
    return this.db.read(actor, (q) => listConfirmations(q, id, page));
  }

  /** For the side whose draft it was, until the contract that stayed is signed. */
  withdraw(actor: Actor, id: ConfirmationId, reason: string): Promise<ConfirmationRow> {
    return this.db.write(actor, async (tx) => {
      const { contractId: keptId, duplicateId, organisationId } = await getConfirmation(tx, id);
      requireOwner(await getAuthority(tx), await getContract(tx, keptId), organisationId);
      if (duplicateId === null) throw notFound();
      await lockCall(tx, duplicateId, organisationId);
      const pair = await this.hold(tx, actor, keptId, duplicateId);
      const kept = await getContract(tx, keptId);
      if ((await getConfirmation(tx, id)).withdrawnAt !== null) throw confirmationWithdrawn();
      if (kept.signedOn !== null) {
        const life = lifeOf(await listSteps(tx, keptId));
        throw illegalTransition(kept.status, allowedVerbs(life, pair.kept.today));
      }
      await reopen(tx, pair.duplicate, reason);
      const calls = await findExternalId(tx, duplicateId, organisationId);
      // Unless it leads to another contract by now.
      if (calls !== null && (await findContractIdByExternalId(tx, organisationId, calls)) === keptId) {
        await callContract(tx, keptId, organisationId, null);
        await callContract(tx, duplicateId, organisationId, calls);
      }
      recordFacts(tx, pair.kept, [confirmationTakenBack(pair.kept, id)]);
      await renewVersion(tx, keptId, pair.kept.recordedAt);
      return getConfirmation(tx, id);
    });
  }

  /** In the order of their ids, whichever is to stay: of two who confirm each other's at once, one waits and is refused. */
  private async hold(tx: Tx, actor: Actor, keptId: ContractId, duplicateId: ContractId): Promise<Pair> {
    const held = new Map<ContractId, ContractHistory>();
    for (const id of [keptId, duplicateId].sort()) held.set(id, await openHistory(tx, actor, this.clock, id));
    const [kept, duplicate] = [held.get(keptId), held.get(duplicateId)];
    if (!kept || !duplicate) throw validationFailed([unknownReference('/duplicateId')]);
    return { kept, duplicate };
  }
}

/** @throws validation_failed where the caller may not see it */
async function getNamed(tx: Tx, id: ContractId): Promise<ContractRow> {
  try {
    return await getContract(tx, id);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not_found')
      throw validationFailed([unknownReference('/duplicateId')]);
    throw error;
  }
}

/** Whoever puts a contract under that id waits, before any contract is held: it then finds the one that is called so. */
async function lockCall(tx: Tx, id: ContractId, organisationId: OrganisationId): Promise<void> {
  const externalId = await findExternalId(tx, id, organisationId);
  if (externalId !== null) await lockExternalId(tx, organisationId, externalId);
}

async function cancel(tx: Tx, history: ContractHistory): Promise<void> {
  const { contractId, recordedAt, nextSequence: sequence, today } = history;
  const steps = await listSteps(tx, contractId);
  const act = { on: today, cause: null, initiator: null };
  recordFacts(tx, history, [contractActed(history, 'cancelled', act, null)]);
  const step: ContractStep = { ...act, kind: 'cancelled', sequence, recordedAt, terms: null };
  await writeLife(tx, contractId, lifeOf([...steps, step]), recordedAt);
}

/** The cancellation never was. */
async function reopen(tx: Tx, history: ContractHistory, reason: string): Promise<void> {
  const { contractId, recordedAt, nextSequence: sequence } = history;
  const steps = await listSteps(tx, contractId);
  const ended = steps.findLast(({ kind }) => kind === 'cancelled');
  if (!ended) throw new Error('A draft that was confirmed as another contract is cancelled.');
  const corrected = { ...ended, place: ended.sequence };
  recordFacts(tx, history, [stepCorrected(history, corrected, null, reason)]);
  const { sequence: corrects } = ended;
  const act = { on: null, cause: null, initiator: null, terms: null };
  const step: ContractStep = { ...act, kind: 'withdrawn', sequence, recordedAt, corrects };
  await writeLife(tx, contractId, lifeOf([...steps, step]), recordedAt);
}
