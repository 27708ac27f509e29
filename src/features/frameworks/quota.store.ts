import type { OrganisationId } from '../../kernel/ids.js';
import { QUOTAS } from '../../kernel/quotas.js';
import type { Tx } from '../../platform/database/db.js';
import { lockQuota, keepWithin } from '../../platform/database/quotas.store.js';
import { row } from '../../platform/database/sql.js';

/** Room for one more draft of that owner. Two at once are counted one after the other. @throws quota_exceeded */
export async function keepRoomForDraft(
  tx: Tx,
  table: 'frameworks' | 'ladders',
  ownerId: OrganisationId | null,
): Promise<void> {
  await lockQuota(tx, `documents ${ownerId ?? 'platform'}`);
  const there = await row<{ documents: number; drafts: number }>(
    tx,
    `
    select
      (select count(*)::int from ${table} t where t.owner_id is not distinct from $1::uuid) as documents,
      (select count(*)::int from frameworks f where f.owner_id is not distinct from $1::uuid and f.published_at is null)
        + (select count(*)::int from ladders l where l.owner_id is not distinct from $1::uuid and l.published_at is null)
        as drafts
    `,
    [ownerId],
  );
  keepWithin(QUOTAS[table], there?.documents ?? 0, 1);
  keepWithin(QUOTAS.drafts, there?.drafts ?? 0, 1);
}

/** Room for one more mapping to ladders of that owner: they are never removed. @throws quota_exceeded */
export async function keepRoomForMapping(tx: Tx, ownerId: OrganisationId | null): Promise<void> {
  await lockQuota(tx, `documents ${ownerId ?? 'platform'}`);
  const there = await row<{ mappings: number }>(
    tx,
    'select count(*)::int as mappings from ladder_mappings m where m.owner_id is not distinct from $1::uuid',
    [ownerId],
  );
  keepWithin(QUOTAS.ladder_mappings, there?.mappings ?? 0, 1);
}
