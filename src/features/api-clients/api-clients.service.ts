import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Instant } from '../../kernel/days.js';
import type { ApiClientId, OrganisationId } from '../../kernel/ids.js';
import { unknownReference, validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { newSecretToken } from '../../platform/access/secret-tokens.js';
import { Db } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { findOrganisation } from '../organisations/organisations.queries.js';
import { getAdministration } from '../people/people.queries.js';
import { clientEnded, expiredAlready } from './api-clients.errors.js';
import { requireRepresentative } from './api-clients.policy.js';
import { getApiClient, listApiClients } from './api-clients.queries.js';
import {
  endSecrets,
  insertApiClient,
  insertSecret,
  keepRoomForClient,
  lockApiClient,
  markRevoked,
} from './api-clients.store.js';
import type { ApiClientRow, NewApiClient } from './api-clients.types.js';

/** A client with the secret that is shown this once. */
export interface WithSecret {
  readonly client: ApiClientRow;
  readonly secret: string;
}

const DAY_MS = 86_400_000;

@Injectable()
export class ApiClientsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  create(actor: PersonActor, client: NewApiClient): Promise<WithSecret> {
    return this.db.write(actor, async (tx) => {
      requireRepresentative(await getAdministration(tx), client.organisationId);
      const errors = [
        ...((await findOrganisation(tx, client.organisationId)) ? [] : [unknownReference('/organisationId')]),
        ...(client.until !== null && client.until <= this.clock.today() ? [expiredAlready()] : []),
      ];
      if (errors.length > 0) throw validationFailed(errors);

      await keepRoomForClient(tx, client.organisationId, this.clock.today());
      const id: ApiClientId = newId();
      const now = this.clock.now();
      const { token, hash } = newSecretToken();
      await insertApiClient(tx, id, client, actor.personId, now);
      await insertSecret(tx, id, hash, actor.personId, now);
      return { client: await getApiClient(tx, id), secret: token };
    });
  }

  get(actor: Actor, id: ApiClientId): Promise<ApiClientRow> {
    return this.db.read(actor, (q) => getApiClient(q, id));
  }

  list(
    actor: Actor,
    organisationId: OrganisationId | null,
    page: { after: string | null; limit: number },
  ): Promise<ApiClientRow[]> {
    return this.db.read(actor, (q) => listApiClients(q, organisationId, page));
  }

  /**
   * A new secret. The one that served until now goes on for `overlapDays`, so that programs change over one after the
   * other; an older one ends at once: at most two open.
   */
  rotate(actor: PersonActor, id: ApiClientId, overlapDays: number): Promise<WithSecret> {
    return this.db.write(actor, async (tx) => {
      await lockApiClient(tx, id);
      const client = await getApiClient(tx, id);
      requireRepresentative(await getAdministration(tx), client.organisationId);
      if (client.revokedAt !== null || (client.until !== null && client.until <= this.clock.today())) {
        throw clientEnded();
      }
      const now = this.clock.now();
      const newest = new Date(Date.parse(now) + overlapDays * DAY_MS).toISOString() as Instant;
      const { token, hash } = newSecretToken();
      await endSecrets(tx, id, { newest, now });
      await insertSecret(tx, id, hash, actor.personId, now);
      return { client: await getApiClient(tx, id), secret: token };
    });
  }

  /** Ends the client at once: its tokens are refused at their next request. */
  revoke(actor: PersonActor, id: ApiClientId): Promise<ApiClientRow> {
    return this.db.write(actor, async (tx) => {
      await lockApiClient(tx, id);
      const client = await getApiClient(tx, id);
      requireRepresentative(await getAdministration(tx), client.organisationId);
      const now = this.clock.now();
      await endSecrets(tx, id, { newest: now, now });
      await markRevoked(tx, id, actor.personId, now);
      return getApiClient(tx, id);
    });
  }
}
