import type { SessionId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';

/** Nothing, when it ended already. */
export async function endOwnSession(tx: Tx, id: SessionId): Promise<void> {
  await rows(tx, 'select app.end_own_session($1)', [id]);
}

/** All of one's own, but for the one that is kept. @returns how many */
export async function endOwnSessions(tx: Tx, kept: SessionId | null): Promise<number> {
  const found = await row<{ ended: number }>(tx, 'select app.end_own_sessions($1) as ended', [kept]);
  return found?.ended ?? 0;
}
