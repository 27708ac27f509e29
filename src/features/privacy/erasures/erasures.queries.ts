import type { ErasureId, PersonId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { Erasure, ErasedSection, ErasureObstacle } from './erasures.types.js';

const ERASURE = `
  select
    e.id,
    e.person_id         as "personId",
    e.reason,
    e.asked_by          as "askedBy",
    e.asked_at          as "askedAt",
    e.due_at            as "dueAt",
    e.withdrawn_at      as "withdrawnAt",
    e.withdrawn_by      as "withdrawnBy",
    e.withdrawal_reason as "withdrawalReason",
    e.done_at           as "doneAt",
    case when e.done_at is null and e.withdrawn_at is null then app.erasure_obstacles(e.person_id) else '{}' end as obstacles
  from erasures e
`;

/** @throws not_found */
export async function getErasure(q: Queryable, id: ErasureId): Promise<Erasure> {
  const found = await row<Erasure>(q, `${ERASURE} where e.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were asked; one more than `limit`. @throws not_found for whoever does not see the person */
export async function listErasures(
  q: Queryable,
  person: PersonId,
  { after, limit }: { after: string | null; limit: number },
): Promise<Erasure[]> {
  await loadErasureRights(q, person);
  return rows(
    q,
    `${ERASURE} where e.person_id = $1 and ($2::uuid is null or e.id > $2) order by e.id limit $3`,
    [person, after, limit + 1],
  );
}

/** What an erasure would meet today, and whether the actor may ask it. @throws not_found */
export async function loadErasureRights(
  q: Queryable,
  person: PersonId,
): Promise<{ mayErase: boolean; obstacles: readonly ErasureObstacle[] }> {
  const found = await row<{ mayErase: boolean; obstacles: ErasureObstacle[] }>(
    q,
    `
    select app.may_erase(p.id) as "mayErase", app.erasure_obstacles(p.id) as obstacles
    from (select $1::uuid as id) p
    where app.may_keep(p.id) or exists (select from people k where k.id = p.id)
    `,
    [person],
  );
  if (!found) throw notFound();
  return found;
}

/** What would become of each part of the file. */
export function readImpact(q: Queryable, person: PersonId): Promise<ErasedSection[]> {
  return rows(q, 'select i.section, i.fate, i.row_count as rows from app.erasure_impact($1) i', [person]);
}

/** Those that are due, and stand in nobody's way. */
export async function listDueErasures(q: Queryable, atMost: number): Promise<ErasureId[]> {
  return (await rows<{ id: ErasureId }>(q, 'select d.id from app.due_erasures($1) d', [atMost])).map(
    ({ id }) => id,
  );
}
