import { textArray } from '../../platform/database/sql.js';
import { TUTOR_ROLES } from '../../kernel/mandate-roles.js';
import type { QueueSource } from '../mandates/queue.types.js';
import { DAYS_AHEAD } from './due/due.rules.js';
import { decideDueReview, decideReviewToSign, type OpenReview } from './reviews.queue.rules.js';
import type { ReviewCircumstances } from './reviews.types.js';

/** Reviews that were held and are not closed, of the reader’s contracts: those of an alternant, too. */
export const REVIEWS_TO_SIGN: QueueSource<OpenReview> = {
  candidates: `
    select
      'review_to_sign' as kind,
      r.id             as id,
      r.contract_id    as contract_id,
      l.recorded_at    as since,
      jsonb_build_object(
        'kind', r.kind,
        'on', l.on_day,
        'sections', (
          select coalesce(jsonb_agg(jsonb_build_object('part', s.part, 'writtenBy', s.written_by)), '[]')
          from review_sections s where s.review_id = r.id
        ),
        'answers', (
          select coalesce(jsonb_agg(jsonb_build_object('part', a.part, 'answeredBy', a.answered_by)), '[]')
          from review_answers a where a.review_id = r.id
        )
      )                as facts
    from (
      select w.contract_id from own w where w.roles && ${textArray([...TUTOR_ROLES, 'referent'])}
      union
      select c.id from contracts c where c.alternant_id = $1
    ) o
    cross join lateral (select * from reviews one where one.contract_id = o.contract_id offset 0) r
    cross join lateral (
      select s.kind, s.on_day, s.recorded_at
      from review_steps s
      where s.review_id = r.id
      order by s.sequence desc
      limit 1
    ) l
    where l.kind = 'held'
  `,
  decide: decideReviewToSign,
};

/** What decides which reviews are due, of the running contracts of a referent on which one may be: a row for each. */
export const REVIEWS_DUE: QueueSource<ReviewCircumstances> = {
  candidates: `
    select
      'review_due'        as kind,
      x.contract_id       as id,
      x.contract_id       as contract_id,
      $2::timestamptz     as since,
      jsonb_build_object(
        'contractId', x.contract_id, 'kind', x.kind, 'life', x.life, 'rules', x.rules, 'reviews', x.reviews
      )                   as facts
    from (
      select array_agg(w.contract_id) as ids from own w where w.is_running and 'referent' = any (w.roles)
    ) r
    cross join lateral app.review_circumstances(r.ids, $3, ${DAYS_AHEAD}) x
    where r.ids is not null
  `,
  decide: decideDueReview,
};
