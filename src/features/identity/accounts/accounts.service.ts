import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import { Departures } from '../../people/memberships/departures.service.js';
import { getPerson } from '../../people/people.queries.js';
import { requireAccountAdministrator, type AccountHolder } from './accounts.policy.js';
import { getAccount, standsBeyond } from './accounts.queries.js';
import { setDisabled } from './accounts.store.js';
import type { AccountDetails, DisabledAccount } from '../identity.types.js';

@Injectable()
export class AccountsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly departures: Departures,
  ) {}

  get(actor: PersonActor, personId: PersonId): Promise<AccountDetails> {
    return this.db.read(actor, async (q) => getAccount(q, await authorise(q, actor, personId)));
  }

  /** Whoever is shut out leaves their mandates: somebody else has to follow those alternants. */
  disable(actor: PersonActor, personId: PersonId, dryRun: boolean): Promise<DisabledAccount> {
    return this.db.write(actor, async (tx) => {
      const holder = await authorise(tx, actor, personId);
      await getAccount(tx, holder);
      const endedMandates = await this.departures.leaveAll(
        tx,
        actor,
        { personId: holder.personId, dryRun },
        this.clock.today(),
      );
      if (!dryRun) await setDisabled(tx, holder, true);
      return { account: await getAccount(tx, holder), endedMandates };
    });
  }

  enable(actor: PersonActor, personId: PersonId): Promise<AccountDetails> {
    return this.db.write(actor, async (tx) => {
      const holder = await authorise(tx, actor, personId);
      await getAccount(tx, holder);
      await setDisabled(tx, holder, false);
      return getAccount(tx, holder);
    });
  }
}

async function authorise(q: Queryable, actor: PersonActor, personId: PersonId): Promise<AccountHolder> {
  const { id, isAdministered } = await getPerson(q, personId);
  const standsElsewhere = await standsBeyond(q, id);
  return requireAccountAdministrator(actor, { personId: id, isAdministered, standsElsewhere });
}
