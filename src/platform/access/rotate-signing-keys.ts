import type { DataSource } from 'typeorm';
import type { Instant } from '../../kernel/days.js';
import { row, rows } from '../database/sql.js';
import { holdSigningKeys } from './signing-keys.store.js';
import { newSigningKey } from './token-facts.js';

/**
 * Makes the key that signs from now on. The former ones verify what they signed until it has expired; after a leak
 * (`retireFormer`) no longer than a second. Runs as the owner of the database, beside servers that go on.
 *
 * @returns the kid of the new key, and how many were retired at once
 */
export async function rotateSigningKeys(
  owner: DataSource,
  at: Instant,
  { retireFormer }: { readonly retireFormer: boolean },
): Promise<{ kid: string; retired: number }> {
  const key = await newSigningKey();
  return owner.transaction(async (tx) => {
    await holdSigningKeys(tx);
    const retired = retireFormer
      ? await rows(
          tx,
          'update signing_keys k set retired_at = $1 where k.retired_at is null returning k.kid',
          [at],
        )
      : [];
    // The newest signs, also when the clock of this computer is behind that of the one before.
    await row(
      tx,
      `
      insert into signing_keys (kid, private_jwk, public_jwk, created_at)
      select $1, $2, $3, greatest($4, max(k.created_at) + interval '1 millisecond')
      from signing_keys k
      `,
      [key.kid, JSON.stringify(key.privateJwk), JSON.stringify(key.publicJwk), at],
    );
    return { kid: key.kid, retired: retired.length };
  });
}
