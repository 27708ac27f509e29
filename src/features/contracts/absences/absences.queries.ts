import type { ContractId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import { listOfContract } from '../contract-pages.queries.js';
import type { AbsenceId, AbsenceRow } from './absences.types.js';

/** Each absence as it was recorded last. */
const ABSENCES = `
  select
    x.absence_id         as id,
    x.contract_id        as "contractId",
    x.organisation_id    as "organisationId",
    x.from_day           as "from",
    x.until_day          as until,
    x.kind,
    x.comment,
    x.is_withdrawn       as "isWithdrawn",
    (select count(*)::int from contract_absences v where v.absence_id = x.absence_id) as version,
    x.recorded_at        as "recordedAt",
    x.recorded_by        as "recordedBy",
    x.recorded_by_client as "recordedByClient",
    x.id                 as place
  from contract_absences x
`;
const LAST = `not exists (
  select from contract_absences n where n.absence_id = x.absence_id and n.sequence > x.sequence
)`;

/** `place`: where a list goes on. */
export type ListedAbsence = AbsenceRow & { readonly place: string };

/** @throws not_found */
export async function getAbsence(q: Queryable, id: AbsenceId): Promise<AbsenceRow> {
  const found = await row<ListedAbsence & Record<string, unknown>>(
    q,
    `${ABSENCES} where x.absence_id = $1 and ${LAST}`,
    [id],
  );
  if (!found) throw notFound();
  return found;
}

/** In the order in which each was recorded last. @throws not_found when the contract may not be seen */
export function listAbsences(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<ListedAbsence[]> {
  return listOfContract<ListedAbsence & Record<string, unknown>>(q, ABSENCES, 'x', contractId, page, {
    where: LAST,
    values: [],
  });
}

/** How often one was recorded or corrected. */
export async function countAbsences(q: Queryable, contractId: ContractId): Promise<number> {
  const found = await row<{ rows: number }>(
    q,
    'select count(*)::int as rows from contract_absences a where a.contract_id = $1',
    [contractId],
  );
  return found?.rows ?? 0;
}
