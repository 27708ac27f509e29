import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, ObservationId, PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import type { KeptObservationItem } from './sign-offs.types.js';
import { contestedByDay } from '../contracts/contested-days.queries.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';

export interface Withdrawal {
  readonly id: string;
  readonly withdrawnBy: PersonId;
  readonly reason: string;
}

export interface ObservationRow {
  readonly id: ObservationId;
  readonly contractId: ContractId;
  readonly sequence: number;
  readonly observerId: PersonId;
  readonly observedOn: Day;
  readonly recordedAt: Instant;
  readonly mission: string | null;
  readonly unit: string | null;
  readonly items: readonly KeptObservationItem[];
  readonly withdrawal: Withdrawal | null;
  /** A late act contests its day. */
  readonly contested: boolean;
  readonly readsComments: boolean;
}

const OBSERVATIONS = `
  select
    o.id,
    o.contract_id as "contractId",
    o.sequence,
    o.observer_id as "observerId",
    o.observed_on as "observedOn",
    o.recorded_at as "recordedAt",
    o.mission,
    o.unit,
    o.items,
    case when w.id is not null then jsonb_build_object(
      'id', w.id, 'withdrawnBy', w.withdrawn_by, 'reason', w.reason
    ) end as withdrawal,
    w.id is null and ${contestedByDay('o', 'observation_id', 'o.observed_on')} as contested,
    app.reads_comments(c) as "readsComments"
  from observations o
  join contracts c on c.id = o.contract_id
  left join observation_withdrawals w on w.observation_id = o.id
`;

/** @throws not_found */
export async function getObservation(q: Queryable, id: ObservationId): Promise<ObservationRow> {
  const found = await row<ObservationRow>(q, `${OBSERVATIONS} where o.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listObservations(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<ObservationRow[]> {
  return listOfContract(q, OBSERVATIONS, 'o', contractId, page);
}
