import { contestedFacts } from '../../contracts/contested-days.queries.js';
import type { QueueSource } from '../../mandates/queue.types.js';
import { decideContestedFact, type UnruledFact } from '../disputes.queue.rules.js';

/**
 * The contested facts of the contracts on which the reader is referent or whose centre they administer, where
 * nobody has ruled. It starts from those that a late act speaks of: few.
 */
export const CONTESTED_FACTS_TO_RULE: QueueSource<UnruledFact> = {
  candidates: `
    select
      'contested_fact' as kind,
      f.id             as id,
      o.contract_id    as contract_id,
      f.since          as since,
      jsonb_build_object('fact', f.kind, 'on', f.day, 'authorId', f.author_id) as facts
    from (
      select o.contract_id
      from (
        select w.contract_id from own w where 'referent' = any (w.roles)
        union
        select a.contract_id from administered a where a.is_centres
      ) o
      where exists (
          select
          from contract_steps s
          where s.contract_id = o.contract_id
            and s.kind in ('suspended', 'terminated', 'completed')
            and s.on_day < (s.recorded_at at time zone 'Europe/Paris')::date
        )
        or exists (
          select
          from mandates e
          where e.contract_id = o.contract_id
            and e.ended_recorded_at is not null
            and e.until_day < (e.ended_recorded_at at time zone 'Europe/Paris')::date
        )
      offset 0
    ) o
    cross join lateral (${contestedFacts('o.contract_id')}) f
    where f.ruling_id is null
  `,
  decide: decideContestedFact,
};
