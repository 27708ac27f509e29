import type { QueueSource } from '../mandates/queue.types.js';
import { decideDispute, type OpenDispute } from './disputes.queue.rules.js';

/** Disputes that nothing ended, on the contracts on which the reader is referent or whose centre they administer. */
export const DISPUTES_TO_RULE: QueueSource<OpenDispute> = {
  candidates: `
    select
      'dispute'      as kind,
      d.id           as id,
      d.contract_id  as contract_id,
      d.recorded_at  as since,
      jsonb_build_object(
        'about', case
          when d.sign_off_id is not null then 'sign_off'
          when d.revocation_id is not null then 'revocation'
          else 'level_decision'
        end,
        'factId', coalesce(d.sign_off_id, d.revocation_id, d.level_decision_id),
        'authorId', app.author_of_disputed(d.id)
      )              as facts
    from (
      select w.contract_id from own w where 'referent' = any (w.roles)
      union
      select a.contract_id from administered a where a.is_centres
    ) o
    cross join lateral (select * from disputes one where one.contract_id = o.contract_id offset 0) d
    where not exists (select from dispute_endings e where e.dispute_id = d.id)
  `,
  decide: decideDispute,
};
