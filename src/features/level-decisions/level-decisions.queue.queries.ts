import { DECIDING_ROLES } from '../../kernel/mandate-roles.js';
import { textArray } from '../../platform/database/sql.js';
import type { LevelledContract } from '../ladder/queue-contracts.types.js';
import type { QueueSource } from '../mandates/queue.types.js';
import { decideReadyLevel, type ReadyLevel } from './level-decisions.queue.rules.js';

/** The level that progress keeps as `ready`, with its decisions, of the reader's contracts that are not over. */
export const LEVELS_TO_DECIDE: QueueSource<ReadyLevel, LevelledContract> = {
  candidates: `
    select
      'level_decision' as kind,
      o.contract_id    as id,
      o.contract_id    as contract_id,
      (
        select greatest(
          (
            select max(s.recorded_at)
            from sign_offs s
            where s.contract_id = o.contract_id
              and s.level = ready.code
              and s.outcome = 'acquired'
          ),
          (
            select max((made.decision ->> 'recordedAt')::timestamptz)
            from json_array_elements(p.state -> 'levels') l (level)
            cross join lateral json_array_elements(l.level -> 'decisions') made (decision)
          )
        )
      )                as since,
      jsonb_build_object(
        'level', ready.code,
        'decisions', coalesce(p.state -> 'levels' -> (ready.place - 1)::integer -> 'decisions', '[]'),
        'staysAchieved', p.state -> 'levels' -> (ready.place - 1)::integer -> 'staysAchieved'
      )                as facts
    from own o
    cross join lateral (
      select p.levels, p.state
      from progress p
      where p.contract_id = o.contract_id
        and p.levels @> '[{"status": "ready"}]'
      offset 0
    ) p
    cross join lateral (
      select v.level ->> 'code' as code, v.place
      from jsonb_array_elements(p.levels) with ordinality v (level, place)
      where v.level ->> 'status' = 'ready'
    ) ready
    where o.is_running
      and o.roles && ${textArray(Object.values(DECIDING_ROLES).flat())}
  `,
  decide: decideReadyLevel,
};
