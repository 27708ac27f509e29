import { addMonths } from '../../../kernel/days.js';
import type { OrganisationId } from '../../../kernel/ids.js';
import { TUTOR_ROLES } from '../../../kernel/mandate-roles.js';
import type { Queryable } from '../../../platform/database/db.js';
import { rows, textArray } from '../../../platform/database/sql.js';
import { proofsBy, proofsIn, tutoredContract } from '../../contracts/tutoring/appraisals.queries.js';
import { absentUntil } from '../today.queries.js';
import type { WorkloadFilters, WorkloadRow } from './workload.types.js';

/** A key of the list: an employer, and somebody who tutors there. */
export const keyOf = ({ employer, personId }: Pick<WorkloadRow, 'employer' | 'personId'>): string =>
  `${employer.id}.${personId}`;

const TUTORS = textArray(TUTOR_ROLES);

/** Where somebody tutors on a contract: at the host of the placement `h`, else at its employer. */
const SITE = 'case when m.placement_id is null then c.employer_id else h.host_id end';
const HOSTING =
  'left join lateral (select x.* from placements x where x.id = m.placement_id offset 0) h on true';

/** A mandate `m` of a contract `c` by which somebody tutors on `$3` or later. */
const IS_TUTORED = `
          m.role = any (${TUTORS})
          and c.cancelled_on is null
          and c.held_until > $3
          and (m.until_day is null or m.until_day > greatest(m.from_day, $3))`;

/** The mandates of a tutor `t` that run on `$3` or are to come, at that employer. */
const TUTORED = `(
        select coalesce(jsonb_agg(jsonb_build_object(
          'mandateId', m.id,
          'contractId', c.id,
          'alternant', (
            select app.full_name(a.given_name, a.family_name)
            from app.names_of_people(array[c.alternant_id], 'infinity') a
          ),
          'role', m.role,
          'from', greatest(m.from_day, c.starts_on),
          'until', least(m.until_day, c.held_until),
          'openRequests', (
            select count(*)
            from sign_off_requests r
            where r.contract_id = c.id
              and not exists (select from sign_off_request_ends x where x.request_id = r.id)
          ),
          'law', ${tutoredContract('c')}
        ) order by m.role = 'main_tutor' desc, m.from_day, m.id), '[]')
        from mandates m
        join contracts c on c.id = m.contract_id
        ${HOSTING}
        where m.person_id = t.person_id
          and ${SITE} = t.employer_id
          and (t.is_own or c.training_centre_id = any ($2::uuid[]))
          and ${IS_TUTORED}
      )`;

/** The days around `$3` on which they are away. */
const ABSENCE = `(
        select jsonb_build_object('from', min(a.from_day), 'until', max(coalesce(${absentUntil('a')}, 'infinity')))
        from mandate_absences a
        join mandates m on m.id = a.mandate_id
        join contracts c on c.id = m.contract_id
        ${HOSTING}
        where m.person_id = t.person_id
          and ${SITE} = t.employer_id
          and (t.is_own or c.training_centre_id = any ($2::uuid[]))
          and daterange(a.from_day, ${absentUntil('a')}) @> $3::date
        having count(*) > 0
      )`;

/** What is proven of them: all of it to HR of that employer, to a centre by a contract of its own, be it one that is hosted there. */
const PROOFS = `case
        when t.is_own then ${proofsIn(
          `tutor_proofs p
          where p.employer_id = t.employer_id
            and p.person_id = any (app.records_shown(t.person_id))
            and p.withdrawn_at is null`,
        )}
        else coalesce((
          select ${proofsBy('c.id', 't.person_id', `'infinity'`)}
          from contracts c
          where c.employer_id = t.employer_id and c.training_centre_id = any ($2::uuid[])
          order by c.id
          limit 1
        ), (
          select ${proofsBy('c.id', 't.person_id', `'infinity'`)}
          from mandates m
          join contracts c on c.id = m.contract_id
          join placements h on h.id = m.placement_id
          where m.person_id = t.person_id
            and h.host_id = t.employer_id
            and not h.is_withdrawn
            and c.training_centre_id = any ($2::uuid[])
            and ${IS_TUTORED}
          order by c.id
          limit 1
        ), '[]')
      end`;

