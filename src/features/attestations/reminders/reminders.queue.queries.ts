import { FURTHEST_REMINDER } from '../../frameworks/prerequisites.types.js';
import { textArray } from '../../../platform/database/sql.js';
import { TUTOR_ROLES } from '../../../kernel/mandate-roles.js';
import { assignedUntil } from '../../ladder/circumstances.queries.js';
import type { LevelledContract } from '../../ladder/queue-contracts.types.js';
import type { QueueSource } from '../../mandates/queue.types.js';
import { decidePrerequisites, type UnheldOfContract } from './reminders.queue.rules.js';

/** Prerequisites that nothing holds for each of the days ahead, with the missions given meanwhile: a row for each contract. */
export const PREREQUISITES_TO_RENEW: QueueSource<UnheldOfContract, LevelledContract> = {
  candidates: `
    select
      'prerequisite_to_renew' as kind,
      u.contract_id           as id,
      u.contract_id           as contract_id,
      $2::timestamptz         as since,
      jsonb_build_object('prerequisites', u.prerequisites, 'assignments', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', g.id, 'mission', g.mission, 'assignedBy', g.assigned_by, 'until', g.until_day
        ) order by g.sequence), '[]')
        from (
          select a.id, a.mission, a.assigned_by, a.sequence, ${assignedUntil('a')} as until_day
          from (select * from assignments one where one.contract_id = u.contract_id offset 0) a
        ) g
        where g.until_day is null or g.until_day > $3
      )) as facts
    from (
      select x.contract_id, jsonb_agg(jsonb_build_object(
        'prerequisite', x.prerequisite, 'attestations', x.attestations
      ) order by x.prerequisite) as prerequisites
      from app.prerequisites_unheld(
        array(
          select w.contract_id from own w where w.is_running and w.roles && ${textArray([...TUTOR_ROLES, 'referent'])}
          union
          select m.contract_id from administered m where m.is_running
        ),
        $3,
        ${FURTHEST_REMINDER}
      ) x
      group by x.contract_id
    ) u
  `,
  decide: decidePrerequisites,
};
