import type { Day } from '../../kernel/days.js';
import type { ContractId, PersonId, ReviewId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { instantIn, row, rows } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import { dueReviews } from './due/due.rules.js';
import { foldReview } from './reviews.rules.js';
import type { DueReview, Review, ReviewCircumstances, ReviewRow } from './reviews.types.js';

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
 * The reviews of a contract as its history told them up to a sequence, and what was due on a day, by its life of then and what its
 * centre had set before that day: of the past, the same for ever. Each reader gets what they read.
 */
export async function loadReviewsOf(
  q: Queryable,
  contract: Pick<ReviewCircumstances, 'contractId' | 'kind' | 'life'>,
  { sequence, on }: { readonly sequence: number; readonly on: Day },
): Promise<{ readonly reviews: readonly Review[]; readonly due: readonly DueReview[] }> {
  const found = await rows<Stored>(
    q,
    `
    ${reviewsAsOf('$2::bigint')}
    where r.contract_id = $1 and r.sequence <= $2
    order by r.sequence
    limit 200
    `,
    [contract.contractId, sequence],
  );
  const set = await row<Pick<ReviewCircumstances, 'rules'> & Record<string, unknown>>(
    q,
    'select app.review_rules_before($1, $2) as rules',
    [contract.contractId, on],
  );
  const due = dueReviews({ ...contract, rules: set?.rules ?? [], reviews: found }, on);
  return { reviews: found.map(foldReview), due };
}

/** How many reviews of a contract somebody planned. */
export async function countReviews(q: Queryable, contractId: ContractId, by: PersonId): Promise<number> {
  const found = await row<{ count: number }>(
    q,
    'select count(*)::integer as count from reviews r where r.contract_id = $1 and r.recorded_by = $2',
    [contractId, by],
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
