import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId, ObservationId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { loadForRecording } from '../ladder/ladder.queries.js';
import { Facts } from '../sign-offs/facts/facts.store.js';
import { proposesRevocation } from './proposals.rules.js';
import { getObservation, listObservations, type ObservationRow } from './observations.queries.js';
import { alreadyWithdrawn, contractNotActive, observedInTheFuture } from '../sign-offs/sign-offs.errors.js';
import { requireObserver, requireWithdrawer } from '../sign-offs/facts/signers.policy.js';
import { findObservationMistakes, isLocked, statusAgainstObserving } from '../sign-offs/sign-offs.rules.js';
import type { ObserveCommand } from './observations.types.js';

@Injectable()
export class ObservationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async observe(actor: PersonActor, command: ObserveCommand): Promise<ObservationRow> {
    if (command.observedOn > this.clock.today()) throw observedInTheFuture();
    return this.db.holding(actor, command.contractId, async (tx) => {
      const context = await loadForRecording(tx, command.contractId);
      const facts = new Facts(context, actor, this.clock);
      const mistakes = findObservationMistakes(context.ladder, command.mission, command.items);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const observer = requireObserver(actor.personId, context, command.observedOn, facts.today);
      const status = statusAgainstObserving(context.life, command.observedOn, facts.today);
      if (status) throw contractNotActive(status);

      const items = command.items.map((item) => ({
        ...item,
        beyondEntitlement: isLocked(context.ladder, context.standing, item.level),
      }));
      const seen = {
        ...command,
        withSignOff: false,
        items,
        proposesRevocation: proposesRevocation(context.ladder, context.standing, items),
      };
      const { id, sequence } = facts.observe(observer, seen);
      facts.write(tx);
      return {
        ...command,
        id,
        sequence,
        items: items.map((item) => ({ ...item, withdrawal: null })),
        observerId: actor.personId,
        recordedAt: facts.recordedAt,
        withdrawal: null,
        contested: false,
        readsComments: true,
      };
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
  async withdraw(actor: PersonActor, id: ObservationId, reason: string): Promise<ObservationRow> {
    const { contractId } = await this.get(actor, id);
    return this.db.holding(actor, contractId, async (tx) => {
      const context = await loadForRecording(tx, contractId);
      const observation = await getObservation(tx, id);
      const facts = new Facts(context, actor, this.clock);
      const by = requireWithdrawer(actor.personId, context, observation.observerId, facts.today);
      if (observation.withdrawal) throw alreadyWithdrawn();
      const withdrawalId = facts.withdraw(by, observation, reason);
      facts.write(tx);
      const withdrawal = {
        id: withdrawalId,
        withdrawnBy: actor.personId,
        recordedAt: facts.recordedAt,
        reason,
        revocationId: null,
      };
      return { ...observation, withdrawal, contested: false };
    });
  }
}
