import type { PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { MergePosition, MergeRow, PersonMergeId, UndoPosition } from './merges.types.js';

const MERGES = `
  select
    g.id,
    g.kept_id      as "keptId",
    g.duplicate_id as "duplicateId",
    g.reason,
    g.merged_by    as "mergedBy",
    g.merged_at    as "mergedAt",
    g.undone_by    as "undoneBy",
    g.undone_at    as "undoneAt"
  from person_merges g
`;

/** @throws not_found also for who does not answer for the person */
export async function getMerge(q: Queryable, id: PersonMergeId): Promise<MergeRow> {
  const found = await row<MergeRow & Record<string, unknown>>(q, `${MERGES} where g.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** What was merged into a record, in order; one more than `limit`, to know whether a page follows. */
export function listMerges(
  q: Queryable,
  keptId: PersonId,
  { after, limit }: { after: string | null; limit: number },
): Promise<MergeRow[]> {
  return rows<MergeRow & Record<string, unknown>>(
    q,
    `${MERGES} where g.kept_id = $1 and ($2::uuid is null or g.id > $2) order by g.id limit $3`,
    [keptId, after, limit + 1],
  );
}

/** Null for who does not answer for both. */
export async function findMergePosition(
  q: Queryable,
  keptId: PersonId,
  duplicateId: PersonId,
): Promise<MergePosition | null> {
  const found = await row<{ position: MergePosition | null }>(
    q,
    'select app.merge_position($1, $2) as position',
    [keptId, duplicateId],
  );
  return found?.position ?? null;
}

/** Null for who does not answer for the person any more. */
export async function findUndoPosition(q: Queryable, id: PersonMergeId): Promise<UndoPosition | null> {
  const found = await row<{ position: UndoPosition | null }>(q, 'select app.undo_position($1) as position', [
    id,
  ]);
  return found?.position ?? null;
}
