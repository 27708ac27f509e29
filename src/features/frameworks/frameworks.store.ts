import type { Instant } from '../../kernel/days.js';
import type { FrameworkId, OrganisationId } from '../../kernel/ids.js';
import { preconditionFailed } from '../../kernel/refusals.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { violates } from '../../platform/database/violations.js';
import { alreadyPublished } from './frameworks.errors.js';
import type { FrameworkTree } from './frameworks.types.js';

const valuesOf = ({ code, version, title, blocks, details }: FrameworkTree) => [
  code,
  version,
  title,
  JSON.stringify(blocks),
  JSON.stringify(details),
];

/** A draft. */
export async function insertFramework(
  tx: Tx,
  id: FrameworkId,
  ownerId: OrganisationId | null,
  framework: FrameworkTree,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    insert into frameworks
      (id, code, version_code, title, blocks, details, owner_id, version, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)
    `,
    [id, ...valuesOf(framework), ownerId, at],
  );
}

/** What Palier comes with: published from the first moment, for all. */
export async function insertShippedFramework(
  tx: Tx,
  id: FrameworkId,
  framework: FrameworkTree,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    insert into frameworks
      (id, code, version_code, title, blocks, details, shipped, version, published_at, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, true, 1, $7, $7, $7)
    `,
    [id, ...valuesOf(framework), at],
  );
}

/** @throws precondition_failed when `version` is not the stored one, or it was published since */
export async function updateFramework(
  tx: Tx,
  id: FrameworkId,
  version: number,
  framework: FrameworkTree,
  at: Instant,
): Promise<void> {
  const updated = await rows(
    tx,
    `
    update frameworks f
    set code = $2, version_code = $3, title = $4, blocks = $5, details = $6,
        version = f.version + 1, updated_at = $8
    where f.id = $1 and f.version = $7 and f.published_at is null
    returning f.id
    `,
    [id, ...valuesOf(framework), version, at],
  );
  if (updated.length === 0) throw preconditionFailed();
}

/** Whoever changes or publishes it meanwhile waits. */
export async function lockFramework(tx: Tx, id: FrameworkId): Promise<void> {
  await rows(tx, 'select from frameworks f where f.id = $1 for update', [id]);
}

/** @throws already_published when the same owner has published that code and version */
export async function publishFramework(tx: Tx, id: FrameworkId, at: Instant): Promise<void> {
  try {
    await rows(
      tx,
      'update frameworks f set published_at = $2, version = f.version + 1, updated_at = $2 where f.id = $1',
      [id, at],
    );
  } catch (error) {
    if (violates(error, 'frameworks_published_once')) throw alreadyPublished();
    throw error;
  }
}
