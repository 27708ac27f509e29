import type { Instant } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import { hasSqlState } from '../../../platform/database/violations.js';
import { linkUnknown, refusalOfLink } from '../account-links/links.errors.js';
import type { AccountLinkId, LinkJudgement } from '../identity.types.js';
import { notYoursToReset } from './resets.errors.js';
import type { ResettablePerson } from './resets.policy.js';

/** The link of whoever signs in with that address; of nobody, at the same cost, where nobody does. */
export async function askPasswordReset(
  tx: Tx,
  email: string,
  link: { readonly id: AccountLinkId; readonly expiresAt: Instant },
): Promise<void> {
  await rows(tx, 'select app.ask_password_reset($1, $2, $3)', [email.toLowerCase(), link.id, link.expiresAt]);
}

/** `tokenHash`: of a link that is given by hand; null: it goes by mail. @throws forbidden when it became nobody's to give meanwhile */
export async function insertPasswordReset(
  tx: Tx,
  { personId }: ResettablePerson,
  link: { readonly id: AccountLinkId; readonly expiresAt: Instant; readonly tokenHash: Buffer | null },
): Promise<void> {
  const values = [personId, link.id, link.tokenHash, link.expiresAt];
  await rows(tx, 'select app.issue_password_reset($1, $2, $3, $4)', values).catch((error: unknown) => {
    throw hasSqlState(error, '42501') ? notYoursToReset() : error;
  });
}

/**
 * Judges the link once more with its account held, and where it holds, takes the password; every session ends.
 * @throws validation_failed, link_void
 */
export async function resetPassword(
  tx: Tx,
  tokenHash: Buffer,
  nextHash: string,
  accountTally: string,
): Promise<PersonId> {
  const done = await row<LinkJudgement & { personId: PersonId | null }>(
    tx,
    'select r.state, r.reason, r.person_id as "personId" from app.reset_password($1, $2, $3) r',
    [tokenHash, nextHash, accountTally],
  );
  if (done?.personId) return done.personId;
  throw (done?.state && refusalOfLink(done)) || linkUnknown();
}
