import {
  competencyTitle,
  type Ladder,
  type Mission,
  type Supervision,
} from '../../../frameworks/frameworks.types.js';
import { supervisionAt, type Place } from '../../../frameworks/ladders/supervision.types.js';
import type { LadderState } from '../../ladder.types.js';
import type { Day } from '../../../../kernel/days.js';
import type { Closer } from '../entitlement.types.js';

/** Under whose eyes an allowed mission is performed, by what is acquired and by what asks for closer ones. */
export function supervisionOf(
  ladder: Ladder,
  state: LadderState,
  mission: Mission,
  closer: Pick<Place, 'isCloser' | 'isUnsafe'> = {},
): Supervision {
  const current = state.levels.find(({ code }) => code === state.currentLevel)?.index ?? 0;
  const highestAcquired = (competency: string) =>
    Math.max(
      0,
      ...state.levels
        .filter((level) =>
          level.requirements.some((r) => r.competency === competency && r.status === 'acquired'),
        )
        .map((level) => level.index),
    );
  return supervisionAt(ladder, mission, { current, highestAcquired, ...closer });
}

/** Says so with what of the circumstances makes it closer: only what changes something is a reason. */
export function superviseClosely(
  ladder: Ladder,
  state: LadderState,
  mission: Mission,
  {
    isBackFromLongAbsence,
    unsafe,
  }: { readonly isBackFromLongAbsence: boolean; readonly unsafe?: ReadonlyMap<string, Day> },
): { readonly supervision: Supervision; readonly closerBecause: readonly Closer[] } {
  const under = (closer: Pick<Place, 'isCloser' | 'isUnsafe'>) =>
    supervisionOf(ladder, state, mission, closer);
  const earned = under({});
  const closerBecause: Closer[] = [];
  if (isBackFromLongAbsence && under({ isCloser: true }) !== earned)
    closerBecause.push({ code: 'long_absence' });
  const observed = mission.competencies.find((competency) => unsafe?.has(competency));
  const on = observed && unsafe?.get(observed);
  if (observed && on && under({ isUnsafe: true }) !== earned)
    closerBecause.push({ code: 'unsafe_observed', competency: competencyTitle(ladder, observed), on });
  const supervision = under({ isCloser: isBackFromLongAbsence, isUnsafe: observed !== undefined });
  return { supervision, closerBecause };
}
