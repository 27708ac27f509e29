import type { Instant } from '../../../kernel/days.js';
import type { Tx } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import { newId } from '../../../platform/ids.js';
import type { SessionId } from '../../../kernel/ids.js';
import type {
  AccountToVerify,
  RefreshTokenRow,
  SessionHolder,
  SigningClient,
  Tally,
} from '../identity.types.js';

/** The tallies under these two keys, locked, always in the same order: of twenty attempts at once each counts on the last. */
export async function lockTallies(tx: Tx, keys: readonly [string, string]): Promise<Tally[]> {
  return rows(tx, 'select t.key, t.failures, t.last_at as "lastAt" from app.lock_tallies($1) t', [[...keys]]);
}

/** One failure starts a tally, the next ones are told from it. */
export async function setFailures(tx: Tx, key: string, failures: number): Promise<void> {
  await rows(tx, 'select app.count_failure($1, $2)', [key, failures]);
}

/** A token as it is kept. */
export interface NextToken {
  readonly hash: Buffer;
  readonly expiresAt: Instant;
}

/**
 * Opens a session whose password was found right, and clears what failed before. Of a sign-in and of who disables the
 * account, one waits for the other. @returns null when it is disabled, or has another password by now
 */
export function openSession(
  tx: Tx,
  account: AccountToVerify,
  tallies: { readonly account: string; readonly address: string },
  { id, client }: { readonly id: SessionId; readonly client: SigningClient },
  { hash, expiresAt }: NextToken,
): Promise<SessionHolder | null> {
  return row(
    tx,
    `
    select s.person_id as "personId", s.roles, $6::uuid as "sessionId"
    from app.open_session($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) s
    `,
    [
      account.id,
      account.passwordHash,
      tallies.account,
      tallies.address,
      newId(),
      id,
      hash,
      expiresAt,
      client.kind,
      client.app,
      client.system,
    ],
  );
}

/**
 * The refresh token, its account locked: whoever rotates or ends its tokens waits for the one before.
 * @returns null when nobody has it, or the account is disabled
 */
export function lockSession(tx: Tx, tokenHash: Buffer): Promise<RefreshTokenRow | null> {
  return row(
    tx,
    `
    select
      t.account_id as "accountId",
      t.expires_at as "expiresAt",
      t.used_at    as "usedAt",
      t.revoked_at as "revokedAt"
    from app.lock_session($1) t
    `,
    [tokenHash],
  );
}

/** The next token of the family takes its place. @returns null when somebody used it meanwhile */
export function rotateRefreshToken(
  tx: Tx,
  tokenHash: Buffer,
  { hash, expiresAt }: NextToken,
): Promise<SessionHolder | null> {
  return row(
    tx,
    `
    select s.person_id as "personId", s.roles, s.session as "sessionId"
    from app.rotate_refresh_token($1, $2, $3, $4) s
    `,
    [tokenHash, newId(), hash, expiresAt],
  );
}

/** Nothing, for a token that nobody has. */
export async function endFamilyOf(tx: Tx, tokenHash: Buffer): Promise<void> {
  await rows(tx, 'select app.end_family_of($1)', [tokenHash]);
}
