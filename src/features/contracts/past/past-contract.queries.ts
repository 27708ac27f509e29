import type { Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { PastFacts } from './past-contract.types.js';

/** A mandate ends where it was planned to, until somebody recorded that it ended before. */
const PAST = `
  select
    t.data ->> 'kind'                          as kind,
    t.alternant                                as "alternantId",
    app.kept_person(t.alternant) <> app.kept_person(c.alternant_id)
      and not exists (select from people p where p.id = t.alternant) as "isOfAnother",
    n.given_name                               as "alternantGivenName",
    n.family_name                              as "alternantFamilyName",
    t.employer                                 as "employerId",
    (
      select o.name from organisation_names o
      where o.organisation_id = t.employer and o.recorded_at <= $2 order by o.version desc limit 1
    )                                          as "employerName",
    t.centre                                   as "trainingCentreId",
    (
      select o.name from organisation_names o
      where o.organisation_id = t.centre and o.recorded_at <= $2 order by o.version desc limit 1
    )                                          as "trainingCentreName",
    coalesce(
      (
        select l.to_ladder_id from ladder_changes l
        where l.contract_id = c.id and l.recorded_at <= $2 order by l.sequence desc limit 1
      ),
      (t.data ->> 'ladderId')::uuid,
      (
        select l.from_ladder_id from ladder_changes l where l.contract_id = c.id order by l.sequence limit 1
      )
    )                                          as "ladderId",
    case when t.data ? 'continuationOf' then (t.data ->> 'continuationOf')::uuid else c.continuation_of end
                                               as "continuationOf",
    (
      select g.group_name from contract_groups g
      where g.contract_id = c.id and g.recorded_at <= $2 order by g.sequence desc limit 1
    )                                          as "group",
    (
      select m.person_id
      from mandates m
      where m.contract_id = c.id
        and m.role = 'main_tutor'
        and m.recorded_at <= $2
        and app.paris_day($2) >= m.from_day
        and app.paris_day($2) < coalesce(
          case when m.ended_recorded_at is null or m.ended_recorded_at <= $2 then m.until_day else m.planned_until_day end,
          'infinity'
        )
      order by m.sequence desc
      limit 1
    )                                          as "mainTutorId",
    (
      select max(e.recorded_at) from events e where e.contract_id = c.id and e.recorded_at <= $2
    )                                          as "updatedAt"
  from contracts c
  left join lateral (
    select e.data from events e
    where e.contract_id = c.id and e.type in ('contract.created', 'contract.amended') and e.recorded_at <= $2
    order by e.sequence desc
    limit 1
  ) last on true
  left join app.stood_then($2) s on s.row_id = c.id
  cross join lateral (
    select
      coalesce(last.data, '{}') as data,
      coalesce(s.person_id, (last.data ->> 'alternantId')::uuid, c.alternant_id) as alternant,
      coalesce((last.data ->> 'employerId')::uuid, c.employer_id) as employer,
      coalesce((last.data ->> 'trainingCentreId')::uuid, c.training_centre_id) as centre
  ) t
  left join lateral (select * from app.names_of_people(array[t.alternant], $2)) n on true
  where c.id = $1
`;

/** @throws not_found when the contract may not be seen */
export async function readPastFacts(q: Queryable, id: ContractId, at: Instant): Promise<PastFacts> {
  const found = await row<PastFacts & Record<string, unknown>>(q, PAST, [id, at]);
  if (!found) throw notFound();
  return found;
}
