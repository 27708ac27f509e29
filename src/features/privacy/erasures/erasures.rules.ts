import { addMilliseconds, type Instant } from '../../../kernel/days.js';
import type { Erasure, ErasureState } from './erasures.types.js';

/** How long an erasure can be taken back before it is carried out. */
export const ERASURE_DAYS = 30;

export const dueAfter = (askedAt: Instant): Instant => addMilliseconds(askedAt, ERASURE_DAYS * 86_400_000);

type Ends = Pick<Erasure, 'withdrawnAt' | 'doneAt' | 'obstacles'>;

/** Where an erasure stands. What stands in its way holds it back: it is carried out once that is over. */
export function erasureState({ withdrawnAt, doneAt, obstacles }: Ends): ErasureState {
  if (doneAt !== null) return 'done';
  if (withdrawnAt !== null) return 'withdrawn';
  return obstacles.length > 0 ? 'held_back' : 'waiting';
}

export const isOpen = (erasure: Ends): boolean => erasure.doneAt === null && erasure.withdrawnAt === null;
