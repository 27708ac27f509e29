import { createHash } from 'node:crypto';
import type { Day } from '../../kernel/days.js';
import type { ContractId, OrganisationId, ReviewId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { instantIn, row, rows } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import { DAYS_AHEAD, dueReviews, remindersOf } from './due.rules.js';
import { foldReview } from './reviews.rules.js';
import type { DueReview, Review, ReviewCircumstances, ReviewRow, ReviewRuleRow } from './reviews.types.js';

type Stored = ReviewRow & Record<string, unknown>;

/** As of a sequence of the contract (an expression; null: now). Row-level security leaves out what the reader does not read. */
const reviewsAsOf = (sequence: string): string => {
  const by = (table: string) => `(${sequence} is null or ${table}.sequence <= ${sequence})`;
  return `
  select
    r.id,
    r.contract_id as "contractId",
    r.kind,
    r.on_day      as "on",
    r.mode,
    r.place,
    r.amends,
    r.sequence,
    r.recorded_at as "recordedAt",
    r.recorded_by as "recordedBy",
    (
      select x.id
      from reviews x
      where x.amends = r.id
        and ${by('x')}
        and (
          select s.kind from review_steps s
          where s.review_id = x.id and s.kind <> 'moved' and ${by('s')}
          order by s.sequence desc
          limit 1
        ) is distinct from 'cancelled'
      order by x.sequence desc
      limit 1
    )             as "amendedBy",
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'kind', s.kind, 'on', s.on_day, 'mode', s.mode, 'place', s.place, 'reason', s.reason,
        'recordedAt', ${instantIn('s.recorded_at')}, 'recordedBy', s.recorded_by
      ) order by s.sequence), '[]')
      from review_steps s
      where s.review_id = r.id and ${by('s')}
    )             as steps,
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'part', s.part, 'items', s.items, 'sequence', s.sequence,
        'recordedAt', ${instantIn('s.recorded_at')}, 'writtenBy', s.written_by
      ) order by s.sequence), '[]')
      from review_sections s
      where s.review_id = r.id and ${by('s')}
    )             as sections,
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'part', a.part, 'agrees', a.agrees, 'comment', a.comment, 'asOf', a.as_of,
        'recordedAt', ${instantIn('a.recorded_at')}, 'answeredBy', a.answered_by
      ) order by a.sequence), '[]')
      from review_answers a
      where a.review_id = r.id and ${by('a')}
    )             as answers,
    app.reads_reviews(r.contract_id) as "readsTexts"
  from reviews r
`;
};

const REVIEWS = reviewsAsOf('null::bigint');

/** @throws not_found */
export async function getReview(q: Queryable, id: ReviewId): Promise<Review> {
  return foldReview(await getReviewRow(q, id));
}

/** With everything that was written in it, also what was written anew. @throws not_found */
export async function getReviewRow(q: Queryable, id: ReviewId): Promise<ReviewRow> {
  const found = await row<Stored>(q, `${REVIEWS} where r.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were planned first. @throws not_found when the contract may not be seen */
export async function listReviews(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<Review[]> {
  return (await listOfContract<Stored>(q, REVIEWS, 'r', contractId, page)).map(foldReview);
}

/**
 * The reviews of a contract as its history told them up to a sequence (null: now), and what is due on a day: for the booklet,
 * the audit pack and the calendar. Each reader gets what they read. Of a contract that does not run nothing is due.
 */
export async function loadReviewsOf(
  q: Queryable,
  contractId: ContractId,
  { sequence, on }: { readonly sequence: number | null; readonly on: Day },
): Promise<{ readonly reviews: readonly Review[]; readonly due: readonly DueReview[] }> {
  const found = await rows<Stored>(
    q,
    `
    ${reviewsAsOf('$2::bigint')}
    where r.contract_id = $1 and ($2::bigint is null or r.sequence <= $2)
    order by r.sequence
    limit 200
    `,
    [contractId, sequence],
  );
  const [circumstances] = await loadReviewCircumstances(q, [contractId], on, null);
  const due = circumstances ? dueReviews({ ...circumstances, reviews: found }, on) : [];
  return { reviews: found.map(foldReview), due };
}

/** How many reviews a contract has. */
export async function countReviews(q: Queryable, contractId: ContractId): Promise<number> {
  const found = await row<{ count: number }>(
    q,
    'select count(*)::integer as count from reviews r where r.contract_id = $1',
    [contractId],
  );
  return found?.count ?? 0;
}

/** Whether the caller administers the centre of that contract today. */
export async function administersCentre(q: Queryable, contractId: ContractId): Promise<boolean> {
  const found = await row<{ administers: boolean }>(
    q,
    `
    select c.training_centre_id = any (app.organisations_as('centre_admin')) as administers
    from contracts c
    where c.id = $1
    `,
    [contractId],
  );
  return found?.administers ?? false;
}

const CIRCUMSTANCES = `
  select x.contract_id as "contractId", x.kind, x.life, x.rules, x.reviews
  from app.review_circumstances($1, $2, $3) x
`;

/** Of those that run on that day; `ahead`: only where something may be due so many days later. */
export function loadReviewCircumstances(
  q: Queryable,
  contracts: readonly ContractId[],
  on: Day,
  ahead: number | null,
): Promise<ReviewCircumstances[]> {
  return rows<ReviewCircumstances & Record<string, unknown>>(q, CIRCUMSTANCES, [contracts, on, ahead]);
}

/** So many contracts are read at a time. */
const AT_ONCE = 500;

/**
 * Reviews of a centre's contracts that are near or late, contract by contract: so many contracts are read for a page, which may
 * hold fewer than asked. `next`: the contract after which to go on.
 */
export async function listDueReviews(
  q: Queryable,
  trainingCentreId: OrganisationId,
  { after, limit, today }: { readonly after: string | null; readonly limit: number; readonly today: Day },
): Promise<{ readonly due: readonly DueReview[]; readonly next: ContractId | null }> {
  const contracts = await rows<{ id: ContractId }>(
    q,
    `
    select c.id
    from contracts c
    where c.training_centre_id = $1
      and ($2::uuid is null or c.id > $2)
      and c.signed_on is not null
      and c.cancelled_on is null
      and c.held_until > $3
    order by c.id
    limit $4
    `,
    [trainingCentreId, after, today, AT_ONCE],
  );
  const found = await loadReviewCircumstances(
    q,
    contracts.map(({ id }) => id),
    today,
    null,
  );
  const byContract = new Map(found.map((one) => [one.contractId, one]));
  const due: DueReview[] = [];
  let before: ContractId | null = null;
  for (const { id } of contracts) {
    const circumstances = byContract.get(id);
    const near = circumstances
      ? dueReviews(circumstances, today).filter(({ state }) => state !== 'upcoming')
      : [];
    if (due.length > 0 && due.length + near.length > limit) return { due, next: before };
    due.push(...near);
    before = id;
  }
  return { due, next: contracts.length === AT_ONCE ? (contracts.at(-1)?.id ?? null) : null };
}

/** Something of which people are reminded: the same id for the same day of the same contract, whenever it is asked. */
export interface RemindedReview extends Pick<DueReview, 'contractId' | 'state'> {
  readonly id: string;
}

/** What people are reminded of, on every running contract: for whoever tells people. */
export async function listRemindedReviews(q: Queryable, today: Day): Promise<RemindedReview[]> {
  const reminded: RemindedReview[] = [];
  let after: ContractId | null = null;
  for (;;) {
    const page: { id: ContractId }[] = await rows<{ id: ContractId }>(
      q,
      'select w.contract_id as id from app.contracts_running($1, $2, $3) w',
      [today, after, AT_ONCE],
    );
    const ids = page.map(({ id }) => id);
    const found = await loadReviewCircumstances(q, ids, today, DAYS_AHEAD);
    for (const { contractId, kind, dueOn, state } of found.flatMap((one) => remindersOf(one, today)))
      reminded.push({ id: idOf(`${contractId} ${kind} ${dueOn}`), contractId, state });
    if (page.length < AT_ONCE) return reminded;
    after = ids.at(-1) ?? null;
  }
}

/** A UUID (version 8) made of what it stands for. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The rules of a centre, in the order in which they were recorded; one more than `limit`. */
export function listReviewRules(
  q: Queryable,
  trainingCentreId: OrganisationId,
  { after, limit }: { after: string | null; limit: number },
): Promise<ReviewRuleRow[]> {
  return rows<ReviewRuleRow & Record<string, unknown>>(
    q,
    `
    select
      u.id,
      u.training_centre_id as "trainingCentreId",
      u.kind,
      u.first_months       as "firstMonths",
      u.every_months       as "everyMonths",
      u.from_day           as "from",
      u.recorded_at        as "recordedAt",
      u.recorded_by        as "recordedBy"
    from review_rules u
    where u.training_centre_id = $1 and ($2::uuid is null or u.id > $2)
    order by u.id
    limit $3
    `,
    [trainingCentreId, after, limit + 1],
  );
}
