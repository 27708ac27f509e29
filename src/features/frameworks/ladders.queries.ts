import type { LadderId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import type { Ladder } from './frameworks.types.js';

const MAX_REMEMBERED = 500;

/** Published ladders never change, so each process reads one once. */
const remembered = new Map<LadderId, Ladder>();

/** A published ladder, or null: drafts are nobody's to climb. */
export async function findPublishedLadder(q: Queryable, id: LadderId): Promise<Ladder | null> {
  const known = remembered.get(id);
  if (known) return known;
  const found = await row<Ladder>(q, 'select l.id, l.code, l.title, l.levels, l.missions from app.published_ladder($1) l', [id]);
  if (!found) return null;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(id, found);
  return found;
}

/** The ladder that a contract pins: the database keeps it there. */
export async function loadPublishedLadder(q: Queryable, id: LadderId): Promise<Ladder> {
  const ladder = await findPublishedLadder(q, id);
  if (!ladder) throw new Error(`The ladder ${id} is pinned by a contract but is not published.`);
  return ladder;
}
