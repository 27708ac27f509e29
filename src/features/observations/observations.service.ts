import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId, ObservationId, PersonId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { rowIn } from '../contract-history/contract-history.types.js';
import { loadForRecording } from '../ladder/ladder.queries.js';
import {
  ladderProgression,
  type FactOfLadder,
  type LadderHistory,
} from '../ladder/progress/progression.rules.js';
import { decideObservation, decideWithdrawal } from './observations.facts.js';
import type { ObservationWithdrawal } from '../sign-offs/facts/observation-withdrawal.entity.js';
import type { Observation } from '../sign-offs/facts/observation.entity.js';
import {
  getObservation,
  listObservations,
  withdrawnFrom,
  type ObservationRow,
  type WithdrawnObservation,
} from './observations.queries.js';
import { observedInTheFuture } from '../sign-offs/sign-offs.errors.js';
import type { ObserveCommand, WithdrawCommand } from './observations.types.js';

@Injectable()
export class ObservationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async observe(actor: PersonActor, command: ObserveCommand): Promise<ObservationRow> {
    if (command.observedOn > this.clock.today()) throw observedInTheFuture();
    return this.db.writeLocked(actor, command.contractId, async (tx) => {
      const context = await loadForRecording(tx, command.contractId);
      const before = continueHistory(context, actor, this.clock).moving(ladderProgression(context));
      const fact = decideObservation(before, context, actor.personId, command);
      recordFacts(tx, before, [fact]);
      return observedNow(before, actor.personId, command, fact);
    });
  }

  get(actor: Actor, id: ObservationId): Promise<ObservationRow> {
    return this.db.read(actor, (q) => getObservation(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<ObservationRow[]> {
    return this.db.read(actor, (q) => listObservations(q, contractId, page));
  }

  /** A withdrawn observation no longer counts; what was signed on it stays. */
  async withdraw(
    actor: PersonActor,
    id: ObservationId,
    { reason, item }: WithdrawCommand,
  ): Promise<WithdrawnObservation> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadForRecording(tx, contractId);
      const observation = await getObservation(tx, id);
      const before = continueHistory(context, actor, this.clock).moving(ladderProgression(context));
      const fact = decideWithdrawal(before, context, actor.personId, observation, reason, item);
      const { recordedAt } = recordFacts(tx, before, [fact]);
      const withdrawal = {
        id: rowIn<ObservationWithdrawal>([fact], 'observation_withdrawals').id,
        withdrawnBy: actor.personId,
        recordedAt,
        reason,
        revocationId: null,
      };
      return { id: withdrawal.id, observation: withdrawnFrom(observation, withdrawal, item) };
    });
  }
}

/** The observation of this fact, as it is read by who recorded it. */
export function observedNow(
  before: LadderHistory,
  observerId: PersonId,
  { contractId, observedOn, mission, unit }: ObserveCommand,
  fact: FactOfLadder,
): ObservationRow {
  const { id, items } = rowIn<Observation>([fact], 'observations');
  return {
    id,
    contractId,
    observedOn,
    mission,
    unit,
    sequence: before.nextSequence,
    items: items.map((item) => ({ ...item, withdrawal: null })),
    observerId,
    recordedAt: before.recordedAt,
    withdrawal: null,
    contested: false,
    readsComments: true,
  };
}
