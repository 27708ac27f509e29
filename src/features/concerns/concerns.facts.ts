import type { ConcernId } from '../../kernel/ids.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { ConcernReview } from './concern-review.entity.js';
import type { Concern } from './concern.entity.js';
import type { Raiser, Reviewer } from './concerns.policy.js';
import type { ConcernRaised, ConcernReviewed } from './concerns.types.js';

/** What the history tells is never a text: its readers may not be readers of comments. */

export const concernRaised = (
  by: Raiser,
  { id, severity, missions, text }: Pick<ConcernRaised, 'id' | 'severity' | 'missions' | 'text'>,
): Fact => ({
  event: { type: 'concern.raised', data: { concernId: id, severity, missions } },
  rows: [
    factRow<Concern>('concerns', { id, raisedBy: by.personId, severity, missions: [...missions], text }),
  ],
});

export const concernReviewed = (
  by: Reviewer,
  concernId: ConcernId,
  { id, text }: Pick<ConcernReviewed, 'id' | 'text'>,
): Fact => ({
  event: { type: 'concern.reviewed', data: { reviewId: id, concernId } },
  rows: [factRow<ConcernReview>('concern_reviews', { id, concernId, reviewedBy: by.personId, text })],
});
