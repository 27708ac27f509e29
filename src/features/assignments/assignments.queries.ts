import type { AssignmentId, ContractId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { instantIn, row } from '../../platform/database/sql.js';
import { assignedUntil } from '../ladder/circumstances.queries.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import type { AssignmentRow } from './assignments.types.js';

const ASSIGNMENTS = `
  select
    a.id,
    a.contract_id as "contractId",
    a.mission,
    a.from_day    as "from",
    ${assignedUntil('a')} as "until",
    a.until_day   as "plannedUntil",
    (
      select jsonb_build_object('by', e.ended_by, 'at', ${instantIn('e.recorded_at')})
      from assignment_ends e
      where e.assignment_id = a.id
      order by e.sequence desc
      limit 1
    ) as "shortened",
    a.assigned_by as "assignedBy",
    a.recorded_at as "recordedAt",
    (
      select jsonb_build_object('on', d.on_day, 'ladderChangeId', x.id)
      from ladder_changes x
      cross join lateral (select (x.recorded_at at time zone 'Europe/Paris')::date) as d (on_day)
      where x.contract_id = a.contract_id
        and x.sequence > a.sequence
        and a.mission = any (x.ended_missions)
        and (${assignedUntil('a')} is null or ${assignedUntil('a')} > d.on_day)
      order by x.sequence
      limit 1
    ) as ended
  from assignments a
`;

/** @throws not_found */
export async function getAssignment(q: Queryable, id: AssignmentId): Promise<AssignmentRow> {
  const found = await row<AssignmentRow>(q, `${ASSIGNMENTS} where a.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listAssignments(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<AssignmentRow[]> {
  return listOfContract(q, ASSIGNMENTS, 'a', contractId, page);
}
