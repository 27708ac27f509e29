import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { loadLadderContexts, type AskedOfMany } from '../ladder/ladder.queries.js';
import type { ShiftContext } from './shift.types.js';

/** The contracts on which somebody holds a mandate that runs that day; not those that are over or cancelled. */
const SHIFT: AskedOfMany<{ readonly alternantName: string }> = {
  name: 'shift',
  wanted: `
    select held.contract_id as id
    from mandates held
    join contracts own on own.id = held.contract_id
    where held.person_id = $1
      and daterange(held.from_day, held.until_day) @> $3::date
      and own.signed_on is not null
      and own.cancelled_on is null
      and own.held_until > $3
      and ($4::uuid is null or held.contract_id > $4)
    group by held.contract_id
    order by held.contract_id
    limit $5
  `,
  columns: `
    coalesce((
      select app.full_name(n.given_name, n.family_name)
      from app.names_of_people(array[c.alternant_id], 'infinity') n
    ), '') as "alternantName"
  `,
};

/** One more than `limit`, to know whether a page follows. */
export function loadShift(
  q: Queryable,
  person: PersonId,
  today: Day,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<ShiftContext[]> {
  return loadLadderContexts(q, SHIFT, [person, today, after, limit + 1]);
}
