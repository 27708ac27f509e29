import type { Instant } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { preconditionFailed } from '../../kernel/refusals.js';
import type { Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { Preferences } from './notifications.types.js';

/** Over the version that they read; 0: there were none. @throws precondition_failed when that is no longer the one */
export async function savePreferences(
  tx: Tx,
  personId: PersonId,
  version: number,
  { language, digestAt, quietFrom, quietTo, mutedKinds }: Preferences,
  at: Instant,
): Promise<void> {
  const saved = await rows(
    tx,
    version === 0
      ? `
        insert into notification_preferences
          (person_id, version, language, digest_at, quiet_from, quiet_to, muted_kinds, updated_at)
        values ($1, $2::integer + 1, $3, $4, $5, $6, $7, $8)
        on conflict (person_id) do nothing
        returning person_id
        `
      : `
        update notification_preferences n
        set version = $2::integer + 1, language = $3, digest_at = $4, quiet_from = $5, quiet_to = $6, muted_kinds = $7, updated_at = $8
        where n.person_id = $1 and n.version = $2
        returning n.person_id
        `,
    [personId, version, language, digestAt, quietFrom, quietTo, mutedKinds, at],
  );
  if (saved.length === 0) throw preconditionFailed();
}
