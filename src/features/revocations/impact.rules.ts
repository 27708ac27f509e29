import { laterOf, type Day } from '../../kernel/days.js';
import type { Ladder, Supervision } from '../frameworks/frameworks.types.js';
import { SUPERVISIONS } from '../frameworks/frameworks.types.js';
import { decideEntitlement, type Circumstances } from '../ladder/entitlements/entitlement.rules.js';
import type { LadderState } from '../ladder/ladder.types.js';
import type { LevelStatus } from '../ladder/progress/ladder-progress.types.js';
import type { RunningAssignment } from '../contract-history/facts.types.js';

/** What a revocation takes away, listed before it is done and told again once it is. */
export interface Impact {
  /** Levels that go down, with what they were and become. */
  readonly levels: readonly {
    readonly level: string;
    readonly before: LevelStatus;
    readonly after: LevelStatus;
  }[];
  /** Missions no longer allowed (after: null), or watched more closely. */
  readonly missions: readonly {
    readonly mission: string;
    readonly before: Supervision;
    readonly after: Supervision | null;
  }[];
  /** Assignments, running or to come, of missions no longer allowed. */
  readonly assignments: readonly RunningAssignment[];
  /** Sign-offs taken back, and those above that are kept until the basis returns. */
  readonly signOffs: readonly {
    readonly signOffId: string;
    readonly level: string;
    readonly competency: string;
    readonly effect: 'taken_back' | 'kept';
  }[];
}

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
      if (becomes.signOffId !== was.signOffId) return [{ ...named, effect: 'taken_back' }];
      return was.status === 'acquired' && becomes.status === 'kept' ? [{ ...named, effect: 'kept' }] : [];
    }),
  );
}
