import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import { TUTOR_ROLES } from '../../../kernel/mandate-roles.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import { listBranchRulesOn } from '../../tutors/tutors.queries.js';
import type { CheckFinding } from '../checks/checks.types.js';
import { judgedOn } from '../contract-details.types.js';
import { appraise, type Appraised, type TutoredContract, type TutorOnContract } from './appraisals.types.js';
import { findTutorFindings } from './tutor-findings.rules.js';

/** `Proof[]`: what was proven of a tutor by an instant, as far as the caller may read it. */
export const proofsBy = (contract: string, tutor: string, at: string): string =>
  proofsIn(
    `app.proofs_of_tutor(${contract}, ${tutor}) p
    where p.recorded_at <= ${at}::timestamptz and (p.withdrawn_at is null or p.withdrawn_at > ${at}::timestamptz)`,
  );

/** `Proof[]` of the rows `p` that come from somewhere. */
export const proofsIn = (rowsOfProofs: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object(
    'kind', p.kind,
    'title', p.title,
    'level', p.level,
    'frameworkCode', p.framework_code,
    'obtainedOn', p.obtained_on,
    'from', p.from_day,
    'until', p.until_day,
    'months', p.months,
    'isPlacement', p.is_placement,
    'hours', p.hours,
    'idcc', p.idcc
  )), '[]')
  from ${rowsOfProofs}
)`;

/** `TutoredContract`, as an object of JSON: what its form says of the employer, where there is one, by what was recorded then. */
export const tutoredContract = (contract: string, at = `'infinity'`): string => `(
  select jsonb_build_object(
    'kind', ${contract}.kind,
    'signedOn', case when exists (
      select from contract_steps s
      where s.contract_id = ${contract}.id and s.kind = 'signed' and s.recorded_at <= ${at}::timestamptz
    ) then ${contract}.signed_on end,
    'startsOn', ${contract}.starts_on,
    'isPublic', t.is_public,
    'idcc', t.idcc,
    'frameworkCode', f.code,
    'level', case when jsonb_typeof(f.details -> 'level') = 'number' then f.details -> 'level' end
  )
  from ladders l
  join frameworks f on f.id = l.framework_id
  left join app.tutoring_terms(${contract}.id, null, ${at}) t on true
  where l.id = ${contract}.ladder_id
)`;

/** As it was recorded by then. @throws not_found */
export async function getTutoredContract(
  q: Queryable,
  id: ContractId,
  at: Instant | 'infinity' = 'infinity',
): Promise<TutoredContract> {
  const found = await row<{ contract: TutoredContract | null }>(
    q,
    `select ${tutoredContract('c', '$2::timestamptz')} as contract from contracts c where c.id = $1`,
    [id, at],
  );
  if (!found?.contract) throw notFound();
  return found.contract;
}

/** Everyone who tutors on some day of a contract, judged by what is proven now. `now`: when it is asked. */
export async function listAppraised(
  q: Queryable,
  contractId: ContractId,
  { now, today }: { readonly now: Instant; readonly today: Day },
): Promise<Appraised[]> {
  const contract = await getTutoredContract(q, contractId);
  const tutors = await rows<TutorOnContract & Record<string, unknown>>(
    q,
    `
    select
      m.id as "mandateId",
      m.person_id as "personId",
      (
        select app.full_name(n.given_name, n.family_name)
        from app.names_of_people(array[m.person_id], 'infinity') n
      ) as name,
      m.role,
      m.from_day as "from",
      ${proofsBy('c.id', 'm.person_id', '$3')} as proofs
    from mandates m
    join contracts c on c.id = m.contract_id
    where m.contract_id = $1
      and m.role = any ($2)
      and daterange(m.from_day, m.until_day) && daterange(c.starts_on, c.held_until)
    order by m.from_day, m.id
    `,
    [contractId, TUTOR_ROLES, now],
  );
  const rules = await listBranchRulesOn(q, judgedOn(contract, today));
  return tutors.map((tutor) => ({ ...tutor, eligibility: appraise(contract, tutor, rules, today) }));
}

/** What the law says of the tutors of a contract: for the list that shows all, and for what stops a signature. */
export async function listTutorFindings(
  q: Queryable,
  contractId: ContractId,
  moment: { readonly now: Instant; readonly today: Day },
): Promise<CheckFinding[]> {
  return findTutorFindings(await listAppraised(q, contractId, moment));
}
