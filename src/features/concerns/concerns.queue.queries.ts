import { textArray } from '../../platform/database/sql.js';
import { DECIDING_ROLES } from '../../kernel/mandate-roles.js';
import type { QueueSource } from '../mandates/queue.types.js';
import { decideConcern, type OpenConcern } from './concerns.queue.rules.js';

/** Concerns of the reader's contracts that nobody has reviewed. */
export const CONCERNS_TO_REVIEW: QueueSource<OpenConcern> = {
  candidates: `
    select
      'concern_review' as kind,
      k.id             as id,
      k.contract_id    as contract_id,
      k.recorded_at    as since,
      jsonb_build_object('severity', k.severity, 'missions', k.missions, 'raisedBy', k.raised_by) as facts
    from own o
    cross join lateral (select * from concerns one where one.contract_id = o.contract_id offset 0) k
    where o.roles && ${textArray(Object.values(DECIDING_ROLES).flat())}
      and not exists (select from concern_reviews v where v.concern_id = k.id)
  `,
  decide: decideConcern,
};
