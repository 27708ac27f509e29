import type { Day } from '../../kernel/days.js';
import type { ContractId, LadderId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { statusSql } from '../contracts/contracts.queries.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import { RUNNING_STATUSES } from '../contracts/contracts.types.js';
import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';
import { assignedUntil, CIRCUMSTANCES, declarationsOn, LIFE } from '../ladder/circumstances.queries.js';
import type { LadderChanged, LadderChangeId, Moving } from './ladder-changes.types.js';

const CHANGES = `
  select
    x.id,
    x.contract_id        as "contractId",
    x.mapping_id         as "mappingId",
    x.from_ladder_id     as "fromLadderId",
    x.to_ladder_id       as "toLadderId",
    x.recorded_at        as "recordedAt",
    x.recorded_by        as "recordedBy",
    x.recorded_by_client as "recordedByClient",
    x.ended_missions     as "endedMissions"
  from ladder_changes x
`;

/** @throws not_found */
export async function getLadderChange(q: Queryable, id: LadderChangeId): Promise<LadderChanged> {
  const found = await row<LadderChanged>(q, `${CHANGES} where x.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export function listLadderChanges(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<LadderChanged[]> {
  return listOfContract<LadderChanged & Record<string, unknown>>(q, CHANGES, 'x', contractId, page);
}

/** The mapping that counts between two ladders. */
export async function findCurrentMappingId(
  q: Queryable,
  fromLadderId: LadderId,
  toLadderId: LadderId,
): Promise<LadderMappingId | null> {
  const found = await row<{ id: LadderMappingId }>(
    q,
    `
    select m.id
    from ladder_mappings m
    where m.from_ladder_id = $1
      and m.to_ladder_id = $2
    order by m.id desc
    limit 1
    `,
    [fromLadderId, toLadderId],
  );
  return found?.id ?? null;
}

/** `$1`: today; `$2`: the ladder to move to. */
const MOVING = `
  select
    c.id                 as "contractId",
    c.alternant_id       as "alternantId",
    app.called(p.given_name, p.usual_given_name) as "givenName",
    app.called(p.family_name, p.usual_family_name) as "familyName",
    c.ladder_id          as "ladderId",
    c.training_centre_id as "trainingCentreId",
    s.status,
    c.last_sequence      as "lastSequence",
    c.last_recorded_at   as "lastRecordedAt",
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'assignmentId', a.id, 'mission', a.mission, 'from', a.from_day, 'until', ${assignedUntil('a')}
      ) order by a.sequence), '[]')
      from assignments a
      where a.contract_id = c.id
        and (${assignedUntil('a')} is null or ${assignedUntil('a')} > greatest(a.from_day, $1))
    ) as assignments,
    (
      select coalesce(jsonb_agg(jsonb_build_object('mandateId', m.id, 'maxLevel', m.max_level) order by m.id), '[]')
      from mandates m
      where m.contract_id = c.id
        and m.max_level is not null
        and (m.until_day is null or m.until_day > greatest(m.from_day, $1))
    ) as mandates,
    ${LIFE},
    ${CIRCUMSTANCES},
    ${declarationsOn('$2', `'infinity'`)} as "declarationsThere"
  from contracts c
  join people p on p.id = c.alternant_id
  cross join lateral (select ${statusSql('c', '$1::date')}) as s (status)
`;

/** @throws not_found */
export async function getMoving(q: Queryable, id: ContractId, to: LadderId, today: Day): Promise<Moving> {
  const found = await row<Moving & Record<string, unknown>>(q, `${MOVING} where c.id = $3`, [today, to, id]);
  if (!found) throw notFound();
  return found;
}

/** The contracts on a ladder that may move, as far as the reader sees them, in the order of creation; one more than `limit`. */
export function listMoving(
  q: Queryable,
  { fromLadderId, toLadderId }: { fromLadderId: LadderId; toLadderId: LadderId },
  today: Day,
  { after, limit }: { after: string | null; limit: number },
): Promise<Moving[]> {
  return rows<Moving & Record<string, unknown>>(
    q,
    `
    ${MOVING}
    where c.ladder_id = $3
      and s.status = any ($6)
      and ($4::uuid is null or c.id > $4)
    order by c.id
    limit $5
    `,
    [today, toLadderId, fromLadderId, after, limit + 1, RUNNING_STATUSES],
  );
}
