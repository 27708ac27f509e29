import type { Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { DepositRow } from './deposits.types.js';

/** The last word on the deposit of a contract by then; null: nobody has said anything, or the reader does not see it. */
export const readDeposit = (q: Queryable, contractId: ContractId, at: Instant): Promise<DepositRow | null> =>
  row<DepositRow & Record<string, unknown>>(
    q,
    `
    select
      d.id,
      d.contract_id        as "contractId",
      d.on_day             as "on",
      d.number,
      d.decision,
      d.decided_on         as "decidedOn",
      d.recorded_at        as "recordedAt",
      d.recorded_by        as "recordedBy",
      d.recorded_by_client as "recordedByClient"
    from contract_deposits d
    where d.contract_id = $1 and d.recorded_at <= $2
    order by d.sequence desc
    limit 1
    `,
    [contractId, at],
  );
