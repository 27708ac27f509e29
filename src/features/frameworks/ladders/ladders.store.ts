import type { Instant } from '../../../kernel/days.js';
import type { FrameworkId, LadderId, OrganisationId } from '../../../kernel/ids.js';
import { preconditionFailed } from '../../../kernel/refusals.js';
import type { Tx } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import type { LadderContent, MadeFrom } from '../frameworks.types.js';

/** What is written of a ladder. */
export interface LadderDraft extends LadderContent {
  readonly frameworkId: FrameworkId;
}

const valuesOf = ({ frameworkId, code, title, levels, missions }: LadderDraft) => [
  frameworkId,
  code,
  title,
  JSON.stringify(levels),
  JSON.stringify(missions),
];

/** A draft: its revision comes when it is published. */
export async function insertLadder(
  tx: Tx,
  id: LadderId,
  ownerId: OrganisationId | null,
  ladder: LadderDraft,
  at: Instant,
  madeFrom: MadeFrom | null = null,
): Promise<void> {
  await rows(
    tx,
    `
    insert into ladders
      (id, framework_id, code, title, levels, missions, owner_id, revision, version, created_at, updated_at, made_from)
    values ($1, $2, $3, $4, $5, $6, $7, 0, 1, $8, $8, $9)
    `,
    [id, ...valuesOf(ladder), ownerId, at, madeFrom && JSON.stringify(madeFrom)],
  );
}

/** @throws precondition_failed when `version` is not the stored one, or it was published since */
export async function updateLadder(
  tx: Tx,
  id: LadderId,
  version: number,
  ladder: LadderDraft,
  at: Instant,
): Promise<void> {
  const updated = await rows(
    tx,
    `
    update ladders l
    set framework_id = $2, code = $3, title = $4, levels = $5, missions = $6,
        version = l.version + 1, updated_at = $8
    where l.id = $1 and l.version = $7 and l.published_at is null
    returning l.id
    `,
    [id, ...valuesOf(ladder), version, at],
  );
  if (updated.length === 0) throw preconditionFailed();
}

/** Whoever changes or publishes it meanwhile waits. */
export async function lockLadder(tx: Tx, id: LadderId): Promise<void> {
  await rows(tx, 'select from ladders l where l.id = $1 for update', [id]);
}

/** Publishes it as the next revision of its owner's code: two at once wait for each other and both get a number. */
export async function publishLadder(
  tx: Tx,
  { id, ownerId, code }: { id: LadderId; ownerId: OrganisationId | null; code: string },
  at: Instant,
): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `ladder ${ownerId ?? 'platform'} ${code}`,
  ]);
  await rows(
    tx,
    `
    update ladders l
    set published_at = $2, version = l.version + 1, updated_at = $2,
        revision = 1 + coalesce((
          select max(p.revision)
          from ladders p
          where p.owner_id is not distinct from l.owner_id and p.code = l.code and p.published_at is not null
        ), 0)
    where l.id = $1
    `,
    [id, at],
  );
}
