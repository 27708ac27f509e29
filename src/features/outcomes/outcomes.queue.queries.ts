import type { QueueSource } from '../mandates/queue.types.js';
import { decideOutcome } from './outcomes.queue.rules.js';
import type { EndedContract } from './outcomes.types.js';

/** Contracts that ended since not much more than nine months, of those of which the reader is referent or whose centre they administer. */
export const OUTCOMES_TO_RECORD: QueueSource<EndedContract> = {
  candidates: `
    select
      'outcome_to_record' as kind,
      o.contract_id       as id,
      o.contract_id       as contract_id,
      $2::timestamptz     as since,
      jsonb_build_object('heldUntil', o.held_until, 'recorded', (
        select coalesce(jsonb_agg(x.stage), '[]')
        from contract_outcomes x
        where x.contract_id = o.contract_id and x.side <> 'employer'
      ))                  as facts
    from (
      select w.contract_id, w.held_until from own w where w.is_over and 'referent' = any (w.roles)
      union
      select a.contract_id, a.held_until from administered a where a.is_over and a.is_centres
    ) o
    where o.held_until > $3::date - 280
      -- What passed to another employer goes on there.
      and app.transfer_of(o.contract_id, false) is null
  `,
  decide: decideOutcome,
};
