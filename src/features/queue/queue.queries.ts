import type { ContractId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { AMENDMENTS_TO_SIGN } from '../amendments/amendments.queue.queries.js';
import { PREREQUISITES_TO_RENEW } from '../attestations/reminders/reminders.queue.queries.js';
import { OUTCOMES_TO_RECORD } from '../outcomes/outcomes.queue.queries.js';
import { CONTESTED_FACTS_TO_RULE } from '../disputes/contested-facts/contested-facts.queue.queries.js';
import { DISPUTES_TO_RULE } from '../disputes/disputes.queue.queries.js';
import { loadQueueContracts, type AskedSource } from '../ladder/queue-contracts.queries.js';
import type { LevelledContract } from '../ladder/queue-contracts.types.js';
import type { Candidate, QueueItem, QueueReader } from '../mandates/queue.types.js';
import { MANDATES_TO_REPLACE } from '../mandates/replacements.queue.queries.js';
import { CONCERNS_TO_REVIEW } from '../concerns/concerns.queue.queries.js';
import {
  ENTRIES_TO_ACKNOWLEDGE,
  listOpenEntries,
  type OpenEntries,
} from '../journal/journal.queue.queries.js';
import { ABSENCES_TO_COVER } from '../sign-off-requests/absences.queue.queries.js';
import { LEVELS_TO_DECIDE } from '../level-decisions/level-decisions.queue.queries.js';
import { UNSAFE_TO_ANSWER } from '../observations/proposals/proposals.queries.js';
import { REVIEWS_DUE, REVIEWS_TO_SIGN } from '../reviews/reviews.queue.queries.js';
import { REQUESTS_TO_DECIDE } from '../sign-off-requests/sign-off-requests.queue.queries.js';
import { findWanted, putWords } from '../ladder/words/words.rules.js';
import { countKinds, namedIn, pageOf, withNames, type Name } from './queue.rules.js';
import type { Awaiting, Queue, QueuePage } from './queue.types.js';

/** What may await somebody, by kind, and where it comes from. A level awaits a decision, or the signature that completes one. */
const SOURCES = {
  sign_off_request: REQUESTS_TO_DECIDE,
  level_decision: LEVELS_TO_DECIDE,
  co_signature: LEVELS_TO_DECIDE,
  concern_review: CONCERNS_TO_REVIEW,
  absence_to_cover: ABSENCES_TO_COVER,
  mandate_to_replace: MANDATES_TO_REPLACE,
  dispute: DISPUTES_TO_RULE,
  journal_entry: ENTRIES_TO_ACKNOWLEDGE,
  revocation_proposal: UNSAFE_TO_ANSWER,
  contested_fact: CONTESTED_FACTS_TO_RULE,
  amendment_to_sign: AMENDMENTS_TO_SIGN,
  prerequisite_to_renew: PREREQUISITES_TO_RENEW,
  outcome_to_record: OUTCOMES_TO_RECORD,
  review_to_sign: REVIEWS_TO_SIGN,
  review_due: REVIEWS_DUE,
} as const;

export type QueueKind = keyof typeof SOURCES;
export const QUEUE_KINDS = Object.keys(SOURCES) as readonly QueueKind[];
type Decided = QueueItem<QueueKind>;

/**
 * Whatever is open on a contract of the reader, by facts alone. `own`: the contracts on which they hold a mandate that runs
 * today, and as what; `administered`: those of the organisations that they administer. Both are more than what gives rights:
 * policies decide. `is_running`: signed, and neither cancelled nor over.
 */
const CANDIDATES = {
  name: 'queue-candidates',
  text: `
    with own as materialized (
      select c.id as contract_id, m.roles, ${isRunning('c')} as is_running, ${isOver('c')} as is_over, c.held_until
      from (
        select held.contract_id, array_agg(held.role) as roles
        from mandates held
        where held.person_id = $1
          and daterange(held.from_day, held.until_day) @> $3::date
        group by held.contract_id
      ) m
      cross join lateral (select * from contracts one where one.id = m.contract_id offset 0) c
    ),
    administered as materialized (
      select
        c.id as contract_id,
        bool_or(o.is_centre) as is_centres,
        ${isRunning('c')} as is_running,
        ${isOver('c')} as is_over,
        c.held_until
      from (
        select unnest((select app.organisations_as('hr'))::uuid[]), false
        union all
        select unnest((select app.organisations_as('centre_admin'))::uuid[]), true
      ) o (id, is_centre)
      cross join lateral (
        select one.id, one.signed_on, one.cancelled_on, one.held_until
        from contracts one
        where not o.is_centre and one.employer_id = o.id
        union all
        select one.id, one.signed_on, one.cancelled_on, one.held_until
        from contracts one
        where o.is_centre and one.training_centre_id = o.id
        offset 0
      ) c
      group by c.id, c.signed_on, c.cancelled_on, c.held_until
    )
    select n.kind, n.id, n.contract_id as "contractId", n.since, n.facts
    from (${[...new Set(Object.values(SOURCES))].map(({ candidates }) => candidates).join('union all')}) n
  `,
};

function isRunning(contract: string): string {
  return `(${contract}.signed_on is not null and ${contract}.cancelled_on is null and ${contract}.held_until > $3)`;
}

function isOver(contract: string): string {
  return `(${contract}.signed_on is not null and ${contract}.cancelled_on is null and ${contract}.held_until <= $3)`;
}

type CandidateRow = Candidate<unknown> & { readonly kind: QueueKind };
type Contracts = ReadonlyMap<ContractId, LevelledContract>;

/**
 * What awaits the reader, the oldest first; one more than `limit`, to know whether a page follows. Six statements at most:
 * candidates, contracts, ladders that this process does not know, states of progress, journal, names; contracts and standings in
 * batches where somebody follows more than one holds.
 */
export async function readQueue(
  q: Queryable,
  reader: QueueReader,
  page: QueuePage<QueueKind>,
): Promise<Queue<QueueKind>> {
  const candidates = await rows<CandidateRow & Record<string, unknown>>(q, CANDIDATES, [
    reader.personId,
    reader.now,
    reader.today,
  ]);
  const contracts = await loadQueueContracts(q, [...new Set(candidates.map(({ contractId }) => contractId))]);
  const decided = await decideAll(q, candidates, contracts, reader);
  const journals = candidates.flatMap(({ kind, contractId, facts }) => {
    const contract = contracts.get(contractId);
    const awaits = kind === 'journal_entry' && contract && ENTRIES_TO_ACKNOWLEDGE.awaits(contract, reader);
    return awaits ? [{ contractId, count: (facts as OpenEntries).count }] : [];
  });
  const entries = await readEntries(q, journals, reader, page);
  return {
    counts: countKinds(QUEUE_KINDS, decided, {
      journal_entry: journals.reduce((sum, { count }) => sum + count, 0),
    }),
    awaiting: await named(q, pageOf([...decided, ...entries], page), contracts, reader),
  };
}

/** What of it awaits the reader, as the policies say; entries of the journal apart. */
async function decideAll(
  q: Queryable,
  candidates: readonly CandidateRow[],
  contracts: Contracts,
  reader: QueueReader,
): Promise<Decided[]> {
  const items: Decided[] = [];
  const unsure = new Map<QueueKind, CandidateRow[]>();
  for (const candidate of candidates) {
    const contract = contracts.get(candidate.contractId);
    if (!contract || candidate.kind === 'journal_entry') continue;
    const { decide, findOpen } = sourceOf(candidate.kind);
    const item = decide(candidate, contract, reader) as Decided | null;
    if (!item) continue;
    items.push(item);
    if (findOpen) unsure.set(candidate.kind, [...(unsure.get(candidate.kind) ?? []), candidate]);
  }
  return withoutClosed(q, items, unsure, contracts);
}

/** Asks each kind that cannot tell by the contract alone which of its candidates are open. */
async function withoutClosed(
  q: Queryable,
  items: readonly Decided[],
  unsure: ReadonlyMap<QueueKind, readonly CandidateRow[]>,
  contracts: Contracts,
): Promise<Decided[]> {
  let open = [...items];
  for (const [asked, candidates] of unsure) {
    const ids = await sourceOf(asked).findOpen?.(q, candidates, contracts);
    open = open.filter(({ kind, id }) => kind !== asked || ids?.has(id));
  }
  return open;
}

/** A candidate of any kind but entries of the journal. */
const sourceOf = (kind: QueueKind) => SOURCES[kind] as AskedSource<unknown>;

/** Those of the page that is asked for. */
async function readEntries(
  q: Queryable,
  journals: readonly { readonly contractId: ContractId }[],
  { now }: QueueReader,
  { kind, after, limit }: QueuePage,
): Promise<Decided[]> {
  if (journals.length === 0 || (kind !== null && kind !== 'journal_entry')) return [];
  const ids = journals.map(({ contractId }) => contractId);
  return listOpenEntries(q, ids, now, { after, limit: limit + 1 });
}

/** With what people are called now, and titles beside codes. */
async function named(
  q: Queryable,
  page: readonly Decided[],
  contracts: Contracts,
  { now }: QueueReader,
): Promise<Awaiting<QueueKind>[]> {
  if (page.length === 0) return [];
  const wanted = page.flatMap(({ contractId, detail }) =>
    findWanted(detail, { contractId, ladderId: null, at: null }),
  );
  const inDetail = wanted.flatMap(({ words, named: ids }) => (words.kind === 'person' ? (ids ?? []) : []));
  const found = await rows<Name & { isSeen: boolean } & Record<string, unknown>>(q, NAMES, [
    namedIn(page, contracts),
    now,
    [...new Set(inDetail)],
  ]);
  const seen = found.filter(({ isSeen }) => isSeen);
  putWords(wanted, {
    laddersOf: ({ contractId: id }) => [(id && contracts.get(id)) ?? []].flat().map(({ ladder }) => ladder),
    names: Object.fromEntries(seen.map((one) => [one.id, `${one.givenName} ${one.familyName}`])),
  });
  return withNames(
    page,
    contracts,
    new Map(found.map(({ id, givenName, familyName }) => [id, { id, givenName, familyName }])),
  );
}

/** Alternants and last main tutors, whom a place in the queue names; others where the reader may see them. */
const NAMES = {
  name: 'queue-names',
  text: `
    select n.person_id as id, n.given_name as "givenName", n.family_name as "familyName", false as "isSeen"
    from app.names_of_people($1, $2) n
    union all
    select p.id, p.given_name, p.family_name, true
    from unnest($3::uuid[]) wanted (id)
    cross join lateral (
      select wanted.id, app.called(one.given_name, one.usual_given_name) as given_name,
        app.called(one.family_name, one.usual_family_name) as family_name
      from people one where one.id = app.kept_person(wanted.id) offset 0
    ) p
  `,
};
