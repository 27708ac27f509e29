import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { addDays, laterOf } from '../../../kernel/days.js';
import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import { notFound, validationFailed } from '../../../kernel/refusals.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { openHistory } from '../../contract-history/contract-history.store.js';
import { getAuthority, getContract } from '../../contracts/contracts.queries.js';
import { endWithMembership } from '../departures/departures.rules.js';
import { lockHolder } from '../departures/departures.store.js';
import { endsBeforeStart } from '../mandates.errors.js';
import { organisationOn } from '../mandates.policy.js';
import {
  getMandate,
  listMandates,
  listMemberDays,
  type MandateActed,
  type MandateRow,
} from '../mandates.queries.js';
import { findTwin, type NewMandate } from '../mandates.rules.js';
import { MandatesService, type HeldContract } from '../mandates.service.js';
import { MOST_DAYS_BACK } from '../mandates.types.js';
import { mandateFixed, whoseExternalId } from './external-ids.errors.js';
import { findAtHost, isCalled, listCalled } from './external-ids.queries.js';
import { decidePut } from './external-ids.rules.js';
import { callMandate } from './external-ids.store.js';

export interface PutMandateCommand {
  readonly externalId: string;
  /** Whose id it is; null when the caller acts for one side of the contract only. */
  readonly organisationId: OrganisationId | null;
  readonly mandate: NewMandate;
}

/** Mandates that another system knows by ids of its own. */
@Injectable()
export class MandatesByExternalId {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly mandates: MandatesService,
  ) {}

  /** @throws not_found; validation_failed when both sides of the contract are the reader's and call one so */
  get(
    actor: Actor,
    contractId: ContractId,
    externalId: string,
    organisationId: OrganisationId | null,
  ): Promise<MandateRow> {
    return this.db.read(actor, async (q) => {
      await getContract(q, contractId);
      const [found, another] = await listCalled(q, contractId, externalId, organisationId);
      if (!found) throw notFound();
      if (another) throw whoseExternalId();
      return getMandate(q, found.id);
    });
  }

  /** Opens a mandate, ends the one that is called so, lets another take over from it, or finds it as it is sent. */
  put(
    actor: Actor,
    contractId: ContractId,
    { externalId, organisationId, mandate: asked }: PutMandateCommand,
  ): Promise<MandateActed & { readonly created: boolean }> {
    if (asked.until !== null && asked.until <= asked.from) throw validationFailed([endsBeforeStart('/to')]);
    return this.db.write(actor, async (tx) => {
      await lockHolder(tx, asked.personId);
      const history = await openHistory(tx, actor, this.clock, contractId);
      const contract = await getContract(tx, contractId);
      const ownerId = organisationOn(await getAuthority(tx), contract, organisationId);
      const [called] = await listCalled(tx, contractId, externalId, ownerId);
      const stored = called ? await getMandate(tx, called.id) : null;
      const wanted = endWithMembership(asked, await listMemberDays(tx, contractId, asked));
      const held = { history, contract };
      const decision = decidePut(stored, wanted, stored && (await findAtHost(tx, stored.id, ownerId)));
      switch (decision.does) {
        case 'go_on': {
          const earliest = addDays(history.today, -MOST_DAYS_BACK);
          const from = contract.signedOn === null ? decision.from : laterOf(decision.from, earliest);
          // Heard of too late: nothing is left of what was added.
          if (wanted.until !== null && wanted.until <= from)
            return { ...(await this.mandates.showHeld(tx, held, decision.mandate)), created: false };
          return this.openCalled(tx, held, { ...asked, from, replaces: null }, { externalId, ownerId });
        }
        case 'open': {
          const mandate = { ...asked, replaces: decision.replaces };
          return this.openCalled(tx, held, mandate, { externalId, ownerId });
        }
        case 'end':
          return {
            ...(await this.mandates.endHeld(tx, held, decision.mandate, decision.on)),
            created: false,
          };
        case 'nothing':
          return { ...(await this.mandates.showHeld(tx, held, decision.mandate)), created: false };
        case 'refuse':
          throw mandateFixed(decision.mandate);
      }
    });
  }

  /** One that was opened without an id takes it: it is not opened twice. */
  private async openCalled(
    tx: Tx,
    held: HeldContract,
    wanted: NewMandate,
    { externalId, ownerId }: { readonly externalId: string; readonly ownerId: OrganisationId },
  ): Promise<MandateActed & { readonly created: boolean }> {
    const { id: contractId } = held.contract;
    const whole = endWithMembership(wanted, await listMemberDays(tx, contractId, wanted));
    const twin = findTwin(whole, await listMandates(tx, contractId));
    if (twin && !(await isCalled(tx, twin.id, ownerId))) {
      await this.mandates.showHeld(tx, held, await getMandate(tx, twin.id));
      await callMandate(tx, twin.id, ownerId, externalId);
      return { mandate: await getMandate(tx, twin.id), contested: [], created: false };
    }
    const opened = await this.mandates.openHeld(tx, held, wanted);
    await callMandate(tx, opened.mandate.id, ownerId, externalId);
    return { ...opened, mandate: await getMandate(tx, opened.mandate.id), created: true };
  }
}
