import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import { violates } from '../../../platform/database/violations.js';
import { externalIdTaken } from '../contracts.errors.js';

/** What an organisation calls a contract from now on; null: nothing. @throws validation_failed when it calls another so */
export async function callContract(
  tx: Tx,
  id: ContractId,
  organisationId: OrganisationId,
  externalId: string | null,
): Promise<void> {
  if (externalId === null) {
    await rows(
      tx,
      'delete from contract_external_ids e where e.contract_id = $1 and e.organisation_id = $2 returning e.contract_id',
      [id, organisationId],
    );
    return;
  }
  await rows(
    tx,
    `
    insert into contract_external_ids (contract_id, organisation_id, external_id)
    values ($1, $2, $3)
    on conflict (contract_id, organisation_id) do update set external_id = excluded.external_id, is_freed = false
    `,
    [id, organisationId, externalId],
  ).catch((error: unknown) => {
    throw violates(error, 'contract_external_ids_once') ? externalIdTaken() : error;
  });
}

/** It is over: it keeps its external id, which is another's from now on. */
export async function freeExternalId(tx: Tx, id: ContractId, organisationId: OrganisationId): Promise<void> {
  await rows(
    tx,
    'update contract_external_ids e set is_freed = true where e.contract_id = $1 and e.organisation_id = $2',
    [id, organisationId],
  );
}

/** Two systems that put the same external id create one contract. */
export async function lockExternalId(
  tx: Tx,
  organisationId: OrganisationId,
  externalId: string,
): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `contract ${organisationId} ${externalId}`,
  ]);
}
