import type { Queryable } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import type { FrameworksBySheet, SheetFramework } from './shown-sheets.rules.js';
import { rncpOf } from './sheets.types.js';

/** The framework under a sheet: the one that was published last, where there are several. */
export async function frameworksBySheet(q: Queryable): Promise<FrameworksBySheet> {
  const found = await rows<SheetFramework & { rncp: string }>(
    q,
    `
    select
      f.id,
      f.code,
      f.version_code as "version",
      f.details -> 'rncp' as rncp,
      f.details ? 'carriedOverFrom' as "isCarriedOver"
    from frameworks f
    where f.owner_id is null
      and f.published_at is not null
      and f.details ? 'rncp'
    order by f.published_at, f.id
    `,
  );
  return new Map(
    found.flatMap(({ rncp, ...framework }) => {
      const number = rncpOf({ rncp });
      return number === null ? [] : [[number, framework] as const];
    }),
  );
}

/** What `sheetOf` is made of: of the framework of a ladder, and of what was published by then. */
export const sheetDetails = (ladder: string, by: string): string => `
  (
    select jsonb_build_object(
      'title', f.title,
      'rncp', f.details -> 'rncp',
      'rncpEffectiveAt', f.details -> 'rncpEffectiveAt',
      'rncpExpiresAt', f.details -> 'rncpExpiresAt',
      'rncpSuccessor', f.details -> 'rncpSuccessor',
      'isPlatforms', f.owner_id is null,
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
