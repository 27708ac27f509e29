import { isDeepStrictEqual } from 'node:util';
import type { DataSource, EntityManager } from 'typeorm';
import type { ContractId, LadderId } from '../../../kernel/ids.js';
import { row, rows } from '../../../platform/database/sql.js';
import { loadVersionHistories } from '../versions/version-history.queries.js';
import { replay } from '../versions/version-history.rules.js';
import { listLadderFacts } from '../ladder-facts.queries.js';
import type { ProgressRow } from './ladder-progress.types.js';
import { progressOf } from './progress.rules.js';

export interface RebuildReport {
  readonly contracts: number;
  readonly differences: readonly { readonly contractId: ContractId; readonly difference: string }[];
}

interface RebuiltPage {
  readonly contracts: readonly ContractId[];
  readonly differences: RebuildReport['differences'];
}

const PAGE = 200;

/**
 * Computes every progress row again from the facts, and mends those that differ: stored otherwise, missing, or of a
 * contract without any fact. Runs as the owner, a page of contracts at a time, held while they are compared, so that a
 * server may go on beside it.
 */
export async function rebuildProgress(owner: DataSource): Promise<RebuildReport> {
  const differences: RebuildReport['differences'][number][] = [];
  let contracts = 0;
  for (let after: ContractId | null = null; ;) {
    const from: ContractId | null = after;
    const page: RebuiltPage = await owner.transaction((tx) => rebuildPage(tx, from));
    differences.push(...page.differences);
    contracts += page.contracts.length;
    if (page.contracts.length < PAGE) return { contracts, differences };
    after = page.contracts.at(-1) ?? null;
  }
}

async function rebuildPage(tx: EntityManager, after: ContractId | null): Promise<RebuiltPage> {
  const page = await rows<{ id: ContractId; ladderId: LadderId }>(
    tx,
    `
    select c.id, c.ladder_id as "ladderId"
    from contracts c
    where $1::uuid is null or c.id > $1
    order by c.id
    limit ${PAGE}
    for update
    `,
    [after],
  );
  const contracts = page.map((contract) => contract.id);
  const facts = await listLadderFacts(tx, contracts, null);
  const differences: RebuildReport['differences'][number][] = [];
  const versionHistories = await loadVersionHistories(tx, page);
  for (const [id, versionHistory] of versionHistories) {
    const reported = facts.get(id) ?? [];
    const { ladder, progress } = replay(versionHistory, reported);
    const right = reported.length + versionHistory.changes.length === 0 ? null : progressOf(ladder, progress);
    const difference = await mend(tx, id, right);
    if (difference) differences.push({ contractId: id, difference });
  }
  return { contracts, differences };
}

async function mend(
  owner: EntityManager,
  contractId: ContractId,
  right: ProgressRow | null,
): Promise<string | null> {
  const stored = await row<ProgressRow>(
    owner,
    `
    select p.sequence, p.current_level as "currentLevel", p.complete, p.levels, p.last_sign_off_on as "lastSignOffOn", p.state,
      p.tallies, p.marks
    from progress p
    where p.contract_id = $1
    `,
    [contractId],
  );
  if (isDeepStrictEqual(asJson(stored), asJson(right))) return null;
  await rows(owner, 'delete from progress p where p.contract_id = $1', [contractId]);
  if (right) {
    await rows(
      owner,
      `
      insert into progress
        (contract_id, sequence, current_level, complete, levels, last_sign_off_on, state, tallies, marks)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      `,
      [
        contractId,
        right.sequence,
        right.currentLevel,
        right.complete,
        JSON.stringify(right.levels),
        right.lastSignOffOn,
        JSON.stringify(right.state),
        JSON.stringify(right.tallies),
        JSON.stringify(right.marks),
      ],
    );
  }
  // Whoever keeps a ladder that was read knows it by the version of the contract's row.
  await rows(owner, 'update contracts c set ladder_id = c.ladder_id where c.id = $1', [contractId]);
  return `${describe(stored)} → ${describe(right)}`;
}

/** As it is stored: a member that is absent, or undefined, is the same. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const describe = (progress: ProgressRow | null): string =>
  progress ? `palier ${progress.currentLevel}, fait ${progress.sequence}` : 'aucune ligne';
