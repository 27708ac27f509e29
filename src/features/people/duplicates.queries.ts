import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { IS_NOT_MERGED, SELECT_PEOPLE } from './people.queries.js';
import type { PersonRow, WithDuplicates } from './people.types.js';

/** Whom a record may be about besides: the same names and birth date, or the same e-mail, of those of whom the reader may know it. */
function listPossibleDuplicates(q: Queryable, person: PersonRow): Promise<PersonRow[]> {
  return rows(
    q,
    `
    ${SELECT_PEOPLE}
    where p.id = any ((select app.people_found(app.search_patterns(array[$2::text, $3::text]), $5::text))::uuid[])
      and p.id <> $1
      and ${IS_NOT_MERGED}
      and v.personal
      and (
        p.birth_date = $4
          and concat_ws(' ', app.fold(p.given_name), app.fold(p.family_name)) in (
            concat_ws(' ', app.fold($2::text), app.fold($3::text)),
            concat_ws(' ', app.fold($3::text), app.fold($2::text))
          )
        or lower(p.email) = lower($5)
      )
    order by p.id
    limit 10
    `,
    [person.id, person.givenName, person.familyName, person.birthDate, person.email],
  );
}

export async function withDuplicates<Shown extends { readonly person: PersonRow }>(
  q: Queryable,
  shown: Shown,
): Promise<WithDuplicates<Shown>> {
  return { ...shown, possibleDuplicates: await listPossibleDuplicates(q, shown.person) };
}
