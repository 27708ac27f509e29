import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { notFound, preconditionFailed, validationFailed } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import type { Listed, ListRequest } from '../../platform/database/changes.js';
import { Db, type DatedTx, type Tx } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { kindIsFixed, siretTaken } from './organisations.errors.js';
import {
  findBySiret,
  findOrganisationByExternalId,
  getOrganisation,
  listOrganisations,
  type OrganisationFilters,
} from './organisations.queries.js';
import { findMisplacedFields, normaliseOrganisation, sameOrganisation } from './organisations.rules.js';
import {
  confirmOrganisation,
  insertOrganisation,
  lockExternalId,
  lockSiret,
  updateOrganisation,
} from './organisations.store.js';
import type { OrganisationDetails, OrganisationRow } from './organisations.types.js';

@Injectable()
export class OrganisationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  create(actor: Actor, given: OrganisationDetails): Promise<OrganisationRow> {
    return this.db.write(
      actor,
      async (tx) => {
        const details = accepted(given);
        return this.insert(tx, details);
      },
      { isDated: true },
    );
  }

  get(actor: Actor, id: OrganisationId): Promise<OrganisationRow> {
    return this.db.read(actor, (q) => getOrganisation(q, id));
  }

  /** @throws not_found */
  getByExternalId(actor: Actor, externalId: string): Promise<OrganisationRow> {
    return this.db.read(actor, async (q) => {
      const found = await findOrganisationByExternalId(q, externalId);
      if (!found) throw notFound();
      return found;
    });
  }

  list(actor: Actor, filters: OrganisationFilters, page: ListRequest): Promise<Listed<OrganisationRow>[]> {
    return this.db.read(actor, (q) => listOrganisations(q, filters, page));
  }

  update(
    actor: Actor,
    id: OrganisationId,
    version: number | null,
    changes: Partial<OrganisationDetails>,
  ): Promise<OrganisationRow> {
    return this.db.write(
      actor,
      async (tx) => {
        const stored = await getOrganisation(tx, id);
        return this.replace(tx, stored, version ?? stored.version, accepted({ ...stored, ...changes }));
      },
      { isDated: true },
    );
  }

  /** Creates, or replaces the one of that external id: `created` says which. */
  put(
    actor: Actor,
    externalId: string,
    version: number | null,
    given: OrganisationDetails,
  ): Promise<{ organisation: OrganisationRow; created: boolean }> {
    return this.db.write(
      actor,
      async (tx) => {
        const details = accepted({ ...given, externalId });
        await lockExternalId(tx, externalId);
        const stored = await findOrganisationByExternalId(tx, externalId);
        if (!stored) {
          if (version !== null) throw preconditionFailed();
          return { organisation: await this.insert(tx, details), created: true };
        }
        if (stored.kind !== details.kind) throw validationFailed([kindIsFixed()]);
        const organisation = await this.replace(tx, stored, version ?? stored.version, details);
        return { organisation, created: false };
      },
      { isDated: true },
    );
  }

  private async insert(tx: DatedTx, details: OrganisationDetails): Promise<OrganisationRow> {
    const proposed = await this.findProposed(tx, details);
    if (proposed) return this.adopt(tx, proposed, details);
    await requireFreeSiret(tx, details);
    const id: OrganisationId = newId();
    await insertOrganisation(tx, id, details, this.clock.now());
    return getOrganisation(tx, id);
  }

  /** What a centre proposed is found by whoever records it for good, and says what they say of it. */
  private async findProposed(tx: DatedTx, details: OrganisationDetails): Promise<OrganisationRow | null> {
    await lockSiret(tx, details.siret);
    const there = await findBySiret(tx, details);
    return there?.isProposed ? getOrganisation(tx, there.id) : null;
  }

  private async adopt(
    tx: DatedTx,
    proposed: OrganisationRow,
    details: OrganisationDetails,
  ): Promise<OrganisationRow> {
    await updateOrganisation(tx, proposed.id, proposed.version, details, this.clock.now());
    await confirmOrganisation(tx, proposed.id);
    return getOrganisation(tx, proposed.id);
  }

  /** What says nothing new changes nothing, not even the version. */
  private async replace(
    tx: DatedTx,
    stored: OrganisationRow,
    version: number,
    details: OrganisationDetails,
  ): Promise<OrganisationRow> {
    if (sameOrganisation(stored, details)) {
      if (version !== stored.version) throw preconditionFailed();
      return stored;
    }
    if (stored.siret !== details.siret) await requireFreeSiret(tx, details);
    await updateOrganisation(tx, stored.id, version, details, this.clock.now());
    return getOrganisation(tx, stored.id);
  }
}

/** An establishment is recorded once in each kind: an employer may be a training centre too. @throws siret_taken */
async function requireFreeSiret(tx: Tx, details: OrganisationDetails): Promise<void> {
  await lockSiret(tx, details.siret);
  const there = await findBySiret(tx, details);
  if (there) throw siretTaken(there);
}

function accepted(given: OrganisationDetails): OrganisationDetails {
  const details = normaliseOrganisation(given);
  const errors = findMisplacedFields(details);
  if (errors.length > 0) throw validationFailed(errors);
  return details;
}
