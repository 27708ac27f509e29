import type { FrameworkId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { Authority } from './frameworks.policy.js';
import type { FrameworkRow, FrameworkSummary } from './frameworks.types.js';

const HEAD = `
  f.id,
  f.owner_id     as "ownerId",
  f.code,
  f.version_code as "version",
  f.title,
  f.published_at as "publishedAt",
  f.version      as "rowVersion",
  f.created_at   as "createdAt",
  f.updated_at   as "updatedAt"
`;

const COLUMNS = `${HEAD}, f.blocks, f.details`;

/** How much is in the document, which a list does not carry. */
const COUNTS = `
  jsonb_array_length(f.blocks) as "blockCount",
  (select coalesce(sum(jsonb_array_length(b -> 'competencies')), 0)::int from jsonb_array_elements(f.blocks) b) as "competencyCount"
`;

/** What of the details says which sheet it is under. */
const OF_SHEET = `
  jsonb_build_object(
    'rncp', f.details -> 'rncp',
    'rncpEffectiveAt', f.details -> 'rncpEffectiveAt',
    'rncpExpiresAt', f.details -> 'rncpExpiresAt',
    'rncpSuccessor', f.details -> 'rncpSuccessor',
    'verified', f.details -> 'verified'
  )
`;

/** In whose name the caller may write, by the memberships in force. */
export async function findAuthority(q: Queryable): Promise<Authority> {
  const found = await row<Authority>(
    q,
    `select app.is_platform_admin() as "isPlatformAdmin", app.organisations_as('centre_admin') as "centres"`,
  );
  return found ?? { isPlatformAdmin: false, centres: [] };
}

/** @throws not_found */
export async function getFramework(q: Queryable, id: FrameworkId): Promise<FrameworkRow> {
  const found = await findFramework(q, id);
  if (!found) throw notFound();
  return found;
}

export function findFramework(q: Queryable, id: FrameworkId): Promise<FrameworkRow | null> {
  return row(q, `select ${COLUMNS} from frameworks f where f.id = $1`, [id]);
}

export interface FrameworkFilters {
  readonly code: string | null;
  readonly version: string | null;
  readonly isPublished: boolean | null;
}

/** In the order of creation; one more than `limit`, to know whether a page follows. */
export function listFrameworks(
  q: Queryable,
  filters: FrameworkFilters,
  { after, limit }: { after: string | null; limit: number },
): Promise<FrameworkSummary[]> {
  return rows(
    q,
    `
    select ${HEAD}, ${COUNTS}, ${OF_SHEET} as details
    from frameworks f
    where ($1::uuid is null or f.id > $1)
      and ($2::text is null or f.code = $2)
      and ($3::text is null or f.version_code = $3)
      and ($4::boolean is null or (f.published_at is not null) = $4)
    order by f.id
    limit $5
    `,
    [after, filters.code, filters.version, filters.isPublished, limit + 1],
  );
}
