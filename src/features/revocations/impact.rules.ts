import { type Day, laterOf } from '../../kernel/days.js';
import { type Ladder, SUPERVISIONS } from '../frameworks/frameworks.types.js';
import { type Circumstances, decideEntitlement } from '../ladder/entitlements/entitlement.rules.js';
import type { LadderState } from '../ladder/ladder.types.js';
import type { RunningAssignment } from '../sign-offs/facts/facts.types.js';
import type { Impact } from './revocations.types.js';

/** What decides entitlements on a day, beside the ladder: what lasts of it. */
export interface Deciding {
  readonly today: Day;
  readonly on: (day: Day) => Circumstances;
}

/** Compares what two states of one ladder entitle to: missions today, an assignment on its first day that is not over. */
export function findImpact(
  ladder: Ladder,
  before: LadderState,
  after: LadderState,
  assignments: readonly RunningAssignment[],
  { today, on }: Deciding,
): Impact {
  const circumstances = on(today);
  const missions = ladder.missions.flatMap((mission) => {
    const was = decideEntitlement(ladder, before, mission, circumstances).supervision;
    const becomes = decideEntitlement(ladder, after, mission, circumstances).supervision;
    if (was === null) return [];
    const falls = becomes === null || SUPERVISIONS.indexOf(becomes) < SUPERVISIONS.indexOf(was);
    return falls ? [{ mission: mission.code, before: was, after: becomes }] : [];
  });
  const isLost = ({ mission: code, from }: RunningAssignment): boolean => {
    const mission = ladder.missions.find((one) => one.code === code);
    if (!mission) return false;
    const then = on(laterOf(from, today));
    return (
      decideEntitlement(ladder, before, mission, then).allowed &&
      !decideEntitlement(ladder, after, mission, then).allowed
    );
  };
  return {
    levels: before.levels.flatMap((level, index) => {
      const becomes = after.levels[index]?.status ?? level.status;
      return becomes === level.status ? [] : [{ level: level.code, before: level.status, after: becomes }];
    }),
    missions,
    assignments: assignments.filter(isLost),
    signOffs: changedSignOffs(before, after),
  };
}

function changedSignOffs(before: LadderState, after: LadderState): Impact['signOffs'] {
  return before.levels.flatMap((level, levelIndex) =>
    level.requirements.flatMap((was, index): Impact['signOffs'] => {
      const becomes = after.levels[levelIndex]?.requirements[index];
      if (!was.signOffId || !becomes) return [];
      const named = { signOffId: was.signOffId, level: level.code, competency: was.competency };
      if (becomes.signOffId !== was.signOffId) return [{ ...named, effect: 'revoked' }];
      return was.status === 'acquired' && becomes.status === 'kept' ? [{ ...named, effect: 'kept' }] : [];
    }),
  );
}
