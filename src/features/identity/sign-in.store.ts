import type { Instant } from '../../kernel/days.js';
import type { AccountId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { newId } from '../../platform/ids.js';
import type { AccountRow, RefreshTokenRow, Tally, TokenFamilyId } from './identity.types.js';

/** The tallies under these keys, locked, always in the same order: of twenty attempts at once each counts on the last. */
export async function lockTallies(tx: Tx, keys: readonly string[], now: Instant): Promise<Tally[]> {
  return rows(
    tx,
    `
    insert into sign_in_failures as f (key, failures, first_at, last_at)
    select k.key, 0, $2, $2
    from unnest($1::text[]) k (key)
    order by k.key
    on conflict (key) do update set failures = f.failures
    returning f.key, f.failures, f.last_at as "lastAt"
    `,
    [[...keys], now],
  );
}

/** One failure starts a tally, the next ones are told from it. */
export async function setFailures(tx: Tx, key: string, failures: number, now: Instant): Promise<void> {
  await rows(
    tx,
    `
    update sign_in_failures f
    set failures = $2, last_at = $3, first_at = case when $2 = 1 then $3 else f.first_at end
    where f.key = $1
    `,
    [key, failures, now],
  );
}

/** The right password clears the account; the address keeps what others did from it. Same order of locks as above. */
export async function forgiveFailures(tx: Tx, accountKey: string, addressKey: string): Promise<void> {
  await rows(
    tx,
    `
    select from sign_in_failures f
    where f.key in ($1, $2)
    order by f.key
    for update
    `,
    [accountKey, addressKey],
  );
  await rows(
    tx,
    `
    update sign_in_failures f
    set failures = case when f.key = $1 then 0 else greatest(f.failures - 1, 0) end
    where f.key in ($1, $2)
    `,
    [accountKey, addressKey],
  );
}

/** Of a sign-in and of who disables the account, one waits for the other. @returns false when it is disabled */
export async function lockEnabledAccount(tx: Tx, id: AccountId): Promise<boolean> {
  const enabled = await rows(
    tx,
    'select from accounts a where a.id = $1 and a.disabled_at is null for no key update',
    [id],
  );
  return enabled.length === 1;
}

/** The account that a refresh token is of, locked: whoever rotates or ends its tokens waits for the one before. */
export function lockAccountOfToken(tx: Tx, tokenHash: Buffer): Promise<AccountRow | null> {
  return row(
    tx,
    `
    select a.id, a.person_id as "personId", a.email, a.password_hash as "passwordHash", a.disabled_at as "disabledAt"
    from accounts a
    where a.id = (select t.account_id from refresh_tokens t where t.token_hash = $1)
    for no key update
    `,
    [tokenHash],
  );
}

export function findRefreshToken(tx: Tx, tokenHash: Buffer): Promise<RefreshTokenRow | null> {
  return row(
    tx,
    `
    select t.family_id as "familyId", t.expires_at as "expiresAt", t.used_at as "usedAt", t.revoked_at as "revokedAt"
    from refresh_tokens t
    where t.token_hash = $1
    `,
    [tokenHash],
  );
}

export async function insertRefreshToken(
  tx: Tx,
  token: { accountId: AccountId; familyId: TokenFamilyId; hash: Buffer; expiresAt: Instant },
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    insert into refresh_tokens (id, account_id, family_id, token_hash, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6)
    `,
    [newId(), token.accountId, token.familyId, token.hash, at, token.expiresAt],
  );
}

/** @returns false when somebody used it meanwhile */
export async function useRefreshToken(tx: Tx, tokenHash: Buffer, at: Instant): Promise<boolean> {
  const used = await rows(
    tx,
    'update refresh_tokens t set used_at = $2 where t.token_hash = $1 and t.used_at is null returning t.id',
    [tokenHash, at],
  );
  return used.length === 1;
}

export async function revokeFamily(tx: Tx, familyId: TokenFamilyId, at: Instant): Promise<void> {
  await rows(
    tx,
    'update refresh_tokens t set revoked_at = $2 where t.family_id = $1 and t.revoked_at is null',
    [familyId, at],
  );
}
