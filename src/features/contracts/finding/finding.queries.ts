import { changeKeySql } from '../../../platform/database/changes.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { ContractRow } from '../contract-details.types.js';
import { CONTRACT_COLUMNS, CONTRACT_JOINS } from '../contracts.queries.js';
import type { ContractFilters, ContractPage, Found } from './finding.types.js';

const SORT_KEYS: Readonly<Record<ContractPage['order'], string>> = {
  creation: 'c.id::text',
  change: changeKeySql('c'),
  name: `c.id || '.' || f.key`,
  startsOn: `c.id || '.' || f.key`,
  endsOn: `c.id || '.' || f.key`,
};

/**
 * The contracts of a page, in its order; one more than `limit`, to know whether a page follows. A function says which, past
 * row-level security; here they are read under it. By change a page ends where somebody may still date a change: asked before,
 * in a statement of its own (docs/decisions/0048).
 */
export async function listContracts(
  q: Queryable,
  filters: ContractFilters,
  { order, limit, after, since }: ContractPage,
): Promise<Found<ContractRow>[]> {
  const complete =
    since && (await row<{ before: string }>(q, 'select app.changes_complete_before()::text as before'));
  return rows(
    q,
    `
    select ${CONTRACT_COLUMNS}, ${SORT_KEYS[order]} as "sortKey"
    from app.find_contracts($1, $2, $3, $4, $5) with ordinality as f (id, key, place)
    join contracts c on c.id = f.id
    ${CONTRACT_JOINS}
    order by f.place
    `,
    [
      JSON.stringify({ ...filters, changedFrom: since ?? undefined, changedBefore: complete?.before }),
      order,
      after?.key ?? null,
      after?.id ?? null,
      limit + 1,
    ],
  );
}
