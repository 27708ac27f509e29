import type { Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type { RunningAssignment } from '../sign-offs/facts/facts.types.js';
import { assignedUntil } from '../ladder/circumstances.queries.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import { contested } from '../sign-offs/facts/contested.queries.js';
import type { RevocationRow } from './revocations.types.js';

const REVOCATIONS = `
  select
    r.id,
    r.sign_off_id as "signOffId",
    r.contract_id as "contractId",
    r.revoked_by  as "revokedBy",
    r.recorded_at as "recordedAt",
    r.reason_code as "reasonCode",
    r.reason,
    s.competency,
    s.level,
    ${contested('revocation_id', 'r.id')},
    app.reads_comments(c) as "readsComments"
  from revocations r
  join sign_offs s on s.id = r.sign_off_id
  join contracts c on c.id = r.contract_id
`;

/** @throws not_found */
export async function getRevocation(q: Queryable, id: string): Promise<RevocationRow> {
  const found = await row<RevocationRow>(q, `${REVOCATIONS} where r.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listRevocations(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<RevocationRow[]> {
  return listOfContract(q, REVOCATIONS, 'r', contractId, page);
}

/** Assignments not over on `today`. */
export function listRunningAssignments(
  q: Queryable,
  contractId: ContractId,
  today: Day,
): Promise<RunningAssignment[]> {
  return rows(
    q,
    `
    select a.id as "assignmentId", a.mission, a.from_day as "from", ${assignedUntil('a')} as "until"
    from assignments a
    where a.contract_id = $1
      and (${assignedUntil('a')} is null or ${assignedUntil('a')} > greatest(a.from_day, $2))
    order by a.sequence
    `,
    [contractId, today],
  );
}
