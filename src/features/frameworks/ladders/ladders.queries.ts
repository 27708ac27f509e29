import { AsyncLocalStorage } from 'node:async_hooks';
import type { ContractId, FrameworkId, LadderId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { DbActor } from '../../../platform/access/actor.js';
import type { Db, Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { Ladder, LadderRow, LadderSummary } from '../frameworks.types.js';
import { withKinds } from './kinds.rules.js';

const HEAD = `
  l.id,
  l.owner_id     as "ownerId",
  l.framework_id as "frameworkId",
  l.code,
  l.revision,
  l.title,
  l.published_at as "publishedAt",
  l.version      as "rowVersion",
  l.created_at   as "createdAt",
  l.updated_at   as "updatedAt"
`;

const COLUMNS = `${HEAD}, l.levels, l.missions, l.made_from as "madeFrom"`;

/** How much is in the document, which a list does not carry. */
const COUNTS = `
  jsonb_array_length(l.levels) as "levelCount",
  (select coalesce(sum(jsonb_array_length(e -> 'requirements')), 0)::int from jsonb_array_elements(l.levels) e) as "requirementCount",
  jsonb_array_length(l.missions) as "missionCount"
`;

/** As it is kept: with what its framework calls the competencies, and whose it is. */
const LADDER = `l.id, l.code, l.title, l.levels, l.missions, l.owner_id as "ownerId", app.competency_titles(l.id) as "competencyTitles"`;
type Read = Ladder & Pick<LadderRow, 'ownerId'> & Record<string, unknown>;
const asKept = ({ ownerId, ...ladder }: Read): Ladder => ({
  ...ladder,
  missions: withKinds(ladder.missions, ownerId),
});

/** The ladders that a request read, by contract, or by their own id where it was none’s. */
export type NotedLadders = Map<ContractId | LadderId, Ladder>;
const noted = new AsyncLocalStorage<NotedLadders>();

/** Does `work` and notes the ladders that it reads: what it answers can then be called by its titles without another statement. */
export const notingLadders = <T>(into: NotedLadders, work: () => Promise<T>): Promise<T> =>
  noted.run(into, work);

export function noteLadder(contractId: ContractId, ladder: Ladder): void {
  noted.getStore()?.set(contractId, ladder);
}

const MAX_KEPT = 500;
/** Published ladders of this process, the last used at the end: they never change, and anyone signed in may read them. */
const kept = new Map<LadderId, Ladder>();

/** @throws not_found, also for a draft */
export function loadPublishedLadder(q: Queryable, id: LadderId): Promise<Ladder> {
  return keptOr(id, () => readPublishedLadder(q, id));
}

/** Finds it too, and reads nothing if the ladder is known. @throws not_found, also for a draft */
export function findPublishedLadder(db: Db, actor: DbActor, id: LadderId): Promise<Ladder> {
  return keptOr(id, () => db.read(actor, (q) => readPublishedLadder(q, id)));
}

async function keptOr(id: LadderId, read: () => Promise<Ladder>): Promise<Ladder> {
  return keep(id, kept.get(id) ?? (await read()));
}

function keep(id: LadderId, ladder: Ladder): Ladder {
  kept.delete(id);
  kept.set(id, ladder);
  noted.getStore()?.set(id, ladder);
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  return ladder;
}

/** Those of them that are published: one statement for all that this process does not know. */
export async function loadPublishedLadders(
  q: Queryable,
  ids: readonly LadderId[],
): Promise<ReadonlyMap<LadderId, Ladder>> {
  const found = new Map<LadderId, Ladder>();
  for (const id of ids) {
    const known = kept.get(id);
    if (known) found.set(id, keep(id, known));
  }
  const unknown = ids.filter((id) => !found.has(id));
  if (unknown.length === 0) return found;
  const read = await rows<Read>(
    q,
    `
    select ${LADDER}
    from unnest($1::uuid[]) wanted (id)
    cross join lateral app.published_ladder(wanted.id) l
    `,
    [unknown],
  );
  for (const ladder of read) found.set(ladder.id, keep(ladder.id, asKept(ladder)));
  return found;
}

async function readPublishedLadder(q: Queryable, id: LadderId): Promise<Ladder> {
  const found = await row<Read>(q, `select ${LADDER} from app.published_ladder($1) l`, [id]);
  if (!found) throw notFound();
  return asKept(found);
}

/** @throws not_found */
export async function getLadder(q: Queryable, id: LadderId): Promise<LadderRow> {
  const found = await findLadder(q, id);
  if (!found) throw notFound();
  return found;
}

export function findLadder(q: Queryable, id: LadderId): Promise<LadderRow | null> {
  return row<LadderRow>(q, `select ${COLUMNS} from ladders l where l.id = $1`, [id]);
}

export interface LadderFilters {
  readonly frameworkId: FrameworkId | null;
  readonly code: string | null;
  readonly isPublished: boolean | null;
}

/** In the order of creation; one more than `limit`, to know whether a page follows. */
export function listLadders(
  q: Queryable,
  filters: LadderFilters,
  { after, limit }: { after: string | null; limit: number },
): Promise<LadderSummary[]> {
  return rows(
    q,
    `
    select ${HEAD}, ${COUNTS}
    from ladders l
    where ($1::uuid is null or l.id > $1)
      and ($2::uuid is null or l.framework_id = $2)
      and ($3::text is null or l.code = $3)
      and ($4::boolean is null or (l.published_at is not null) = $4)
    order by l.id
    limit $5
    `,
    [after, filters.frameworkId, filters.code, filters.isPublished, limit + 1],
  );
}
