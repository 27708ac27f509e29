import type { ContractId } from '../../kernel/ids.js';
import { QUOTAS } from '../../kernel/quotas.js';
import type { Tx } from '../../platform/database/db.js';
import { keepWithin } from '../../platform/database/quotas.store.js';
import { row, rows } from '../../platform/database/sql.js';
import type { Adder, EvidenceWithdrawer } from './evidence.policy.js';
import type { Evidence, EvidenceWithdrawn } from './evidence.types.js';

/** Room for so many bytes more. The contract is held, so nothing is added meanwhile. @throws quota_exceeded */
export async function keepRoomForEvidence(tx: Tx, contractId: ContractId, size: number): Promise<void> {
  const there = await row<{ files: number; bytes: number }>(
    tx,
    `
    select count(*)::int as files, coalesce(sum(e.size), 0)::bigint as bytes
    from evidence e
    where e.contract_id = $1
      and not exists (select from evidence_withdrawals w where w.evidence_id = e.id)
    `,
    [contractId],
  );
  keepWithin(QUOTAS.evidence_files, there?.files ?? 0, 1);
  keepWithin(QUOTAS.evidence_bytes, there?.bytes ?? 0, size);
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
