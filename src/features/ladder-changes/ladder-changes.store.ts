import type { Instant } from '../../kernel/days.js';
import type { ContractId, LadderId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';

/** The ladder that the contract's row names from now on. */
export async function nameLadder(tx: Tx, id: ContractId, ladderId: LadderId, at: Instant): Promise<void> {
  await rows(
    tx,
    'update contracts c set ladder_id = $2, version = c.version + 1, updated_at = $3 where c.id = $1',
    [id, ladderId, at],
  );
}
