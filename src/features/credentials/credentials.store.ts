import type { Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { CredentialId, CredentialRow } from './credentials.types.js';

/** A place in a status list that nobody has: the first of these that is free. */
export async function takeStatusPlace(
  tx: Tx,
  among: readonly number[],
): Promise<{ readonly list: number; readonly place: number }> {
  const found = await row<{ list: number | null; place: number | null }>(
    tx,
    'select f.list, f.place from app.free_status_place($1) f',
    [[...among]],
  );
  if (!found || found.list === null || found.place === null)
    throw new Error('No place in a status list was free.');
  return { list: found.list, place: found.place };
}

export async function insertCredential(
  tx: Tx,
  made: Pick<
    CredentialRow,
    'id' | 'contractId' | 'ladderId' | 'level' | 'shownName' | 'achievedAt' | 'issuedAt'
  > & { readonly list: number; readonly place: number },
): Promise<void> {
  await rows(
    tx,
    `
    insert into level_credentials
      (id, contract_id, ladder_id, level, shown_name, achieved_at, issued_at, status_list, status_index)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    `,
    [
      made.id,
      made.contractId,
      made.ladderId,
      made.level,
      made.shownName,
      made.achievedAt,
      made.issuedAt,
      made.list,
      made.place,
    ],
  );
}

/** Revokes what stands of that level: another one takes its place. */
export async function revokeFormer(
  tx: Tx,
  contractId: ContractId,
  level: string,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    update level_credentials k set revoked_at = $3
    where k.contract_id = $1 and k.level = $2 and k.revoked_at is null
    `,
    [contractId, level, at],
  );
}

/** Nothing, when it is revoked already. */
export async function revokeCredential(tx: Tx, id: CredentialId, at: Instant): Promise<void> {
  await rows(tx, 'update level_credentials k set revoked_at = $2 where k.id = $1 and k.revoked_at is null', [
    id,
    at,
  ]);
}
