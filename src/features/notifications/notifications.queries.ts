import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { DEFAULT_PREFERENCES, type NotificationRow, type Preferences } from './notifications.types.js';

export const PREFERENCE_COLUMNS = `
  n.language,
  n.digest_at  as "digestAt",
  n.quiet_from as "quietFrom",
  n.quiet_to   as "quietTo",
  n.muted_kinds as "mutedKinds"
`;

export interface VersionedPreferences extends Preferences {
  /** 0: they never said. */
  readonly version: number;
}

export async function getPreferences(q: Queryable, personId: PersonId): Promise<VersionedPreferences> {
  const found = await row<VersionedPreferences>(
    q,
    `select ${PREFERENCE_COLUMNS}, n.version from notification_preferences n where n.person_id = $1`,
    [personId],
  );
  return found ?? { ...DEFAULT_PREFERENCES, version: 0 };
}

/** Holds, that day, a mandate of somebody who answers for an alternant: any but an observer's. */
export async function isStaffOn(q: Queryable, personId: PersonId, day: Day): Promise<boolean> {
  const found = await row<{ staff: boolean }>(
    q,
    `
    select exists (
      select from mandates m
      where m.person_id = $1
        and m.role <> 'observer'
        and m.from_day <= $2
        and (m.until_day is null or m.until_day > $2)
        and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> $2::date
    ) as staff
    `,
    [personId, day],
  );
  return found?.staff ?? false;
}

/** The newest first, of contracts that they still see; one more than `limit`, to know whether a page follows. */
export function listNotifications(
  q: Queryable,
  personId: PersonId,
  { after, limit }: { after: string | null; limit: number },
): Promise<NotificationRow[]> {
  return rows(
    q,
    `
    select
      n.id,
      n.kind,
      n.subject_id    as "subjectId",
      n.contract_id as "contractId",
      n.level,
      n.notified_at     as "notifiedAt",
      case when m.outcome = 'sent' then m.settled_at end as "mailedAt"
    from notifications n
    left join mails m on m.id = n.mail_id
    where n.person_id = $1 and ($2::uuid is null or n.id < $2)
    order by n.id desc
    limit $3
    `,
    [personId, after, limit + 1],
  );
}
