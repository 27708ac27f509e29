import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { FrameworkRow } from '../frameworks.types.js';
import type { BaseLadder } from './templates.types.js';

/**
 * The newest ladder of the platform on that framework, or else on another version of its diploma. Of several, that which
 * Palier ships.
 */
export function findBaseLadder(
  q: Queryable,
  { id, code }: Pick<FrameworkRow, 'id' | 'code'>,
): Promise<BaseLadder | null> {
  return row<BaseLadder>(
    q,
    `
    select l.id, l.title, l.revision, l.levels, l.missions
    from ladders l
    join frameworks f on f.id = l.framework_id
    where l.owner_id is null and l.published_at is not null and f.owner_id is null and f.code = $2
    order by l.framework_id = $1 desc, l.code = lower($2) || '_default' desc, l.revision desc, l.id desc
    limit 1
    `,
    [id, code],
  );
}
