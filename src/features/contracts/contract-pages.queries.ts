import type { QueryResultRow } from 'pg';
import type { ContractId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';

/**
 * A page of what was recorded on a contract, in the order of recording: one more than `limit`, to know whether another
 * follows. `select` reads the table whose rows they are under `alias`; the values of a filter are its $4 and following.
 * @throws not_found when the contract may not be seen
 */
export async function listOfContract<Row extends QueryResultRow>(
  q: Queryable,
  select: string,
  alias: string,
  contractId: ContractId,
  { after, limit }: { after: string | null; limit: number },
  filter: { where: string; values: readonly unknown[] } = { where: 'true', values: [] },
): Promise<Row[]> {
  await requireContract(q, contractId);
  return rows<Row>(
    q,
    `
    ${select}
    where ${alias}.contract_id = $1
      and ($2::uuid is null or ${alias}.id > $2)
      and (${filter.where})
    order by ${alias}.id
    limit $3
    `,
    [contractId, after, limit + 1, ...filter.values],
  );
}

/** @throws not_found when the contract may not be seen */
export async function requireContract(q: Queryable, contractId: ContractId): Promise<void> {
  const found = await row(q, 'select c.id from contracts c where c.id = $1', [contractId]);
  if (!found) throw notFound();
}
