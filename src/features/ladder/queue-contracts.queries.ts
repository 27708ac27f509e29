import type { ContractId, LadderId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { loadPublishedLadders } from '../frameworks/ladders/ladders.queries.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import type { Candidate, QueueContract, QueueSource } from '../mandates/queue.types.js';
import { TEAM } from '../mandates/today.queries.js';
import { LIFE } from './circumstances.queries.js';
import type { LevelledContract } from './queue-contracts.types.js';
import { initialProgress } from './progress/ladder-progress.rules.js';
import type { ProgressSummary } from './progress/ladder-progress.types.js';
import { findCurrent, levelStatuses } from './levels/statuses.rules.js';

interface ContractRow extends QueueContract {
  readonly ladderId: LadderId;
  /** Null before the first fact. */
  readonly levels: ProgressSummary['levels'] | null;
}

/** `findOpen`: which of these are open after all, where a candidate and its contract do not say so; asked once, of all. */
export interface AskedSource<Open> extends QueueSource<Open, LevelledContract> {
  readonly findOpen?: (
    q: Queryable,
    candidates: readonly Candidate<Open>[],
    contracts: ReadonlyMap<ContractId, LevelledContract>,
  ) => Promise<ReadonlySet<string>>;
}

/** Each by its key, however many the planner expects. */
const CONTRACTS = {
  name: 'queue-contracts',
  text: `
    select
      c.id           as "contractId",
      c.alternant_id as "alternantId",
      c.created_at   as "createdAt",
      c.ladder_id    as "ladderId",
      jsonb_build_object(
        'employer', c.employer_id = any ((select app.organisations_as('hr'))::uuid[]),
        'centre', c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      ) as administers,
      (select p.levels from progress p where p.contract_id = c.id) as levels,
      ${LIFE},
      ${TEAM}
    from unnest($1::uuid[]) wanted (id)
    cross join lateral (select * from contracts one where one.id = wanted.id offset 0) c
  `,
};

/** So many are read at a time: whoever follows thousands leaves room for others in between. */
const AT_ONCE = 1_000;

/** Those that the reader may see, with their teams and where their ladders stand: two statements for every thousand. */
export async function loadQueueContracts(
  q: Queryable,
  ids: readonly ContractId[],
): Promise<ReadonlyMap<ContractId, LevelledContract>> {
  const contracts = new Map<ContractId, LevelledContract>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const found = await rows<ContractRow & Record<string, unknown>>(q, CONTRACTS, [
      ids.slice(at, at + AT_ONCE),
    ]);
    const ladders = await loadPublishedLadders(q, [...new Set(found.map(({ ladderId }) => ladderId))]);
    for (const contract of found) {
      const ladder = ladders.get(contract.ladderId);
      if (ladder) contracts.set(contract.contractId, levelled(contract, ladder));
    }
  }
  return contracts;
}

function levelled({ levels, ...contract }: ContractRow, ladder: Ladder): LevelledContract {
  const statuses = levels?.map(({ status }) => status) ?? levelStatuses(ladder, initialProgress(ladder));
  const currentLevel = ladder.levels[findCurrent(statuses).index]?.code ?? '';
  return { ...contract, ladder, statuses, currentLevel };
}
