import { createHash } from 'node:crypto';
import type { Day } from '../../../kernel/days.js';
import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import { DAYS_AHEAD, dueReviews, remindersOf } from './due.rules.js';
import type { DueReview, ReviewCircumstances, ReviewRuleRow } from '../reviews.types.js';

const CIRCUMSTANCES = `
  select x.contract_id as "contractId", x.kind, x.life, x.rules, x.reviews
  from app.review_circumstances($1, $2, $3) x
`;

/** Reads those that run on that day; `ahead`: only where something may be due so many days later. */
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
