import type { ContractId, SignOffId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import { stillSaid } from '../observations.queries.js';
import type { SeenUnsafe } from './proposals.types.js';

/** The observations of a contract that saw something unsafe and are not withdrawn, in the order of their recording. */
export async function listSeenUnsafe(q: Queryable, contractId: ContractId): Promise<SeenUnsafe[]> {
  return rows(
    q,
    `
    select
      o.id          as "observationId",
      o.contract_id as "contractId",
      o.sequence,
      o.observed_on as "observedOn",
      o.observer_id as "observerId",
      o.recorded_at as "recordedAt",
      (
        select jsonb_agg(jsonb_build_object('competency', i.item ->> 'competency', 'level', i.item ->> 'level'))
        from jsonb_array_elements(o.items) i (item)
        where i.item ->> 'outcome' = 'unsafe'
          and ${stillSaid('o')}
      ) as items,
      case when d.id is not null then jsonb_build_object(
        'id', d.id, 'dismissedBy', d.dismissed_by, 'recordedAt', to_char(d.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', d.reason
      ) end as dismissal
    from observations o
    left join proposal_dismissals d on d.observation_id = o.id
    where o.contract_id = $1
      and o.items @> '[{"outcome": "unsafe"}]'
      and exists (
        select
        from jsonb_array_elements(o.items) i (item)
        where i.item ->> 'outcome' = 'unsafe'
          and ${stillSaid('o')}
      )
    order by o.id
    `,
    [contractId],
  );
}

/** When each of these was signed, as a sequence. */
export async function findSequences(
  q: Queryable,
  ids: readonly SignOffId[],
): Promise<ReadonlyMap<SignOffId, number>> {
  const found = await rows<{ id: SignOffId; sequence: number }>(
    q,
    'select s.id, s.sequence from sign_offs s where s.id = any ($1)',
    [ids],
  );
  return new Map(found.map(({ id, sequence }) => [id, sequence]));
}

/** Whether the reader reads why a proposal was dismissed. */
export async function readsReasons(q: Queryable, contractId: ContractId): Promise<boolean> {
  const found = await row<{ reads: boolean }>(
    q,
    'select app.reads_comments(c) as reads from contracts c where c.id = $1',
    [contractId],
  );
  return found?.reads ?? false;
}
