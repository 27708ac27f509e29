import type { Instant } from '../../kernel/days.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { preconditionFailed } from '../../kernel/refusals.js';
import type { DatedTx, Tx } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { violates } from '../../platform/database/violations.js';
import { externalIdTaken } from './organisations.errors.js';
import type { OrganisationDetails } from './organisations.types.js';

const valuesOf = (id: OrganisationId, details: OrganisationDetails) => [
  id,
  details.name,
  details.siret,
  details.uai,
  details.finess,
  details.structureType,
  details.externalId,
];

export async function insertOrganisation(
  tx: DatedTx,
  id: OrganisationId,
  details: OrganisationDetails,
  at: Instant,
): Promise<void> {
  try {
    await rows(
      tx,
      `
      insert into organisations
        (id, name, siret, uai, finess, structure_type, external_id, kind, version, created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)
      `,
      [...valuesOf(id, details), details.kind, at],
    );
  } catch (error) {
    if (violates(error, 'organisations_external_id_once')) throw externalIdTaken();
    throw error;
  }
  await insertName(tx, id, details.name, 1, at);
}

/** @throws precondition_failed when `version` is not the stored one */
export async function updateOrganisation(
  tx: DatedTx,
  id: OrganisationId,
  version: number,
  details: OrganisationDetails,
  at: Instant,
): Promise<void> {
  const updated = await row<{ renamed: boolean }>(
    tx,
    `
    update organisations o
    set name = $2, siret = $3, uai = $4, finess = $5, structure_type = $6, external_id = $7,
        version = o.version + 1, updated_at = $9
    from organisations old
    where o.id = $1 and o.version = $8 and old.id = o.id
    returning old.name <> o.name as renamed
    `,
    [...valuesOf(id, details), version, at],
  ).catch((error: unknown) => {
    throw violates(error, 'organisations_external_id_once') ? externalIdTaken() : error;
  });
  if (!updated) throw preconditionFailed();
  if (updated.renamed) await insertName(tx, id, details.name, version + 1, at);
}

/** Nobody merely proposes it any more. */
export async function confirmOrganisation(tx: DatedTx, id: OrganisationId): Promise<void> {
  await rows(tx, 'update organisations o set is_proposed = false where o.id = $1', [id]);
}

/** One at a time for each external id: of several that create it, the others find it. */
export async function lockExternalId(tx: Tx, externalId: string): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`organisation ${externalId}`]);
}

/** One at a time for each SIRET: of two that record it, the second finds the first. */
export async function lockSiret(tx: Tx, siret: string): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`siret ${siret}`]);
}

async function insertName(
  tx: DatedTx,
  id: OrganisationId,
  name: string,
  version: number,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    'insert into organisation_names (organisation_id, recorded_at, version, name) values ($1, $2, $3, $4)',
    [id, at, version, name],
  );
}
