import type { PersonId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import type { OwnMandateRow } from './me.types.js';

/** One's own mandates that still open their contract, the oldest first. One that was ended before its first day never held. */
export function listOwnMandates(q: Queryable, personId: PersonId): Promise<OwnMandateRow[]> {
  return rows(
    q,
    `
    select
      m.id,
      m.contract_id as "contractId",
      m.role,
      m.from_day    as "from",
      m.until_day   as "until",
      m.max_level   as "maxLevel"
    from mandates m
    where m.person_id = $1
      and (m.until_day is null or (m.until_day > m.from_day and m.until_day + 30 > app.today()))
    order by m.from_day, m.id
    `,
    [personId],
  );
}
