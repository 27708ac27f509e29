import { Injectable } from '@nestjs/common';
import type { SessionId } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import type { SessionRow } from '../identity.types.js';
import { getOwnSession, listOwnSessions } from './sessions.queries.js';
import { endOwnSession, endOwnSessions } from './sessions.store.js';

/** Where somebody is signed in. What ends opens nothing a second later, in any process. */
@Injectable()
export class SessionsService {
  constructor(private readonly db: Db) {}

  list(actor: PersonActor, page: { after: string | null; limit: number }): Promise<SessionRow[]> {
    return this.db.read(actor, (q) => listOwnSessions(q, page));
  }

  end(actor: PersonActor, id: SessionId): Promise<SessionRow> {
    return this.db.write(actor, async (tx) => {
      await getOwnSession(tx, id);
      await endOwnSession(tx, id);
      return getOwnSession(tx, id);
    });
  }

  /** Signs out everywhere, or everywhere else. @returns how many sessions ended */
  endAll(actor: PersonActor, keepsPresent: boolean): Promise<number> {
    return this.db.write(actor, (tx) => endOwnSessions(tx, keepsPresent ? (actor.sessionId ?? null) : null));
  }
}
