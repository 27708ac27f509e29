import type { MandateId, OrganisationId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';

/** From now on an organisation finds this mandate by that id; the one that had it keeps what it was called by. */
export async function callMandate(
  tx: Tx,
  mandateId: MandateId,
  organisationId: OrganisationId,
  externalId: string,
): Promise<void> {
  await rows(
    tx,
    'insert into mandate_external_ids (mandate_id, organisation_id, external_id) values ($1, $2, $3)',
    [mandateId, organisationId, externalId],
  );
}
