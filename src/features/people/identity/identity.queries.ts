import type { Instant } from '../../../kernel/days.js';
import type { ApiClientId, PersonId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { CivilIdentity } from './identity.rules.js';

/** Who corrected whom, why, and what stood before. */
export interface CorrectionRow {
  /** That it made of the person's record. */
  readonly version: number;
  readonly recordedAt: Instant;
  /** Null when an API client corrected. */
  readonly recordedBy: PersonId | null;
  readonly recordedByClient: ApiClientId | null;
  readonly reason: string;
  readonly before: CivilIdentity;
  readonly after: CivilIdentity;
}

/** The person themself, and whoever may correct them. */
export async function readsCorrections(q: Queryable, id: PersonId): Promise<boolean> {
  const found = await row<{ reads: boolean }>(
    q,
    'select $1 = app.person_id() or app.corrects_identity($1) as reads',
    [id],
  );
  return found?.reads ?? false;
}

/** In the order in which they were made; one more than `limit`, to know whether a page follows. */
export function listCorrections(
  q: Queryable,
  id: PersonId,
  { after, limit }: { after: string | null; limit: number },
): Promise<CorrectionRow[]> {
  return rows(
    q,
    `
    select
      c.version,
      c.recorded_at         as "recordedAt",
      c.corrected_by        as "recordedBy",
      c.corrected_by_client as "recordedByClient",
      c.reason,
      jsonb_build_object(
        'givenName', c.given_name_before, 'familyName', c.family_name_before, 'birthDate', c.birth_date_before
      ) as before,
      jsonb_build_object(
        'givenName', c.given_name_after, 'familyName', c.family_name_after, 'birthDate', c.birth_date_after
      ) as after
    from person_corrections c
    where c.person_id = $1
      and ($2::integer is null or c.version > $2)
    order by c.version
    limit $3
    `,
    [id, after, limit + 1],
  );
}
