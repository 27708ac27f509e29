import type { Fact } from '../contract-history/contract-history.types.js';
import type { LadderProgress } from '../ladder/progress/ladder-progress.types.js';
import type { MergeRow } from './merges.types.js';

/** What a merge, or its way back, leaves of a ladder: the same facts, of one person or of two. */
export type Recounted = { readonly recounted: LadderProgress };

const dataOf = ({ id, keptId, duplicateId }: Pick<MergeRow, 'id' | 'keptId' | 'duplicateId'>) => ({
  mergeId: id,
  keptId,
  duplicateId,
});

/** The rows that moved are listed with the merge. `recounted`: null where no observation was recorded by the duplicate. */
export const personMerged = (
  merge: Pick<MergeRow, 'id' | 'keptId' | 'duplicateId'>,
  recounted: LadderProgress | null,
): Fact<Recounted> => ({
  event: { type: 'person.merged', data: dataOf(merge) },
  rows: [],
  ...(recounted ? { moves: () => ({ recounted }) } : {}),
});

export const mergeUndone = (
  merge: Pick<MergeRow, 'id' | 'keptId' | 'duplicateId'>,
  recounted: LadderProgress | null,
): Fact<Recounted> => ({
  event: { type: 'person.merge_undone', data: dataOf(merge) },
  rows: [],
  ...(recounted ? { moves: () => ({ recounted }) } : {}),
});
