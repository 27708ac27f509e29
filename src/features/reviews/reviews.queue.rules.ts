import { dayOf, earlierOf, instantAt, laterOf, type Day } from '../../kernel/days.js';
import type { Candidate, QueueContract, QueueItem, QueueReader } from '../mandates/queue.types.js';
import { awaitedSince, remindersOf } from './due/due.rules.js';
import { partIn, refersTo } from './reviews.policy.js';
import { completableFrom } from './reviews.rules.js';
import { REVIEW_PARTS, type ReviewCircumstances, type ReviewKind, type Spoken } from './reviews.types.js';

/** A review that was held and is not closed. */
export interface OpenReview extends Spoken {
  readonly kind: ReviewKind;
  readonly on: Day;
}

/** For each of the three who has not written or, once all have, not answered; for the referent where others let it wait. */
export function decideReviewToSign(
  { id, since, facts }: Candidate<OpenReview>,
  contract: QueueContract,
  { personId, today }: QueueReader,
): QueueItem | null {
  const { kind, on, sections, answers } = facts;
  const { contractId } = contract;
  const isWhole = REVIEW_PARTS.every((part) => sections.some((one) => one.part === part));
  const part = partIn(facts, personId, contract, today);
  const item = (act: 'write' | 'answer' | 'complete') => ({
    kind: 'review_to_sign',
    id,
    contractId,
    since,
    detail: { act, reviewKind: kind, on },
  });
  if (part !== null && !(isWhole ? answers : sections).some((one) => one.part === part))
    return item(isWhole ? 'answer' : 'write');
  return today >= completableFrom(on, dayOf(since)) && refersTo(personId, contract, today)
    ? item('complete')
    : null;
}

/** What is near or late and not planned, for the referent. */
export function decideDueReview(
  { id, facts }: Candidate<ReviewCircumstances>,
  contract: QueueContract,
  { personId, today }: QueueReader,
): QueueItem | null {
  if (!refersTo(personId, contract, today)) return null;
  const due = remindersOf(facts, today);
  if (due.length === 0) return null;
  const since = due.map(awaitedSince).reduce(earlierOf<Day>);
  return {
    kind: 'review_due',
    id,
    contractId: contract.contractId,
    since: laterOf(contract.createdAt, instantAt(since, '00:00')),
    detail: {
      reviews: due.map(({ kind, dueOn, state, plannedReviewId, plannedOn }) => ({
        reviewKind: kind,
        dueOn,
        state,
        plannedReviewId,
        plannedOn,
      })),
    },
  };
}
