import type { Tx } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import type { LadderMapping } from './mappings.types.js';

/** Added, never changed: another one between the same ladders takes its place. */
export async function insertMapping(tx: Tx, mapping: LadderMapping): Promise<void> {
  await rows(
    tx,
    `
    insert into ladder_mappings
      (id, from_ladder_id, to_ladder_id, owner_id, competencies, levels, created_by, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    `,
    [
      mapping.id,
      mapping.fromLadderId,
      mapping.toLadderId,
      mapping.ownerId,
      JSON.stringify(mapping.competencies),
      JSON.stringify(mapping.levels),
      mapping.createdBy,
      mapping.createdAt,
    ],
  );
}
