import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { getAccountEmail } from '../identity/identity.queries.js';
import { getPerson } from '../people/people.queries.js';
import { PeopleService } from '../people/people.service.js';
import type { OwnChanges } from '../people/people.types.js';
import { listOwnMandates } from './me.queries.js';
import type { Self } from './me.types.js';

@Injectable()
export class MeService {
  constructor(
    private readonly db: Db,
    private readonly people: PeopleService,
  ) {}

  get(actor: PersonActor): Promise<Self> {
    return this.db.read(actor, (q) => loadSelf(q, actor));
  }

  async update(actor: PersonActor, version: number | null, changes: OwnChanges): Promise<Self> {
    await this.people.correctOneself(actor, version, changes);
    return this.get(actor);
  }
}

async function loadSelf(q: Queryable, actor: PersonActor): Promise<Self> {
  const [person, email, mandates] = await Promise.all([
    getPerson(q, actor.personId),
    getAccountEmail(q, actor.accountId),
    listOwnMandates(q, actor.personId),
  ]);
  return { person, email, mandates };
}
