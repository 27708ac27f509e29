import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, ObservationId, PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { instantIn, row, rows } from '../../platform/database/sql.js';
import type { CompetencyAtLevel } from '../ladder/facts.types.js';
import type { ReadObservationItem, Withdrawal } from '../sign-offs/facts/facts.types.js';
import { contestedNow } from '../contracts/contested-days.queries.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import type { SentBefore } from '../sign-offs/shift/shift.types.js';

export interface ObservationRow {
  readonly id: ObservationId;
  readonly contractId: ContractId;
  readonly sequence: number;
  readonly observerId: PersonId;
  readonly observedOn: Day;
  readonly recordedAt: Instant;
  readonly mission: string | null;
  readonly unit: string | null;
  readonly items: readonly ReadObservationItem[];
  /** The withdrawal of the whole; where each item was withdrawn, the last of them. */
  readonly withdrawal: Withdrawal | null;
  /** A late act contests its day. */
  readonly contested: boolean;
  readonly readsComments: boolean;
}

const WITHDRAWAL = (w: string): string => `
  jsonb_build_object(
    'id', ${w}.id, 'withdrawnBy', ${w}.withdrawn_by, 'reason', ${w}.reason, 'revocationId', ${w}.revocation_id,
    'recordedAt', ${instantIn(`${w}.recorded_at`)}
  )
`;

const OBSERVATIONS = `
  select
    o.id,
    o.contract_id as "contractId",
    o.sequence,
    o.observer_id as "observerId",
    o.observed_on as "observedOn",
    o.recorded_at as "recordedAt",
    o.mission,
    o.unit,
    (
      select jsonb_agg(i.item || jsonb_build_object('withdrawal', (
        select ${WITHDRAWAL('x')}
        from observation_withdrawals x
        where x.observation_id = o.id
          and x.competency = i.item ->> 'competency'
          and x.level = i.item ->> 'level'
          and not exists (select from overturns v where v.revocation_id = x.revocation_id)
        order by x.sequence desc
        limit 1
      )) order by i.place)
      from jsonb_array_elements(o.items) with ordinality as i (item, place)
    ) as items,
    case when w.id is not null then ${WITHDRAWAL('w')} end as withdrawal,
    ${contestedNow('observation', 'o')} and not app.is_withdrawn(o.id, o.items) as contested,
    app.reads_comments(c) as "readsComments"
  from observations o
  join contracts c on c.id = o.contract_id
  left join observation_withdrawals w on w.observation_id = o.id and w.competency is null
`;

/** @throws not_found */
export async function getObservation(q: Queryable, id: ObservationId): Promise<ObservationRow> {
  const found = await row<ObservationRow>(q, `${OBSERVATIONS} where o.id = $1`, [id]);
  if (!found) throw notFound();
  return asWhole(found);
}

/** A row of `i (item)` of the observation `o` that nobody withdrew, as a condition; a revocation takes no unsafe one. */
export const stillSaid = (observation: string): string => `
  not exists (
    select
    from observation_withdrawals w
    where w.observation_id = ${observation}.id
      and (w.competency is null or (w.competency = i.item ->> 'competency' and w.level = i.item ->> 'level'))
  )
`;

/** The observation of the same call as a sign-off, where it says something of it and that still stands. */
export async function findEffectiveItem(
  q: Queryable,
  signOff: {
    readonly observationId: ObservationId | null;
    readonly competency: string;
    readonly level: string;
  },
): Promise<ObservationId | null> {
  if (!signOff.observationId) return null;
  const { id, items, withdrawal } = await getObservation(q, signOff.observationId);
  const item = items.find(
    ({ competency, level }) => competency === signOff.competency && level === signOff.level,
  );
  return item && !item.withdrawal && !withdrawal ? id : null;
}

export interface WithdrawnObservation {
  /** The id of the withdrawal. */
  readonly id: string;
  readonly observation: ObservationRow;
}

/** As it is read after a withdrawal, of all of it or of one item. */
export function withdrawnFrom(
  row: ObservationRow,
  withdrawal: Withdrawal,
  item: CompetencyAtLevel | null,
): ObservationRow {
  if (!item) return { ...row, withdrawal, contested: false };
  const isItem = (one: CompetencyAtLevel) => one.competency === item.competency && one.level === item.level;
  const left = asWhole({
    ...row,
    items: row.items.map((one) => (isItem(one) ? { ...one, withdrawal } : one)),
  });
  return { ...left, contested: left.contested && left.withdrawal === null };
}

/** Withdrawn item by item is withdrawn. */
function asWhole(row: ObservationRow): ObservationRow {
  const each = row.items.flatMap(({ withdrawal }) => withdrawal ?? []);
  if (row.withdrawal || each.length < row.items.length) return row;
  return { ...row, withdrawal: each.reduce((a, b) => (a.recordedAt < b.recordedAt ? b : a)) };
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export async function listObservations(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<ObservationRow[]> {
  const found = await listOfContract<ObservationRow>(q, OBSERVATIONS, 'o', contractId, page);
  return found.map(asWhole);
}

const SENT = {
  name: 'sent_observations',
  text: `
    select k.client_id as "clientId", k.request_hash as "requestHash", s.*
    from sent_facts k
    left join (${OBSERVATIONS}) s on s.id = k.observation_id
    where k.person_id = $1
      and k.client_id = any ($2)
  `,
};

/** What was sent under these ids. Their own words are no secret to them, whatever they may read today. */
export async function findSentBefore(
  q: Queryable,
  personId: PersonId,
  clientIds: readonly string[],
): Promise<Map<string, SentBefore<ObservationRow>>> {
  const found = await rows<ObservationRow & { clientId: string; requestHash: Buffer }>(q, SENT, [
    personId,
    clientIds,
  ]);
  return new Map(
    found.map(({ clientId, requestHash, ...observation }) => {
      // Empty: a sign-off, or of a contract that they no longer see.
      const recorded = observation.id ? asWhole({ ...observation, readsComments: true }) : observation;
      return [clientId, { requestHash, recorded }];
    }),
  );
}
