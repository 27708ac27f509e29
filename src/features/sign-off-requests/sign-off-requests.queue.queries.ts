import { TUTOR_ROLES } from '../../kernel/mandate-roles.js';
import { instantIn, textArray } from '../../platform/database/sql.js';
import type { LevelledContract } from '../ladder/queue-contracts.types.js';
import type { QueueSource } from '../mandates/queue.types.js';
import { REQUESTS } from './sign-off-requests.queries.js';
import { decideRequest, type OpenRequest } from './sign-off-requests.queue.rules.js';

/** Requests that nobody ended, on the reader's contracts that are not over. */
export const REQUESTS_TO_DECIDE: QueueSource<OpenRequest, LevelledContract> = {
  candidates: `
    select
      'sign_off_request' as kind,
      r.id               as id,
      r."contractId"     as contract_id,
      r."recordedAt"     as since,
      jsonb_build_object(
        'askedBy', r."askedBy",
        'items', r.items,
        'claim', case when r.attempt is not null then jsonb_build_object(
          'claimedBy', r."claimedBy", 'claimedAt', ${instantIn('r."claimedAt"')}, 'attempt', r.attempt
        ) end
      )                  as facts
    from own o
    cross join lateral (${REQUESTS} where r.contract_id = o.contract_id and e.id is null offset 0) r
    where o.is_running
      and o.roles && ${textArray([...TUTOR_ROLES, 'referent'])}
  `,
  decide: decideRequest,
};
