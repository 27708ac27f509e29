import { Injectable } from '@nestjs/common';
import type { PersonId } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { getPerson } from '../people/people.queries.js';
import { requireAccountAdministrator, type AccountHolder } from './accounts.policy.js';
import { getAccount, standsBeyond } from './accounts.queries.js';
import { setDisabled } from './accounts.store.js';
import type { AccountDetails } from './identity.types.js';

@Injectable()
export class AccountsService {
  constructor(private readonly db: Db) {}

  get(actor: PersonActor, personId: PersonId): Promise<AccountDetails> {
    return this.db.read(actor, async (q) => getAccount(q, await authorise(q, actor, personId)));
  }

  setDisabled(actor: PersonActor, personId: PersonId, disabled: boolean): Promise<AccountDetails> {
    return this.db.transaction(actor, async (tx) => {
      const holder = await authorise(tx, actor, personId);
      await getAccount(tx, holder);
      await setDisabled(tx, holder, disabled);
      return getAccount(tx, holder);
    });
  }
}

async function authorise(q: Queryable, actor: PersonActor, personId: PersonId): Promise<AccountHolder> {
  const { isAdministered } = await getPerson(q, personId);
  const standsElsewhere = await standsBeyond(q, personId);
  return requireAccountAdministrator(actor, { personId, isAdministered, standsElsewhere });
}
