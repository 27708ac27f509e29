import { addDays, type Day, type Instant } from '../../kernel/days.js';
import type { ContractId, PersonId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { TUTOR_ROLES } from '../../kernel/mandate-roles.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows, textArray } from '../../platform/database/sql.js';
import type { CalendarWindow } from './events.rules.js';
import type { CalendarContract, CalendarPlacement, CalendarReview } from './own-calendar.types.js';

/** So many contracts at most: two days of each are events. */
const MOST_CONTRACTS = 900;

/**
 * The signed contracts of which the reader has a part today: their own; those that they follow by a mandate that gives them
 * something from today on; those of the organisations that they administer. The nearest in time where there are more.
 */
export function listCalendarContracts(
  q: Queryable,
  personId: PersonId,
  today: Day,
  { from, to }: CalendarWindow,
): Promise<CalendarContract[]> {
  return rows<CalendarContract & Record<string, unknown>>(
    q,
    `
    select
      c.id,
      c.alternant_id as "alternantId",
      e.name         as employer,
      c.starts_on    as "startsOn",
      c.held_until   as "heldUntil",
      c.version,
      c.updated_at   as "updatedAt",
      bool_or(w.is_own)       as "isOwn",
      bool_or(w.is_employers) as "isEmployers"
    from (
      select one.id, true, false from contracts one where one.alternant_id = $1
      union all
      select m.contract_id, false, false
      from mandates m
      where m.person_id = $1
        and (m.until_day is null or m.until_day > $2 and m.until_day > m.from_day)
        and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id)
          && daterange(greatest(m.from_day, $2), m.until_day)
      union all
      select one.id, false, true
      from unnest((select app.organisations_as('hr'))::uuid[]) o (id)
      cross join lateral (select x.id from contracts x where x.employer_id = o.id offset 0) one
      union all
      select one.id, false, false
      from unnest((select app.organisations_as('centre_admin'))::uuid[]) o (id)
      cross join lateral (select x.id from contracts x where x.training_centre_id = o.id offset 0) one
    ) w (id, is_own, is_employers)
    cross join lateral (select x.* from contracts x where x.id = w.id offset 0) c
    join organisations e on e.id = c.employer_id
    where c.signed_on is not null
      and c.cancelled_on is null
      and c.starts_on <= $4
      and c.held_until > $3
    group by c.id, c.alternant_id, e.name, c.starts_on, c.held_until, c.version, c.updated_at
    order by least(abs(c.starts_on - $2::date), abs(c.held_until - $2::date)), c.id
    limit ${MOST_CONTRACTS}
    `,
    [personId, today, from, to],
  );
}

/** Days of these contracts at hosts, as they were recorded last. */
export function listCalendarPlacements(
  q: Queryable,
  contracts: readonly ContractId[],
  { from, to }: CalendarWindow,
): Promise<CalendarPlacement[]> {
  return rows<CalendarPlacement & Record<string, unknown>>(
    q,
    `
    select
      p.id,
      p.contract_id as "contractId",
      v.host_name   as host,
      p.from_day    as "from",
      p.until_day   as until,
      v.versions    as version,
      v.recorded_at as "recordedAt"
    from placements p
    cross join lateral (
      select x.host_name, x.recorded_at, count(*) over ()::int as versions
      from placement_versions x
      where x.placement_id = p.id
      order by x.sequence desc
      limit 1
    ) v
    where p.contract_id = any ($1)
      and not p.is_withdrawn
      and p.from_day < p.until_day
      and p.from_day <= $3
      and p.until_day > $2
    `,
    [[...contracts], from, addDays(to, 1)],
  );
}

/**
 * Reviews and visits of these contracts in which the reader takes part: as their alternant, or by a mandate of a tutor or referent
 * on that day. One that was cancelled is none.
 */
export function listCalendarReviews(
  q: Queryable,
  personId: PersonId,
  contracts: readonly ContractId[],
  { from, to }: CalendarWindow,
): Promise<CalendarReview[]> {
  return rows<CalendarReview & Record<string, unknown>>(
    q,
    `
    select
      r.id,
      r.contract_id                                as "contractId",
      r.kind,
      d.on_day                                     as "on",
      s.steps                                      as version,
      coalesce(s.recorded_at, r.recorded_at)       as "recordedAt"
    from unnest($2::uuid[]) w (id)
    cross join lateral (
      select x.id, x.alternant_id
      from contracts x
      where x.id = w.id
        and (
          x.alternant_id = $1
          or exists (select from mandates m where m.contract_id = x.id and m.person_id = $1)
        )
      offset 0
    ) c
    cross join lateral (select x.* from reviews x where x.contract_id = c.id offset 0) r
    cross join lateral (
      select
        count(*)::int                                                         as steps,
        max(x.recorded_at)                                                    as recorded_at,
        (array_agg(x.on_day order by x.sequence desc) filter (where x.on_day is not null))[1] as on_day,
        (array_agg(x.kind order by x.sequence desc) filter (where x.kind <> 'moved'))[1]      as kind
      from review_steps x
      where x.review_id = r.id
    ) s
    cross join lateral (select coalesce(s.on_day, r.on_day) as on_day) d
    where s.kind is distinct from 'cancelled'
      and d.on_day between $3 and $4
      and (
        c.alternant_id = $1
        or exists (
          select
          from mandates m
          where m.contract_id = c.id
            and m.person_id = $1
            and m.role = any (${textArray([...TUTOR_ROLES, 'referent'])})
            and m.placement_id is null
            and m.from_day <= d.on_day
            and (m.until_day is null or m.until_day > d.on_day)
            and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> d.on_day
        )
      )
    `,
    [personId, [...contracts], from, to],
  );
}

/** What these alternants are called; who asks saw their contracts. */
export async function namesOfAlternants(
  q: Queryable,
  people: readonly PersonId[],
  now: Instant,
): Promise<ReadonlyMap<PersonId, { readonly givenName: string; readonly familyName: string }>> {
  const found = await rows<{ id: PersonId; givenName: string; familyName: string }>(
    q,
    `
    select n.person_id as id, n.given_name as "givenName", n.family_name as "familyName"
    from app.names_of_people($1, $2) n
    `,
    [[...new Set(people)], now],
  );
  return new Map(found.map(({ id, ...name }) => [id, name]));
}

/** The language in which somebody wants to be told things. */
export async function languageOfReader(q: Queryable, personId: PersonId): Promise<Language> {
  const found = await row<{ language: Language }>(
    q,
    'select n.language from notification_preferences n where n.person_id = $1',
    [personId],
  );
  return found?.language ?? 'fr';
}