/** All that they follow from `$3` to `$10`, elsewhere too: how much, and nothing of whom. */
const FOLLOWED = `case when t.is_own then (
        select coalesce(jsonb_agg(jsonb_build_object(
          'kind', f.kind, 'isRepeating', f.is_continuation, 'from', f.starts_on, 'until', f.held_until
        )), '[]')
        from app.contracts_followed(t.person_id, '00000000-0000-0000-0000-000000000000', $3, $10) f
      ) else '[]' end`;

/** The derogations that stand at that employer. */
const ALLOWANCES = `(
        select coalesce(jsonb_agg(jsonb_build_object(
          'apprentices', d.apprentices, 'from', d.from_day, 'until', d.until_day
        )), '[]')
        from tutor_proofs d
        where t.is_own
          and d.employer_id = t.employer_id
          and d.person_id = any (app.records_shown(t.person_id))
          and d.kind = 'derogation'
          and d.withdrawn_at is null
      )`;

/** The tutors of the page, establishment by establishment. */
const PAGE = `
  with tutors as (
    select b.organisation_id as employer_id, b.person_id
    from memberships b
    where b.role = 'tutor'
      and b.organisation_id = any ($1::uuid[])
      and daterange(b.from_day, b.until_day) @> $3::date
    union
    select c.employer_id, m.person_id
    from contracts c
    join mandates m on m.contract_id = c.id
    where c.employer_id = any ($1::uuid[])
      and m.placement_id is null
      and ${IS_TUTORED}
    union
    select ${SITE}, m.person_id
    from contracts c
    join mandates m on m.contract_id = c.id
    ${HOSTING}
    where c.training_centre_id = any ($2::uuid[])
      and ${IS_TUTORED}
    union
    select h.host_id, m.person_id
    from placements h
    join mandates m on m.placement_id = h.id
    join contracts c on c.id = m.contract_id
    where h.host_id = any ($1::uuid[])
      and ${IS_TUTORED}
  ),
  page as materialized (
    select t.employer_id, t.person_id, o.name, o.siret, t.employer_id = any ($1::uuid[]) as is_own
    from tutors t
    join organisations o on o.id = t.employer_id
    where ($4::uuid is null or t.employer_id = $4)
      and ($5::text is null or left(o.siret, 9) = $5)
      and ($6::text is null or o.structure_type = $6)
      and ($7::uuid is null or (t.employer_id, t.person_id) > ($7, $8::uuid))
    order by t.employer_id, t.person_id
    limit $9
  )
`;

/**
 * Whoever tutors at the employers of which the caller is HR, its members who could included, and on the contracts of the
 * centres that they administer. Of another employer's tutor only the centre's own contracts are there: what they follow
 * elsewhere is not the centre's to know.
 */
export function listWorkload(
  q: Queryable,
  {
    hrOf,
    adminOf,
  }: { readonly hrOf: readonly OrganisationId[]; readonly adminOf: readonly OrganisationId[] },
  { employerId, siren, structureType, on }: WorkloadFilters,
  { after, limit }: { after: string | null; limit: number },
): Promise<WorkloadRow[]> {
  const [afterEmployer = null, afterPerson = null] = after?.split('.') ?? [];
  return rows<WorkloadRow & Record<string, unknown>>(
    q,
    `
    ${PAGE}
    select
      t.person_id as "personId",
      coalesce(n.given_name, '') as "givenName",
      coalesce(n.family_name, '') as "familyName",
      jsonb_build_object('id', t.employer_id, 'name', t.name, 'siret', t.siret) as employer,
      t.is_own as "isOwn",
      ${TUTORED} as tutored,
      ${ABSENCE} as absence,
      ${PROOFS} as proofs,
      ${FOLLOWED} as followed,
      ${ALLOWANCES} as allowances,
      (
        select g.minutes
        from tutor_proofs g
        where t.is_own
          and g.employer_id = t.employer_id
          and g.person_id = any (app.records_shown(t.person_id))
          and g.kind = 'time'
          and g.withdrawn_at is null
          and daterange(g.from_day, g.until_day) @> $3::date
        order by g.from_day desc, g.id desc
        limit 1
      ) as "weeklyMinutes"
    from page t
    left join app.names_of_people(array(select x.person_id from page x), 'infinity') n on n.person_id = t.person_id
    order by t.employer_id, t.person_id
    `,
    [
      hrOf,
      adminOf,
      on,
      employerId,
      siren,
      structureType,
      afterEmployer,
      afterPerson,
      limit + 1,
      addMonths(on, 12),
    ],
  );
}
