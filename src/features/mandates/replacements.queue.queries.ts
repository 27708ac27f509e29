import type { QueueSource } from './queue.types.js';
import { decideReplacement, type MainTutors } from './replacements.rules.js';
import { memberDays } from './today.queries.js';
import { instantIn } from '../../platform/database/sql.js';

/** Contracts that are not over, and of which no single main tutor's mandate reaches from today to the last day. */
export const MANDATES_TO_REPLACE: QueueSource<MainTutors> = {
  candidates: `
    select
      'mandate_to_replace' as kind,
      c.id                 as id,
      c.id                 as contract_id,
      c.created_at         as since,
      jsonb_build_object('recorded', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', m.id,
          'recordedAt', ${instantIn('m.recorded_at')},
          'endedAt', ${instantIn('m.ended_recorded_at')}
        ) order by m.sequence), '[]')
        from mandates m
        where m.contract_id = c.id
          and m.role = 'main_tutor'
      ))                   as facts
    from administered o
    cross join lateral (
      select
        c.id, c.created_at,
        daterange(greatest($3::date, c.starts_on), greatest($3::date, c.starts_on, c.held_until)) as days
      from contracts c
      where c.id = o.contract_id
      offset 0
    ) c
    where o.is_running
      and not exists (
        select
        from mandates m
        where m.contract_id = c.id
          and m.role = 'main_tutor'
          and daterange(m.from_day, m.until_day) @> c.days
          and ${memberDays('m')} @> c.days
      )
  `,
  decide: decideReplacement,
};
