import type { Instant } from '../../kernel/days.js';
import type { ConcernId, ContractId, Id, PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import { listOfContract } from '../contracts/contract-pages.queries.js';
import type { ConcernRaised } from './concerns.types.js';

type ConcernRow = Omit<ConcernRaised, 'review'> &
  (
    | { readonly reviewId: null }
    | {
        readonly reviewId: Id<'concern_review'>;
        readonly reviewedBy: PersonId;
        readonly reviewedAt: Instant;
        readonly reviewText: string;
      }
  );

const CONCERNS = `
  select
    k.id,
    k.contract_id as "contractId",
    k.severity,
    k.missions,
    k.text,
    k.raised_by   as "raisedBy",
    k.recorded_at as "recordedAt",
    v.id          as "reviewId",
    v.reviewed_by as "reviewedBy",
    v.recorded_at as "reviewedAt",
    v.text        as "reviewText",
    app.reads_comments(c) as "readsComments"
  from concerns k
  join contracts c on c.id = k.contract_id
  left join concern_reviews v on v.concern_id = k.id
`;

/** @throws not_found */
export async function getConcern(q: Queryable, id: ConcernId): Promise<ConcernRaised> {
  const found = await row<ConcernRow>(q, `${CONCERNS} where k.id = $1`, [id]);
  if (!found) throw notFound();
  return withReview(found);
}

/** In the order in which they were recorded. @throws not_found when the contract may not be seen */
export async function listConcerns(
  q: Queryable,
  contractId: ContractId,
  page: { after: string | null; limit: number },
): Promise<ConcernRaised[]> {
  return (await listOfContract<ConcernRow>(q, CONCERNS, 'k', contractId, page)).map(withReview);
}

function withReview(found: ConcernRow): ConcernRaised {
  const { id, contractId, severity, missions, text, raisedBy, recordedAt, readsComments } = found;
  const review =
    found.reviewId === null
      ? null
      : {
          id: found.reviewId,
          reviewedBy: found.reviewedBy,
          recordedAt: found.reviewedAt,
          text: found.reviewText,
        };
  return { id, contractId, severity, missions, text, raisedBy, recordedAt, readsComments, review };
}
