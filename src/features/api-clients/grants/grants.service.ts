import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { ApiClientId, OrganisationId } from '../../../kernel/ids.js';
import { unknownReference, validationFailed } from '../../../kernel/refusals.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import { findOrganisation } from '../../organisations/organisations.queries.js';
import { administeredBy } from '../../people/memberships/memberships.types.js';
import { getAdministration } from '../../people/people.queries.js';
import { notYoursToRepresent } from '../api-clients.errors.js';
import { getApiClient } from '../api-clients.queries.js';
import { lockApiClient } from '../api-clients.store.js';
import {
  grantNotOpen,
  notTheSameEntity,
  notYoursToAccept,
  ownOrganisation,
  tooManyGrants,
} from './grants.errors.js';
import {
  countOpenGrants,
  getGrant,
  listGrants,
  mayShareClients,
  type GrantFilters,
} from './grants.queries.js';
import { grantStateOf } from './grants.rules.js';
import { acceptGrant, insertGrant, lockGrant, withdrawGrant } from './grants.store.js';
import type { ApiClientGrantId, GrantRow } from './grants.types.js';

/** Each is looked up at every request of the client. */
const MOST_GRANTS = 100;

@Injectable()
export class GrantsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Asks on behalf of the client's organisation; accepted at once where the establishment is the caller's too. */
  ask(actor: PersonActor, clientId: ApiClientId, organisationId: OrganisationId): Promise<GrantRow> {
    return this.db.write(actor, async (tx) => {
      await lockApiClient(tx, clientId);
      const client = await getApiClient(tx, clientId);
      const administered = administeredBy(await getAdministration(tx));
      if (!administered.includes(client.organisationId)) throw notYoursToRepresent();
      if (organisationId === client.organisationId) throw ownOrganisation();
      if (!(await findOrganisation(tx, organisationId)))
        throw validationFailed([unknownReference('/organisationId')]);
      if (!(await mayShareClients(tx, client.organisationId, organisationId))) throw notTheSameEntity();
      if ((await countOpenGrants(tx, clientId)) >= MOST_GRANTS) throw tooManyGrants(MOST_GRANTS);
      const id: ApiClientGrantId = newId();
      const asked = { clientId, organisationId, askedBy: actor.personId, askedAt: this.clock.now() };
      await insertGrant(tx, { id, ...asked, isAccepted: administered.includes(organisationId) });
      return getGrant(tx, id);
    });
  }

  get(actor: PersonActor, id: ApiClientGrantId): Promise<GrantRow> {
    return this.db.read(actor, (q) => getGrant(q, id));
  }

  list(
    actor: PersonActor,
    filters: GrantFilters,
    page: { after: string | null; limit: number },
  ): Promise<GrantRow[]> {
    return this.db.read(actor, (q) => listGrants(q, filters, page));
  }

  /** Where whoever accepted left, it is withdrawn and asked for anew: who accepted what stays in the record. */
  accept(actor: PersonActor, id: ApiClientGrantId): Promise<GrantRow> {
    return this.db.write(actor, async (tx) => {
      await lockGrant(tx, id);
      const grant = await getGrant(tx, id);
      const state = grantStateOf(grant);
      const administered = administeredBy(await getAdministration(tx));
      if (!administered.includes(grant.organisation.id)) throw notYoursToAccept();
      if (state === 'in_force') return grant;
      if (state !== 'pending') throw grantNotOpen(state);
      if (!(await mayShareClients(tx, grant.clientOrganisation.id, grant.organisation.id)))
        throw notTheSameEntity();
      await acceptGrant(tx, id, actor.personId, this.clock.now());
      return getGrant(tx, id);
    });
  }

  /** Either side, at any time: the client is out at its next request. */
  withdraw(actor: PersonActor, id: ApiClientGrantId): Promise<GrantRow> {
    return this.db.write(actor, async (tx) => {
      await lockGrant(tx, id);
      const grant = await getGrant(tx, id);
      if (grant.withdrawnAt !== null) return grant;
      await withdrawGrant(tx, id, actor.personId, this.clock.now());
      return getGrant(tx, id);
    });
  }
}
