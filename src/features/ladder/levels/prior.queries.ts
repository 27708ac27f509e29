import type { Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { PriorSighting } from './prior.types.js';

/** What was seen, recorded by an instant, under the contracts that `c` continues; null: it continues none. As a value. */
export const priorOf = (by: string, asked = 'true'): string => `
  case when ${asked} and exists (select from app.prior_contracts(c.id, ${by})) then (
    select coalesce(jsonb_agg(jsonb_build_object(
      'competency', o.competency, 'level', o.level, 'on', o.observed_on, 'by', o.observer_id, 'safe', o.safe
    )), '[]')
    from app.prior_observations(c.id, ${by}) o
  ) end as prior
`;

export async function findPriorAsOf(
  q: Queryable,
  contractId: ContractId,
  at: Instant,
): Promise<readonly PriorSighting[] | null> {
  const found = await row<{ prior: PriorSighting[] | null }>(
    q,
    {
      name: 'prior-as-of',
      text: `select ${priorOf('$2::timestamptz')} from contracts c where c.id = $1`,
    },
    [contractId, at],
  );
  return found?.prior ?? null;
}
