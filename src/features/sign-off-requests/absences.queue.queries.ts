import type { LevelledContract } from '../ladder/queue-contracts.types.js';
import { absentUntil } from '../mandates/today.queries.js';
import type { QueueSource } from '../mandates/queue.types.js';
import { decideAbsence, type AbsentTutor } from './absences.queue.rules.js';

/** Finds for each main tutor's mandate with an absence today the absence that began first. */
export const ABSENCES_TO_COVER: QueueSource<AbsentTutor, LevelledContract> = {
  candidates: `
    select
      'absence_to_cover' as kind,
      away.id            as id,
      o.contract_id      as contract_id,
      away.since         as since,
      jsonb_build_object('mandateId', away.mandate_id) as facts
    from (
      select a.contract_id from administered a where a.is_running
      union
      select w.contract_id from own w where w.is_running
    ) o
    cross join lateral (
      select distinct on (a.mandate_id)
        a.id, a.mandate_id, greatest(a.recorded_at, a.from_day::timestamp at time zone 'Europe/Paris') as since
      from mandate_absences a
      join mandates m on m.id = a.mandate_id and m.role = 'main_tutor'
      where a.contract_id = o.contract_id
        and daterange(a.from_day, ${absentUntil('a')}) @> $3::date
        and daterange(m.from_day, m.until_day) @> $3::date
      order by a.mandate_id, since, a.id
      offset 0
    ) away
  `,
  decide: decideAbsence,
};
