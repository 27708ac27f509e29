import type { SessionId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';

/**
 * In the place of the one whose hash was verified; sessions end, but for the one that is kept.
 * @returns how many ended; null when somebody changed it meanwhile
 */
export async function changeOwnPassword(
  tx: Tx,
  verifiedHash: string,
  nextHash: string,
  kept: SessionId | null,
): Promise<number | null> {
  const found = await row<{ ended: number | null }>(
    tx,
    'select app.change_own_password($1, $2, $3) as ended',
    [verifiedHash, nextHash, kept],
  );
  return found?.ended ?? null;
}
