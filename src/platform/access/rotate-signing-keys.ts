import type { DataSource, EntityManager } from 'typeorm';
import type { Instant } from '../../kernel/days.js';
import { row, rows } from '../database/sql.js';
import type { KeySeal } from './key-seal.js';
import { sealedByAnother } from './signing-keys.errors.js';
import { lockSigningKeys, newSigningKey, type SealedKey } from './signing-keys.store.js';

/**
 * Makes the key that signs from now on, and seals the former ones again with the present key of the settings: they verify
 * what they signed until it has expired. After a leak (`retireFormer`) they do so no longer than a second. Runs as the
 * owner of the database, beside servers that go on.
 *
 * @returns the kid of the new key, and how many were retired at once
 * @throws when a former key cannot be opened, and is not retired
 */
export async function rotateSigningKeys(
  owner: DataSource,
  seal: KeySeal,
  at: Instant,
  { retireFormer }: { readonly retireFormer: boolean },
): Promise<{ kid: string; retired: number }> {
  const key = await newSigningKey(seal);
  return owner.transaction(async (tx) => {
    await lockSigningKeys(tx);
    const retired = retireFormer
      ? await rows(
          tx,
          'update signing_keys k set retired_at = $1 where k.retired_at is null returning k.kid',
          [at],
        )
      : [];
    if (!retireFormer) await reseal(tx, seal, at);
    // The newest signs, also when the clock of this computer is behind that of the one before.
    await row(
      tx,
      `
      insert into signing_keys (kid, sealed_key, created_at)
      select $1, $2, greatest($3, max(k.created_at) + interval '1 millisecond')
      from signing_keys k
      `,
      [key.kid, key.sealedKey, at],
    );
    return { kid: key.kid, retired: retired.length };
  });
}

/** A key that signed its last token long ago is let go when nothing opens it. */
async function reseal(tx: EntityManager, seal: KeySeal, at: Instant): Promise<void> {
  const keys = await rows<SealedKey & { isOver: boolean }>(
    tx,
    `
    select
      k.kid,
      k.sealed_key as "sealedKey",
      exists (
        select from signing_keys newer
        where newer.retired_at is null
          and newer.created_at > k.created_at
          and newer.created_at + interval '65 minutes' <= $1
      ) as "isOver"
    from signing_keys k
    where k.retired_at is null
    `,
    [at],
  );
  for (const { kid, sealedKey, isOver } of keys) {
    const opened = seal.open(kid, sealedKey);
    if (opened === null && !isOver) throw sealedByAnother();
    if (opened === null) continue;
    await rows(tx, 'update signing_keys k set sealed_key = $2 where k.kid = $1', [
      kid,
      seal.seal(kid, opened),
    ]);
  }
}
