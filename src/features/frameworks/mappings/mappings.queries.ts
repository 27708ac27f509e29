import type { LadderId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { LadderMapping, LadderMappingId } from './mappings.types.js';

const MAPPINGS = `
  select
    m.id,
    m.from_ladder_id as "fromLadderId",
    m.to_ladder_id   as "toLadderId",
    m.owner_id       as "ownerId",
    m.competencies,
    m.levels,
    m.created_by     as "createdBy",
    m.created_at     as "createdAt",
    not exists (
      select
      from ladder_mappings n
      where n.from_ladder_id = m.from_ladder_id
        and n.to_ladder_id = m.to_ladder_id
        and n.id > m.id
    ) as "isCurrent"
  from ladder_mappings m
`;

export interface MappingRow extends LadderMapping {
  /** False once another one was made between the two ladders. */
  readonly isCurrent: boolean;
}

export function findMapping(q: Queryable, id: LadderMappingId): Promise<MappingRow | null> {
  return row<MappingRow>(q, `${MAPPINGS} where m.id = $1`, [id]);
}

/** @throws not_found */
export async function getMapping(q: Queryable, id: LadderMappingId): Promise<MappingRow> {
  const found = await findMapping(q, id);
  if (!found) throw notFound();
  return found;
}

/** From a ladder, to another or to all, in the order of creation; one more than `limit`. */
export function listMappings(
  q: Queryable,
  fromLadderId: LadderId,
  toLadderId: LadderId | null,
  { after, limit }: { after: string | null; limit: number },
): Promise<MappingRow[]> {
  return rows(
    q,
    `
    ${MAPPINGS}
    where m.from_ladder_id = $1
      and ($2::uuid is null or m.to_ladder_id = $2)
      and ($3::uuid is null or m.id > $3)
    order by m.id
    limit $4
    `,
    [fromLadderId, toLadderId, after, limit + 1],
  );
}
