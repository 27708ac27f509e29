import type { LadderId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import { sheetOf, type Sheet, type SheetDetails } from './sheets.types.js';

/** What `sheetOf` is made of: of the framework of a ladder, and of what was published by then. */
export const sheetDetails = (ladder: string, by: string): string => `
  (
    select jsonb_build_object(
      'title', f.title,
      'rncp', f.details -> 'rncp',
      'rncpExpiresAt', f.details -> 'rncpExpiresAt',
      'rncpSuccessor', f.details -> 'rncpSuccessor',
      'successorTitle', (
        select n.title
        from frameworks n
        where n.published_at <= ${by}
          and (n.owner_id is null or n.owner_id = f.owner_id)
          and n.details ->> 'rncp' = coalesce(f.details -> 'rncpSuccessor' ->> 'rncp', f.details ->> 'rncpSuccessor')
        order by n.owner_id nulls last, n.published_at desc
        limit 1
      )
    )
    from ladders climbed
    join frameworks f on f.id = climbed.framework_id
    where climbed.id = ${ladder}
  )
`;

/** The sheet of the framework that a ladder is on; null: nothing is told of its end. */
export async function findSheet(q: Queryable, ladderId: LadderId): Promise<Sheet | null> {
  const found = await row<{ sheet: SheetDetails | null }>(
    q,
    `select ${sheetDetails('$1', `'infinity'`)} as sheet`,
    [ladderId],
  );
  return found?.sheet ? sheetOf(found.sheet) : null;
}
