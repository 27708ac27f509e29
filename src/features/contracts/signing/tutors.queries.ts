import type { Day } from '../../../kernel/days.js';
import type { ContractId, MandateId, PersonId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { Followed, Tutor } from './signing.rules.js';

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
      and m.role in ('main_tutor', 'co_tutor', 'substitute')
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

/** A mandate that the contract no longer suits. */
export interface UnfitMandate {
  readonly mandateId: MandateId;
  readonly personId: PersonId;
  readonly role: string;
}

/** Lists the mandates of a draft whose people or organisations changed since. */
export function listUnfitMandates(q: Queryable, contractId: ContractId): Promise<UnfitMandate[]> {
  return rows(
    q,
    `
    select u.id as "mandateId", u.person_id as "personId", u.role
    from app.unfit_mandates($1) u
    order by u.id
    `,
    [contractId],
  );
}
