import type { Day, Instant } from '../../kernel/days.js';
import type { MandateId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';

/** `on`: the first day out, never later than the present end. */
export async function endMandate(tx: Tx, id: MandateId, on: Day, at: Instant): Promise<void> {
  await rows(tx, 'update mandates m set until_day = $2, ended_recorded_at = $3 where m.id = $1', [
    id,
    on,
    at,
  ]);
}
