import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Day } from '../../../kernel/days.js';
import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import type { Tx } from '../../../platform/database/db.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { Departures } from '../../people/memberships/departures.service.js';
import type { EndedMandate, Leaver } from '../../people/memberships/departures.types.js';
import type { MembershipChanges } from '../../people/memberships/memberships.types.js';
import { findAllEndings, findEndings, type Ending } from './departures.rules.js';
import {
  endMandateOfLeaver,
  lockContract,
  letContractsGo,
  listMandatesOfLeaver,
  listMembershipsOfLeaver,
  lockLeaver,
  type LeaverMandate,
} from './departures.store.js';
import { tooManyMandates } from '../mandates.errors.js';
import { mandateEnded } from '../mandates.facts.js';

/** More than anybody follows: each locks its contract until the membership is ended. */
const MOST_MANDATES = 1000;

/** Whoever leaves an organisation leaves the mandates that they held for it: on the same day, in the same transaction. */
@Injectable()
export class MandateDepartures extends Departures {
  constructor(private readonly clock: Clock) {
    super();
  }

  async leave(
    tx: Tx,
    actor: Actor,
    { personId, dryRun }: Leaver,
    { moved, added }: MembershipChanges,
  ): Promise<EndedMandate[]> {
    if (moved.length === 0) return [];
    await lockLeaver(tx, personId);
    const before = await listMembershipsOfLeaver(tx, personId);
    const changed = before.map((held) => moved.find(({ id }) => id === held.id) ?? held);
    const mandates = await listMandatesOfLeaver(tx, personId);
    const endings = findEndings(mandates, before, [...changed, ...added], this.clock.today());
    return dryRun ? endings.map(endedOf) : this.end(tx, actor, endings);
  }

  async leaveEmployer(
    tx: Tx,
    actor: Actor,
    { personId, dryRun }: Leaver,
    employerId: OrganisationId,
  ): Promise<EndedMandate[]> {
    await lockLeaver(tx, personId);
    const mandates = (await listMandatesOfLeaver(tx, personId)).filter(
      (mandate) => mandate.employerId === employerId,
    );
    const endings = findAllEndings(mandates, this.clock.today());
    return dryRun ? endings.map(endedOf) : this.end(tx, actor, endings);
  }

  async leaveAll(tx: Tx, actor: Actor, { personId, dryRun }: Leaver, on: Day): Promise<EndedMandate[]> {
    await lockLeaver(tx, personId);
    const endings = findAllEndings(await listMandatesOfLeaver(tx, personId), on);
    return dryRun ? endings.map(endedOf) : this.end(tx, actor, endings);
  }

  /** Contract by contract, in the order of their ids: of two who end mandates at once, one waits and neither blocks the other. */
  private async end(
    tx: Tx,
    actor: Actor,
    endings: readonly Ending<LeaverMandate>[],
  ): Promise<EndedMandate[]> {
    if (endings.length > MOST_MANDATES) throw tooManyMandates(MOST_MANDATES);
    for (const [contractId, ended] of byContract(endings)) {
      await lockContract(tx, contractId);
      const history = await openHistory(tx, actor, this.clock, contractId);
      for (const { mandate, on } of ended) await endMandateOfLeaver(tx, mandate.id, on, history.recordedAt);
      recordFacts(
        tx,
        history,
        ended.map(({ mandate, on }) => mandateEnded(mandate.id, on)),
      );
    }
    if (endings.length > 0) await letContractsGo(tx);
    return endings.map(endedOf);
  }
}

function byContract(
  endings: readonly Ending<LeaverMandate>[],
): Map<ContractId, readonly Ending<LeaverMandate>[]> {
  const found = new Map<ContractId, Ending<LeaverMandate>[]>();
  for (const ending of endings) {
    const { contractId } = ending.mandate;
    found.set(contractId, [...(found.get(contractId) ?? []), ending]);
  }
  return found;
}

const endedOf = ({ mandate, on }: Ending<LeaverMandate>): EndedMandate => ({
  mandateId: mandate.id,
  contractId: mandate.contractId,
  role: mandate.role,
  on,
  alternant: mandate.alternant,
});
