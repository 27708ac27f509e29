import type { Day, Instant } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { DatedTx, Tx } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { CivilIdentity } from './identity.rules.js';

/** Who may change the names and the birth date of somebody. */
export interface LockedIdentity {
  /** They hold or held a signed contract. */
  readonly isProtected: boolean;
  /** The caller is the centre of that contract, or the platform. */
  readonly mayCorrect: boolean;
  /** Known to whoever may correct it, also where only a contract ties the person to them. */
  readonly birthDate: Day | null;
}

/** Until the end of the transaction nobody signs a contract of theirs, and none is being signed. */
export async function lockIdentity(tx: Tx, id: PersonId): Promise<LockedIdentity> {
  const held = await row<LockedIdentity>(
    tx,
    `
    select h.is_protected as "isProtected", h.may_correct as "mayCorrect", h.birth_date as "birthDate"
    from app.lock_identity($1) h
    `,
    [id],
  );
  return held ?? { isProtected: true, mayCorrect: false, birthDate: null };
}

export async function insertCorrection(
  tx: DatedTx,
  id: PersonId,
  version: number,
  { before, after, reason }: { before: CivilIdentity; after: CivilIdentity; reason: string },
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    insert into person_corrections
      (person_id, version, recorded_at, corrected_by, corrected_by_client, reason, given_name_before,
       family_name_before, birth_date_before, given_name_after, family_name_after, birth_date_after)
    values ($1, $2, $3, app.person_id(), app.client_id(), $4, $5, $6, $7, $8, $9, $10)
    `,
    [
      id,
      version,
      at,
      reason,
      before.givenName,
      before.familyName,
      before.birthDate,
      after.givenName,
      after.familyName,
      after.birthDate,
    ],
  );
}

/** Contracts show the name of their alternant, and are judged by the birth date: each is another version. */
export async function renewContractsOf(tx: Tx, id: PersonId, at: Instant): Promise<void> {
  await rows(tx, 'select app.renew_contracts_of($1, $2)', [id, at]);
}
