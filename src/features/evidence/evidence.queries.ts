import type { ContractId, EvidenceId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { instantIn, row } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import type { DaysShown, Evidence, Shown } from './evidence.types.js';

const EVIDENCE = `
  select
    e.id,
    e.contract_id         as "contractId",
    e.observation_id      as "observationId",
    e.sign_off_id         as "signOffId",
    e.journal_entry_id    as "journalEntryId",
    e.media_type          as "mediaType",
    e.size,
    encode(e.sha256, 'hex') as "sha256",
    e.file_name           as "fileName",
    e.warning_version     as "warningVersion",
    e.added_by            as "addedBy",
    e.recorded_at         as "recordedAt",
    case when w.id is not null then jsonb_build_object(
      'id', w.id,
      'withdrawnBy', w.withdrawn_by,
      'recordedAt', ${instantIn('w.recorded_at')},
      'reason', w.reason
    ) end as withdrawal,
    exists (select from people p where p.id = c.alternant_id and p.erased_at is not null) as "isErased",
    app.reads_comments(c) as "readsComments"
  from evidence e
  join contracts c on c.id = e.contract_id
  left join evidence_withdrawals w on w.evidence_id = e.id
`;

/** @throws not_found */
export async function getEvidence(q: Queryable, id: EvidenceId): Promise<Evidence> {
  const found = await row<Evidence>(q, `${EVIDENCE} where e.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listEvidence(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<Evidence[]> {
  return listOfContract(q, EVIDENCE, 'e', contractId, page);
}

/** When what a file shows was seen, if it is of that contract. */
export async function daysOf(q: Queryable, contractId: ContractId, shown: Shown): Promise<DaysShown> {
  const found = await row<DaysShown>(
    q,
    `
    select
      (select o.observed_on from observations o where o.id = $2 and o.contract_id = $1) as observation,
      (select s.observed_on from sign_offs s where s.id = $3 and s.contract_id = $1)    as "signOff",
      (select j.on_day from journal_entries j where j.id = $4 and j.contract_id = $1)   as "journalEntry"
    `,
    [contractId, shown.observationId, shown.signOffId, shown.journalEntryId],
  );
  return found ?? { observation: null, signOff: null, journalEntry: null };
}
