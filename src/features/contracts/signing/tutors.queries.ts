import type { Day } from '../../../kernel/days.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import { TUTOR_ROLES } from '../../../kernel/mandate-roles.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows, textArray } from '../../../platform/database/sql.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Allowance, Followed } from './capacity.rules.js';
import type { FollowedContract } from './signing.errors.js';
import type { MandateToSign, Tutor } from './signing.rules.js';

/** A mandate by which somebody is followed as the law counts: of the main tutor, and of the tutor at a host company. */
const COUNTED = `m.role = 'main_tutor' or m.role = 'co_tutor' and exists (
  select from placements h where h.id = m.placement_id and h.kind = 'host_company' and not h.is_withdrawn
)`;

/** `Tutor[]` of a row of `contracts`: everyone who tutors on some day of it, in the order of their mandates. */
export const tutorsOf = (contract: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object(
    'personId', m.person_id,
    'isMain', m.role = 'main_tutor',
    'isCounted', ${COUNTED},
    'isMemberAtStart', app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> ${contract}.starts_on,
    'from', m.from_day,
    'until', m.until_day,
    'birthDate', (select b.birth_date from app.person_birth(m.person_id) b)
  ) order by m.from_day, m.id), '[]')
  from mandates m
  where m.contract_id = ${contract}.id
    and m.role = any (${textArray(TUTOR_ROLES)})
    and daterange(m.from_day, m.until_day) && daterange(${contract}.starts_on, ${contract}.held_until)
)`;

export async function listTutors(q: Queryable, contractId: ContractId): Promise<readonly Tutor[]> {
  const found = await row<{ tutors: readonly Tutor[] }>(
    q,
    `select ${tutorsOf('c')} as tutors from contracts c where c.id = $1`,
    [contractId],
  );
  return found?.tutors ?? [];
}

export async function findBirthDate(q: Queryable, personId: PersonId): Promise<Day | null> {
  const found = await row<{ birthDate: Day | null }>(
    q,
    'select b.birth_date as "birthDate" from app.person_birth($1) b',
    [personId],
  );
  return found?.birthDate ?? null;
}

/** No contract has it. */
const NONE = '00000000-0000-0000-0000-000000000000' as ContractId;

/**
 * What a person follows as main tutor on signed contracts besides one, between two days; also what nobody here may see.
 */
export function listFollowed(
  q: Queryable,
  tutorId: PersonId,
  besides: ContractId | null,
  from: Day,
  until: Day | null,
): Promise<Followed[]> {
  return rows(
    q,
    `
    select f.kind, f.is_continuation as "isRepeating", f.starts_on as "from", f.held_until as "until"
    from app.contracts_followed($1, $2, $3, $4) f
    `,
    [tutorId, besides ?? NONE, from, until],
  );
}

/** The derogations that let a tutor follow more apprentices: at the employer of a contract; null: at any. */
export function listAllowances(
  q: Queryable,
  tutorId: PersonId,
  contractId: ContractId | null,
): Promise<Allowance[]> {
  return rows<Allowance & Record<string, unknown>>(
    q,
    'select d.apprentices, d.from_day as "from", d.until_day as "until" from app.derogations_of($1, $2) d',
    [tutorId, contractId],
  );
}

/** What the branches of those whom a person follows from a day on let a tutor follow. */
export function listCeilings(q: Queryable, tutorId: PersonId, on: Day): Promise<Allowance[]> {
  return rows<Allowance & Record<string, unknown>>(
    q,
    'select r.apprentices, r.from_day as "from", r.until_day as "until" from app.branch_ceilings_of($1, $2) r',
    [tutorId, on],
  );
}

/** What the form of a contract says of a tutor's capacity, and what its branch allows on some days. */
export interface CapacityTerms {
  readonly isRepeating: boolean;
  readonly isEmployer: boolean | null;
  readonly ceilings: readonly Allowance[];
}

export async function findCapacityTerms(
  q: Queryable,
  contractId: ContractId,
  tutorId: PersonId,
): Promise<CapacityTerms> {
  const found = await row<CapacityTerms & Record<string, unknown>>(
    q,
    `
    select
      t.is_repeating or app.prolonged_from($1) is not null as "isRepeating",
      t.is_employer as "isEmployer",
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'apprentices', r.apprentices, 'from', r.from_day, 'until', r.until_day
        )), '[]')
        from tutor_branch_rules r
        where r.idcc = t.idcc
          and t.is_public is distinct from true
          and r.apprentices is not null
          and r.withdrawn_at is null
      ) as ceilings
    from app.tutoring_terms($1, $2, 'infinity') t
    `,
    [contractId, tutorId],
  );
  if (!found) throw notFound();
  return found;
}

/** Those that a person follows on a day besides one, as far as the caller may read them. */
export function listFollowedSeen(
  q: Queryable,
  tutorId: PersonId,
  besides: ContractId,
  on: Day,
): Promise<FollowedContract[]> {
  return rows<FollowedContract & Record<string, unknown>>(
    q,
    `
    select
      c.id as "contractId",
      app.full_name(
        app.called(p.given_name, p.usual_given_name), app.called(p.family_name, p.usual_family_name)
      ) as alternant,
      e.name as employer,
      greatest(c.starts_on, m.from_day) as "from",
      least(c.held_until, m.until_day) - 1 as "to"
    from mandates m
    join contracts c on c.id = m.contract_id
    join people p on p.id = c.alternant_id
    join organisations e on e.id = c.employer_id
    where m.person_id = $1
      and (${COUNTED})
      and c.id <> $2
      and c.signed_on is not null
      and c.cancelled_on is null
      and daterange(c.starts_on, c.held_until) * daterange(m.from_day, m.until_day) @> $3::date
    order by c.id
    limit 30
    `,
    [tutorId, besides, on],
  );
}

/** Lists the mandates of a draft that last a day, with what their holders are in its organisations meanwhile. */
export function listMandatesToSign(q: Queryable, contractId: ContractId): Promise<MandateToSign[]> {
  return rows<MandateToSign & Record<string, unknown>>(
    q,
    `
    select
      m.id as "mandateId",
      m.person_id as "personId",
      m.role,
      m.max_level as "maxLevel",
      c.alternant_id as "alternantId",
      (select coalesce(jsonb_agg(v.level -> 'code'), '[]') from jsonb_array_elements(l.levels) v (level)) as levels,
      to_jsonb(app.member_roles(
        m.person_id, case when m.placement_id is null then c.employer_id else h.host_id end, m.from_day, m.until_day
      )) as "employerRoles",
      to_jsonb(app.member_roles(m.person_id, c.training_centre_id, m.from_day, m.until_day)) as "centreRoles"
    from mandates m
    join contracts c on c.id = m.contract_id
    left join lateral (
      select x.host_id from placements x where x.id = m.placement_id and not x.is_withdrawn offset 0
    ) h on true
    cross join lateral app.published_ladder(c.ladder_id) l
    where m.contract_id = $1
      and (m.until_day is null or m.until_day > m.from_day)
    order by m.id
    `,
    [contractId],
  );
}
