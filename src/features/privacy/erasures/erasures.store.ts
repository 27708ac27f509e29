import type { Instant } from '../../../kernel/days.js';
import type { ErasureId, EvidenceId, PersonId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import { violates } from '../../../platform/database/violations.js';
import { erasureAsked, erasureEnded } from './erasures.errors.js';
import type { Erasure } from './erasures.types.js';

/** @throws erasure_exists when one waits, or is done: also of two that ask at once */
export async function insertErasure(
  tx: Tx,
  erasure: Pick<Erasure, 'id' | 'personId' | 'reason' | 'askedBy' | 'askedAt' | 'dueAt'>,
): Promise<void> {
  await row(
    tx,
    `
    insert into erasures (id, person_id, reason, asked_by, asked_at, due_at)
    values ($1, $2, $3, $4, $5, $6)
    `,
    [erasure.id, erasure.personId, erasure.reason, erasure.askedBy, erasure.askedAt, erasure.dueAt],
  ).catch((error: unknown) => {
    throw violates(error, 'erasures_one_at_a_time') ? erasureAsked() : error;
  });
}

/** @throws erasure_ended when it was withdrawn or done, meanwhile too */
export async function withdrawErasure(
  tx: Tx,
  id: ErasureId,
  by: PersonId,
  reason: string,
  at: Instant,
): Promise<void> {
  const done = await row(
    tx,
    `
    update erasures e
    set withdrawn_at = $4, withdrawn_by = $2, withdrawal_reason = $3
    where e.id = $1 and e.withdrawn_at is null and e.done_at is null
    returning e.id
    `,
    [id, by, reason, at],
  );
  if (!done) throw erasureEnded();
}

/** Makes somebody nobody. The files that are nobody's now; null: it was not done. */
export async function carryOutErasure(tx: Tx, id: ErasureId): Promise<EvidenceId[] | null> {
  const done = await row<{ files: EvidenceId[] | null }>(tx, 'select app.carry_out_erasure($1) as files', [
    id,
  ]);
  return done?.files ?? null;
}
