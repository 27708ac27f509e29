import type { ContractId, LadderId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import { loadPublishedLadder } from '../../frameworks/ladders/ladders.queries.js';
import type { LadderVersionHistory, StoredChange } from './version-history.types.js';

/** The changes of ladder of a contract that were recorded by an instant, as a value of a statement. */
export const changesOf = (contract: string, by: string): string => `(
  select jsonb_agg(jsonb_build_object(
    'sequence', x.sequence, 'recordedAt', x.recorded_at, 'fromLadderId', x.from_ladder_id, 'toLadderId', x.to_ladder_id,
    'mapping', jsonb_build_object('competencies', m.competencies, 'levels', m.levels)
  ) order by x.sequence)
  from ladder_changes x
  join ladder_mappings m on m.id = x.mapping_id
  where x.contract_id = ${contract}
    and x.recorded_at <= ${by}
)`;

/** The ladder of a contract's row as of an instant: that which the first change since left, or that of now. */
export const ladderAsOf = (contract: string, at: string): string => `coalesce(
  (
    select x.from_ladder_id
    from ladder_changes x
    where x.contract_id = ${contract}.id
      and x.recorded_at > ${at}
    order by x.sequence
    limit 1
  ),
  ${contract}.ladder_id
)`;

/** The ladders that each contract has climbed, from the first to that of now. `contracts`: each with its ladder of now. */
export async function loadVersionHistories(
  q: Queryable,
  contracts: readonly { readonly id: ContractId; readonly ladderId: LadderId }[],
): Promise<Map<ContractId, LadderVersionHistory>> {
  const found = await rows<StoredChange & { readonly contractId: ContractId }>(
    q,
    contracts.length === 1 ? { name: 'course-of-one', text: VERSION_HISTORIES } : VERSION_HISTORIES,
    [contracts.map(({ id }) => id)],
  );
  const versionHistories = new Map<ContractId, LadderVersionHistory>();
  for (const { id, ladderId } of contracts) {
    const stored = found.filter(({ contractId }) => contractId === id);
    versionHistories.set(id, await courseOf(q, stored, ladderId));
  }
  return versionHistories;
}

/** That of these changes, in their order, to the ladder of now. */
export async function courseOf(
  q: Queryable,
  stored: readonly StoredChange[],
  ladderId: LadderId,
): Promise<LadderVersionHistory> {
  const first = await loadPublishedLadder(q, stored[0]?.fromLadderId ?? ladderId);
  const changes = [];
  for (const { sequence, recordedAt, toLadderId, mapping } of stored)
    changes.push({ sequence, recordedAt, mapping, to: await loadPublishedLadder(q, toLadderId) });
  return { first, changes };
}

const VERSION_HISTORIES = `
    select x.contract_id as "contractId", x.sequence, x.recorded_at as "recordedAt", x.from_ladder_id as "fromLadderId",
      x.to_ladder_id as "toLadderId", jsonb_build_object('competencies', m.competencies, 'levels', m.levels) as mapping
    from ladder_changes x
    join ladder_mappings m on m.id = x.mapping_id
    where x.contract_id = any ($1)
    order by x.contract_id, x.sequence
`;

/** That of one contract. */
export async function loadVersionHistory(
  q: Queryable,
  id: ContractId,
  ladderId: LadderId,
): Promise<LadderVersionHistory> {
  const versionHistories = await loadVersionHistories(q, [{ id, ladderId }]);
  const versionHistory = versionHistories.get(id);
  if (!versionHistory) throw new Error(`The course of ${id} was asked for.`);
  return versionHistory;
}
