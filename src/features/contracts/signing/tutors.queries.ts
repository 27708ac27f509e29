import type { Day } from '../../../kernel/days.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import { TUTOR_ROLES } from '../../../kernel/mandate-roles.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows, textArray } from '../../../platform/database/sql.js';
import type { Followed, MandateToSign, Tutor } from './signing.rules.js';

/** Everyone who tutors on some day of the contract, in the order of their mandates. */
export function listTutors(q: Queryable, contractId: ContractId): Promise<Tutor[]> {
  return rows(
    q,
    `
    select
      m.person_id            as "personId",
      m.role = 'main_tutor'  as "isMain",
      app.member_days(m.person_id, m.contract_id, m.role) @> c.starts_on as "isMemberAtStart",
      m.from_day             as "from",
      m.until_day            as "until",
      (select b.birth_date from app.person_birth(m.person_id) b) as "birthDate"
    from mandates m
    join contracts c on c.id = m.contract_id
    where m.contract_id = $1
      and m.role = any (${textArray(TUTOR_ROLES)})
      and daterange(m.from_day, m.until_day) && daterange(c.starts_on, c.held_until)
    order by m.from_day, m.id
    `,
    [contractId],
  );
}

export async function findBirthDate(q: Queryable, personId: PersonId): Promise<Day | null> {
  const found = await row<{ birthDate: Day | null }>(
    q,
    'select b.birth_date as "birthDate" from app.person_birth($1) b',
    [personId],
  );
  return found?.birthDate ?? null;
}

/** What a person follows as main tutor on signed contracts besides this one, between two days; also what nobody here may see. */
export function listFollowed(
  q: Queryable,
  tutorId: PersonId,
  besides: ContractId,
  from: Day,
  until: Day | null,
): Promise<Followed[]> {
  return rows(
    q,
    `
    select f.is_continuation as "isContinuation", f.starts_on as "from", f.held_until as "until"
    from app.contracts_followed($1, $2, $3, $4) f
    `,
    [tutorId, besides, from, until],
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
      to_jsonb(app.member_roles(m.person_id, c.employer_id, m.from_day, m.until_day)) as "employerRoles",
      to_jsonb(app.member_roles(m.person_id, c.training_centre_id, m.from_day, m.until_day)) as "centreRoles"
    from mandates m
    join contracts c on c.id = m.contract_id
    cross join lateral app.published_ladder(c.ladder_id) l
    where m.contract_id = $1
      and (m.until_day is null or m.until_day > m.from_day)
    order by m.id
    `,
    [contractId],
  );
}
