import type { Instant } from '../../../kernel/days.js';
import type { Tx } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import { violates } from '../../../platform/database/violations.js';
import { linkUnknown, refusalOfLink } from '../account-links/links.errors.js';
import type { AccountLinkId, LinkJudgement } from '../identity.types.js';
import { addressTaken } from './email-changes.errors.js';

interface NewLink {
  readonly id: AccountLinkId;
  readonly expiresAt: Instant;
}

/** Takes the place of the one before. `wrong`: the password was changed meanwhile; `many`: ten in a day. */
export async function askEmailChange(
  tx: Tx,
  { id, expiresAt }: NewLink,
  email: string,
  verifiedHash: string,
): Promise<'asked' | 'wrong' | 'many'> {
  const found = await row<{ outcome: 'asked' | 'wrong' | 'many' }>(
    tx,
    'select app.ask_email_change($1, $2, $3, $4) as outcome',
    [id, email, verifiedHash, expiresAt],
  );
  return found?.outcome ?? 'wrong';
}

/** Nothing, when it no longer waits. */
export async function withdrawEmailChange(tx: Tx, id: AccountLinkId): Promise<void> {
  await rows(tx, 'select app.withdraw_email_change($1)', [id]);
}

/** The account takes the address; `undo` brings the former one back. @throws validation_failed, link_void, email_taken */
export async function confirmEmail(tx: Tx, tokenHash: Buffer, undo: NewLink): Promise<void> {
  await settle(tx, 'select c.state, c.reason from app.confirm_email($1, $2, $3) c', [
    tokenHash,
    undo.id,
    undo.expiresAt,
  ]);
}

/** The former address is back, with a password that its reader chose. @throws validation_failed, link_void, email_taken */
export async function undoEmail(
  tx: Tx,
  tokenHash: Buffer,
  nextHash: string,
  accountTally: string,
): Promise<void> {
  await settle(tx, 'select u.state, u.reason from app.undo_email($1, $2, $3) u', [
    tokenHash,
    nextHash,
    accountTally,
  ]);
}

/** What was still pending is done. */
async function settle(tx: Tx, sql: string, values: readonly unknown[]): Promise<void> {
  const done = await row<LinkJudgement>(tx, sql, values).catch((error: unknown) => {
    throw violates(error, 'accounts_email_once') ? addressTaken() : error;
  });
  if (!done?.state) throw linkUnknown();
  const refusal = refusalOfLink(done);
  if (refusal) throw refusal;
}
