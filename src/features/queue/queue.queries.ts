import type { Day, Instant } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { CONTESTED_FACTS_TO_RULE } from '../disputes/contested-facts/contested-facts.queue.queries.js';
import { ABSENCES_TO_COVER } from '../mandates/absences.queue.queries.js';
import { MANDATES_TO_REPLACE } from '../mandates/replacements.queue.queries.js';
import { DISPUTES_TO_RULE } from '../disputes/disputes.queue.queries.js';
import { CONCERNS_TO_REVIEW } from '../concerns/concerns.queue.queries.js';
import { ENTRIES_TO_ACKNOWLEDGE } from '../journal/journal.queue.queries.js';
import { LEVELS_TO_COSIGN, LEVELS_TO_DECIDE } from '../level-decisions/level-decisions.queue.queries.js';
import { PROPOSALS_TO_ANSWER } from '../observations/proposals.queue.queries.js';
import { REQUESTS_TO_DECIDE } from '../sign-off-requests/sign-off-requests.queue.queries.js';
import type { Awaiting, Queue, QueueKind, QueuePage } from './queue.types.js';
import { QUEUE_KINDS } from './queue.types.js';

/**
 * What awaits somebody, by kind. A piece answers `kind`, `id`, `contract_id`, `since` and `detail` (codes and ids only) of what
 * awaits an act of `$1`, at the instant `$2`, on the day `$3`; it starts from what that person holds or belongs to.
 */
const PIECES: Readonly<Record<QueueKind, string>> = {
  sign_off_request: REQUESTS_TO_DECIDE,
  level_decision: LEVELS_TO_DECIDE,
  co_signature: LEVELS_TO_COSIGN,
  concern_review: CONCERNS_TO_REVIEW,
  absence_to_cover: ABSENCES_TO_COVER,
  mandate_to_replace: MANDATES_TO_REPLACE,
  dispute: DISPUTES_TO_RULE,
  journal_entry: ENTRIES_TO_ACKNOWLEDGE,
  revocation_proposal: PROPOSALS_TO_ANSWER,
  contested_fact: CONTESTED_FACTS_TO_RULE,
};

/** One row for each thing of the page, at least one row in all: each carries the counts. */
const QUEUE = {
  name: 'queue',
  text: `
    with asked as (select $1::uuid as person, $2::timestamptz as at, $3::date as day),
    awaiting as materialized (${QUEUE_KINDS.map((kind) => PIECES[kind]).join('union all')}),
    counted as (
      select coalesce(jsonb_object_agg(n.kind, n.count), '{}') as counts
      from (select a.kind, count(*) from awaiting a group by a.kind) n
    ),
    page as materialized (
      select a.kind, a.id, a.contract_id, a.since, a.detail
      from awaiting a
      where ($4::text is null or a.kind = $4)
        and ($5::timestamptz is null or (a.since, a.kind, a.id) > ($5, $6::text, $7::uuid))
      order by a.since, a.kind, a.id
      limit $8
    ),
    named as materialized (
      select n.person_id, n.given_name, n.family_name
      from asked, app.names_of_people(
        array(select c.alternant_id from contracts c where c.id in (select p.contract_id from page p)), asked.at
      ) n
    )
    select
      counted.counts,
      p.kind,
      p.id,
      p.contract_id  as "contractId",
      p.since,
      p.detail,
      c.alternant_id as "alternantId",
      n.given_name   as "givenName",
      n.family_name  as "familyName"
    from counted
    left join page p on true
    left join contracts c on c.id = p.contract_id
    left join named n on n.person_id = c.alternant_id
    order by p.since, p.kind, p.id
  `,
};

interface QueueRow extends Omit<Awaiting, 'alternant' | 'kind'> {
  readonly counts: Readonly<Partial<Record<QueueKind, number>>>;
  /** Null in the only row of an empty page. */
  readonly kind: QueueKind | null;
  readonly alternantId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
}

/** The oldest first; one more than `limit`, to know whether a page follows. */
export async function readQueue(
  q: Queryable,
  personId: PersonId,
  now: Instant,
  today: Day,
  { kind, after, limit }: QueuePage,
): Promise<Queue> {
  const found = await rows<QueueRow>(q, QUEUE, [
    personId,
    now,
    today,
    kind,
    after?.since ?? null,
    after?.kind ?? null,
    after?.id ?? null,
    limit + 1,
  ]);
  const counts = found[0]?.counts ?? {};
  return {
    counts: Object.fromEntries(QUEUE_KINDS.map((one) => [one, counts[one] ?? 0])) as Queue['counts'],
    awaiting: found.flatMap((row) =>
      row.kind === null
        ? []
        : [
            {
              kind: row.kind,
              id: row.id,
              contractId: row.contractId,
              alternant: {
                id: row.alternantId,
                givenName: row.givenName,
                familyName: row.familyName,
              },
              since: row.since,
              detail: row.detail,
            },
          ],
    ),
  };
}
