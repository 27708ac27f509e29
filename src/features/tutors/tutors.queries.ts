import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { instantIn, row, rows } from '../../platform/database/sql.js';
import type { BranchRuleId, BranchRuleRow, ProofRow, KnownProof, TutorProofId } from './tutors.types.js';

/** For whom the caller acts today, and who is behind them. */
export async function getChecking(
  q: Queryable,
): Promise<{ readonly hrOf: readonly OrganisationId[]; readonly people: readonly PersonId[] }> {
  const found = await row<{ hrOf: readonly OrganisationId[]; people: readonly PersonId[] }>(
    q,
    `select to_jsonb(app.organisations_as('hr')) as "hrOf", to_jsonb(app.people_behind_caller()) as people`,
  );
  return found ?? { hrOf: [], people: [] };
}

/** They are its tutor or HR, today or later. */
export async function isEmployedBy(
  q: Queryable,
  personId: PersonId,
  employerId: OrganisationId,
): Promise<boolean> {
  const found = await row<{ isEmployed: boolean }>(
    q,
    `select app.member_roles($1, $2, app.today(), null) && '{hr, tutor}'::text[] as "isEmployed"`,
    [personId, employerId],
  );
  return found?.isEmployed ?? false;
}

const PROOFS = `
  select
    p.id,
    app.kept_person(p.person_id) as "personId",
    p.employer_id        as "employerId",
    p.kind,
    p.title,
    p.level,
    p.framework_code     as "frameworkCode",
    p.obtained_on        as "obtainedOn",
    p.from_day           as "from",
    p.until_day          as "until",
    p.months,
    p.is_placement       as "isPlacement",
    p.hours,
    p.minutes,
    p.idcc,
    p.apprentices,
    p.authority,
    p.reference,
    p.checked_on         as "checkedOn",
    p.recorded_at        as "recordedAt",
    p.recorded_by        as "recordedBy",
    p.recorded_by_client as "recordedByClient",
    case when p.withdrawn_at is not null then jsonb_build_object(
      'at', ${instantIn('p.withdrawn_at')},
      'by', p.withdrawn_by,
      'byClient', p.withdrawn_by_client,
      'reason', p.withdrawal_reason
    ) end as withdrawal
  from tutor_proofs p
`;

/** What a route is about. */
export type ProofFamily = 'qualifications' | 'derogations' | 'times';
const OF_FAMILY: Readonly<Record<ProofFamily, string>> = {
  qualifications: `p.kind not in ('derogation', 'time')`,
  derogations: `p.kind = 'derogation'`,
  times: `p.kind = 'time'`,
};

/** @throws not_found */
export async function getProof(q: Queryable, family: ProofFamily, id: TutorProofId): Promise<ProofRow> {
  const found = await row<ProofRow & Record<string, unknown>>(
    q,
    `${PROOFS} where p.id = $1 and ${OF_FAMILY[family]}`,
    [id],
  );
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded; one more than `limit`, to know whether a page follows. */
export function listProofs(
  q: Queryable,
  family: ProofFamily,
  personId: PersonId,
  { after, limit }: { after: string | null; limit: number },
): Promise<ProofRow[]> {
  return rows<ProofRow & Record<string, unknown>>(
    q,
    `
    ${PROOFS}
    where p.person_id = any (app.records_shown($1))
      and ${OF_FAMILY[family]}
      and ($2::uuid is null or p.id > $2)
    order by p.id
    limit $3
    `,
    [personId, after, limit + 1],
  );
}

export async function countProofs(
  q: Queryable,
  personId: PersonId,
  employerId: OrganisationId,
): Promise<number> {
  const found = await row<{ count: number }>(
    q,
    `
    select count(*)::int as count
    from tutor_proofs p
    where p.person_id = any (app.records_shown($1)) and p.employer_id = $2
    `,
    [personId, employerId],
  );
  return found?.count ?? 0;
}

/** What the employer of a contract checked of a tutor: for who acts for either side of it, its auditors, and the tutor. */
export function listProofsOnContract(
  q: Queryable,
  contractId: ContractId,
  tutorId: PersonId,
): Promise<KnownProof[]> {
  return rows<KnownProof & Record<string, unknown>>(
    q,
    `
    select
      p.kind,
      p.title,
      p.level,
      p.framework_code as "frameworkCode",
      p.obtained_on    as "obtainedOn",
      p.from_day       as "from",
      p.until_day      as "until",
      p.months,
      p.is_placement   as "isPlacement",
      p.hours,
      p.idcc,
      p.recorded_at    as "recordedAt",
      p.withdrawn_at   as "withdrawnAt"
    from app.proofs_of_tutor($1, $2) p
    `,
    [contractId, tutorId],
  );
}

/** Whoever acts for a side of the contract, its auditors, and the tutor themself. */
export async function readsProofs(q: Queryable, contractId: ContractId, tutorId: PersonId): Promise<boolean> {
  const found = await row<{ reads: boolean }>(q, 'select app.reads_proofs($1, $2) as reads', [
    contractId,
    tutorId,
  ]);
  return found?.reads ?? false;
}

const BRANCH_RULES = `
  select
    r.id,
    r.idcc,
    r.from_day               as "from",
    r.until_day              as "until",
    r.months_with_diploma    as "monthsWithDiploma",
    r.months_without_diploma as "monthsWithoutDiploma",
    r.level,
    r.apprentices,
    r.source,
    r.recorded_at            as "recordedAt",
    r.recorded_by            as "recordedBy",
    r.withdrawn_at           as "withdrawnAt",
    r.withdrawn_by           as "withdrawnBy"
  from tutor_branch_rules r
`;

/** @throws not_found */
export async function getBranchRule(q: Queryable, id: BranchRuleId): Promise<BranchRuleRow> {
  const found = await row<BranchRuleRow & Record<string, unknown>>(q, `${BRANCH_RULES} where r.id = $1`, [
    id,
  ]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded; one more than `limit`, to know whether a page follows. */
export function listBranchRules(
  q: Queryable,
  { after, limit }: { after: string | null; limit: number },
): Promise<BranchRuleRow[]> {
  return rows<BranchRuleRow & Record<string, unknown>>(
    q,
    `${BRANCH_RULES} where ($1::uuid is null or r.id > $1) order by r.id limit $2`,
    [after, limit + 1],
  );
}

/** Those that stand on a day (null: on any), of every branch, by what was recorded then: there are few. */
export function listBranchRulesOn(
  q: Queryable,
  on: Day | null,
  at: Instant | 'infinity' = 'infinity',
): Promise<BranchRuleRow[]> {
  return rows<BranchRuleRow & Record<string, unknown>>(
    q,
    `
    ${BRANCH_RULES}
    where ($1::date is null or daterange(r.from_day, r.until_day) @> $1)
      and r.recorded_at <= $2
      and (r.withdrawn_at is null or r.withdrawn_at > $2)
    order by r.idcc, r.id
    `,
    [on, at],
  );
}
