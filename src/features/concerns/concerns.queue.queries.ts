import { holdsToday, isAway, OWN_CONTRACTS } from '../mandates/today.queries.js';

/**
 * Concerns that nobody has reviewed, for whoever may, as `canReview` and `awaitsAnother` say: a high one not for whoever
 * raised it, while another who may is there.
 */
export const CONCERNS_TO_REVIEW = `
  select
    'concern_review' as kind,
    k.id             as id,
    k.contract_id    as contract_id,
    k.recorded_at    as since,
    jsonb_build_object('severity', k.severity, 'missions', k.missions, 'raisedBy', k.raised_by) as detail
  from (${OWN_CONTRACTS}) o
  join concerns k on k.contract_id = o.contract_id
  join contracts c on c.id = k.contract_id
  cross join lateral (
    select
      coalesce(bool_or(held.may and held.person_id = $1), false)                        as is_own,
      coalesce(bool_or(held.may and held.person_id <> $1 and not held.is_absent), false) as is_anothers
    from (
      select
        m.person_id,
        ${isAway('m')} as is_absent,
        m.role in ('main_tutor', 'referent') or m.role = 'co_tutor' and not exists (
          select
          from mandates main
          where main.contract_id = m.contract_id
            and main.role = 'main_tutor'
            and main.person_id <> c.alternant_id
            and ${holdsToday('main')}
            and not ${isAway('main')}
        ) as may
      from mandates m
      where m.contract_id = c.id
        and m.person_id <> c.alternant_id
        and ${holdsToday('m')}
    ) held
  ) reviewers
  where reviewers.is_own
    and not (k.severity = 'high' and k.raised_by = $1 and reviewers.is_anothers)
    and not exists (select from concern_reviews v where v.concern_id = k.id)
`;
