import type { ContractId, OrganisationId } from '../../kernel/ids.js';
import { QUOTAS } from '../../kernel/quotas.js';
import type { Tx } from '../../platform/database/db.js';
import { holdQuota, keepWithin } from '../../platform/database/quotas.store.js';
import { row, rows } from '../../platform/database/sql.js';
import type { Adder, EvidenceWithdrawer } from './evidence.policy.js';
import type { Evidence, EvidenceWithdrawn } from './evidence.types.js';

/**
 * Room for so many bytes more. The contract is held, so nothing is added to it meanwhile; to others of its employer, one
 * at a time. @throws quota_exceeded
 */
export async function keepRoomForEvidence(tx: Tx, contractId: ContractId, size: number): Promise<void> {
  const there = await row<{ files: number; bytes: string; employerId: OrganisationId }>(
    tx,
    `
    select count(e.id)::int as files, coalesce(sum(e.size), 0) as bytes, c.employer_id as "employerId"
    from contracts c
    left join evidence e
      on e.contract_id = c.id and not exists (select from evidence_withdrawals w where w.evidence_id = e.id)
    where c.id = $1
    group by c.id
    `,
    [contractId],
  );
  keepWithin(QUOTAS.evidence_files, there?.files ?? 0, 1);
  keepWithin(QUOTAS.evidence_bytes, Number(there?.bytes ?? 0), size);
  await holdQuota(tx, `evidence ${there?.employerId}`);
  const ofEmployer = await row<{ bytes: string }>(tx, 'select app.evidence_bytes_of_employer($1) as bytes', [
    contractId,
  ]);
  keepWithin(QUOTAS.evidence_bytes_of_employer, Number(ofEmployer?.bytes ?? 0), size);
}

export async function insertEvidence(
  tx: Tx,
  by: Adder,
  evidence: Omit<Evidence, 'addedBy' | 'withdrawal' | 'readsComments'>,
  sequence: number,
): Promise<void> {
  await rows(
    tx,
    `
    insert into evidence (
      id, contract_id, sequence, recorded_at, added_by, observation_id, sign_off_id, media_type, size, sha256,
      file_name, warning_version, journal_entry_id
    )
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), $11, $12, $13)
    `,
    [
      evidence.id,
      evidence.contractId,
      sequence,
      evidence.recordedAt,
      by.personId,
      evidence.observationId,
      evidence.signOffId,
      evidence.mediaType,
      evidence.size,
      evidence.sha256,
      evidence.fileName,
      evidence.warningVersion,
      evidence.journalEntryId,
    ],
  );
}

export async function insertEvidenceWithdrawal(
  tx: Tx,
  by: EvidenceWithdrawer,
  { id: evidenceId, contractId }: Pick<Evidence, 'id' | 'contractId'>,
  { id, recordedAt, reason }: Omit<EvidenceWithdrawn, 'withdrawnBy'>,
  sequence: number,
): Promise<void> {
  await rows(
    tx,
    `
    insert into evidence_withdrawals (id, evidence_id, contract_id, sequence, recorded_at, withdrawn_by, reason)
    values ($1, $2, $3, $4, $5, $6, $7)
    `,
    [id, evidenceId, contractId, sequence, recordedAt, by.personId, reason],
  );
}
