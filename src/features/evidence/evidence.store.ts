import type { ContractId, OrganisationId } from '../../kernel/ids.js';
import { QUOTAS } from '../../kernel/quotas.js';
import type { Tx } from '../../platform/database/db.js';
import { lockQuota, keepWithin } from '../../platform/database/quotas.store.js';
import { row } from '../../platform/database/sql.js';

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
  await lockQuota(tx, `evidence ${there?.employerId}`);
  const ofEmployer = await row<{ bytes: string }>(tx, 'select app.evidence_bytes_of_employer($1) as bytes', [
    contractId,
  ]);
  keepWithin(QUOTAS.evidence_bytes_of_employer, Number(ofEmployer?.bytes ?? 0), size);
}
