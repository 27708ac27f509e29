import type { Intake } from '../figures.types.js';

export const PARTY = { training_centre: 'training_centre_id', employer: 'employer_id' } as const;

/** Contracts `c` of the organisation `$1` that ran after `$2`, or of those `$3` of them, never the reader's own. */
export const scope = (side: Intake['side'], ranAfter: string): string => `
  scope as materialized (
    select c.id, c.ladder_id, c.starts_on, c.suspensions
    from contracts c
    where c.${PARTY[side]} = $1
      and ($3::uuid[] is null or c.id = any ($3))
      and c.signed_on is not null
      and c.cancelled_on is null
      and c.starts_on <= app.today()
      and c.held_until > ${ranAfter}
      and c.alternant_id <> all ((select app.people_behind_caller())::uuid[])
  )`;

/** To an employer nobody is named who is not its own: of a host, of the centre, or from outside. */
export const isOfParty = (side: Intake['side'], person: string): string =>
  side === 'employer' ? `cardinality(app.member_roles(${person}, $1, app.paris_day($2), null)) > 0` : 'true';

export const nameOf = (person: string): string => `(
      select app.full_name(n.given_name, n.family_name)
      from app.names_of_people(array[${person}], 'infinity') n
    )`;

/** Rows of a kind that are looked at: the most marked. */
export const MOST = 200;
