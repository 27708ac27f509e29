import type { Instant } from '../../kernel/days.js';
import type { ApiClientId, PersonId } from '../../kernel/ids.js';
import type { DatedTx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { violates } from '../../platform/database/violations.js';
import { branchRuleOverlap, proofWithdrawn } from './tutors.errors.js';
import type { Checker } from './tutors.policy.js';
import type { BranchRule, BranchRuleId, ProofOfTutor, TutorProofId } from './tutors.types.js';

/** By whom and when something is recorded: a person, or an API client. */
export interface Recording {
  readonly at: Instant;
  readonly by: PersonId | null;
  readonly byClient: ApiClientId | null;
}

export async function insertProof(
  tx: DatedTx,
  { employerId }: Checker,
  id: TutorProofId,
  proof: ProofOfTutor,
  { at, by, byClient }: Recording,
): Promise<void> {
  await rows(
    tx,
    `
    insert into tutor_proofs
      (id, person_id, employer_id, kind, title, level, framework_code, obtained_on, from_day, until_day, months,
       is_placement, hours, idcc, apprentices, authority, reference, checked_on, recorded_at, recorded_by,
       recorded_by_client)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
    `,
    [
      id,
      proof.personId,
      employerId,
      proof.kind,
      proof.title,
      proof.level,
      proof.frameworkCode,
      proof.obtainedOn,
      proof.from,
      proof.until,
      proof.months,
      proof.isPlacement,
      proof.hours,
      proof.idcc,
      proof.apprentices,
      proof.authority,
      proof.reference,
      proof.checkedOn,
      at,
      by,
      byClient,
    ],
  );
}

/** Of two at once one withdraws it. @throws already_withdrawn */
export async function withdrawProof(
  tx: DatedTx,
  _by: Checker,
  id: TutorProofId,
  reason: string,
  { at, by, byClient }: Recording,
): Promise<void> {
  const done = await rows(
    tx,
    `
    update tutor_proofs p
    set withdrawn_at = $2, withdrawn_by = $3, withdrawn_by_client = $4, withdrawal_reason = $5
    where p.id = $1 and p.withdrawn_at is null
    returning p.id
    `,
    [id, at, by, byClient, reason],
  );
  if (done.length === 0) throw proofWithdrawn();
}

/** @throws branch_rule_overlap */
export async function insertBranchRule(
  tx: DatedTx,
  id: BranchRuleId,
  rule: BranchRule,
  { at, by }: Pick<Recording, 'at' | 'by'>,
): Promise<void> {
  await rows(
    tx,
    `
    insert into tutor_branch_rules
      (id, idcc, from_day, until_day, months_with_diploma, months_without_diploma, level, apprentices, source,
       recorded_at, recorded_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    `,
    [
      id,
      rule.idcc,
      rule.from,
      rule.until,
      rule.monthsWithDiploma,
      rule.monthsWithoutDiploma,
      rule.level,
      rule.apprentices,
      rule.source,
      at,
      by,
    ],
  ).catch((error: unknown) => {
    throw violates(error, 'tutor_branch_rules_one_at_a_time') ? branchRuleOverlap() : error;
  });
}

/** @throws already_withdrawn */
export async function withdrawBranchRule(
  tx: DatedTx,
  id: BranchRuleId,
  { at, by }: Pick<Recording, 'at' | 'by'>,
): Promise<void> {
  const done = await rows(
    tx,
    `
    update tutor_branch_rules r
    set withdrawn_at = $2, withdrawn_by = $3
    where r.id = $1 and r.withdrawn_at is null
    returning r.id
    `,
    [id, at, by],
  );
  if (done.length === 0) throw proofWithdrawn();
}
