import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { getPerson } from '../people/people.queries.js';
import { PeopleService } from '../people/people.service.js';
import type { OwnChanges } from '../people/people.types.js';
import { getOwnAccount, listOwnMandates, namesOfOrganisations } from './me.queries.js';
import type { Self } from './me.types.js';

@Injectable()
export class MeService {
  constructor(
    private readonly db: Db,
    private readonly people: PeopleService,
    private readonly clock: Clock,
  ) {}

  get(actor: PersonActor): Promise<Self> {
    return this.db.read(actor, (q) => loadSelf(q, actor, this.clock));
  }

  async update(actor: PersonActor, version: number | null, changes: OwnChanges): Promise<Self> {
    await this.people.correctOneself(actor, version, changes);
    return this.get(actor);
  }
}

async function loadSelf(q: Queryable, actor: PersonActor, clock: Clock): Promise<Self> {
  const [person, account, mandates] = await Promise.all([
    getPerson(q, actor.personId),
    getOwnAccount(q, actor.accountId, clock.now()),
    listOwnMandates(q, actor.personId),
  ]);
  const ids = person.memberships.flatMap(({ organisationId }) => organisationId ?? []);
  const organisations = await namesOfOrganisations(q, ids);
  return { person, account, organisations, mandates, today: clock.today() };
}
