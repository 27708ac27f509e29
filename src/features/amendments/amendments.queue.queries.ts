import type { QueueSource } from '../mandates/queue.types.js';
import { decideAmendment, type OpenAmendment } from './amendments.queue.rules.js';

/** Amendments that nothing closed, of the contracts of the organisations that the reader administers. */
export const AMENDMENTS_TO_SIGN: QueueSource<OpenAmendment> = {
  candidates: `
    select
      'amendment_to_sign' as kind,
      a.id                as id,
      a.contract_id       as contract_id,
      a.recorded_at       as since,
      jsonb_build_object('number', a.number, 'effectiveOn', a.effective_on, 'signedFor', (
        select coalesce(jsonb_agg(x.party), '[]') from contract_amendment_answers x where x.amendment_id = a.id
      ))                  as facts
    from administered o
    cross join lateral (
      select * from contract_amendments one where one.contract_id = o.contract_id offset 0
    ) a
    where o.is_running
      and not exists (
        select
        from contract_amendment_answers x
        where x.amendment_id = a.id
          and (x.completes or x.kind <> 'signed')
      )
      and (
        a.new_employer_id is null
        or not exists (select from transfer_answers w where w.amendment_id = a.id and w.kind = 'refused')
      )
  `,
  decide: decideAmendment,
};
