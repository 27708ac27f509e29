import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { LadderProgress } from '../progress/ladder-progress.types.js';
import { findCurrent, halfSignature, levelStatuses } from './statuses.rules.js';

export interface Awaited {
  readonly kind: 'decision_awaited' | 'cosignature_awaited';
  readonly level: string;
}

/** What the facts between two standings make somebody wait for: the decision on a level become ready, or its second signature. */
export function findAwaited(ladder: Ladder, before: LadderProgress, after: LadderProgress): Awaited | null {
  const [was, is] = [awaitedOf(ladder, before), awaitedOf(ladder, after)];
  return is && (was?.kind !== is.kind || was.level !== is.level) ? is : null;
}

function awaitedOf(ladder: Ladder, progress: LadderProgress): Awaited | null {
  const statuses = levelStatuses(ladder, progress);
  const { index } = findCurrent(statuses);
  const [level, own] = [ladder.levels[index], progress.levels[index]];
  if (!level || !own || statuses[index] !== 'ready') return null;
  return {
    kind: halfSignature(level, own) ? 'cosignature_awaited' : 'decision_awaited',
    level: level.code,
  };
}
