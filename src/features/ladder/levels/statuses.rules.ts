import type { SignOffId } from '../../../kernel/ids.js';
import type { Ladder, Level } from '../../frameworks/frameworks.types.js';
import type { LevelChange } from '../ladder.types.js';
import type {
  Decided,
  DecisionState,
  LevelProgress,
  LevelStatus,
  RequirementProgress,
  LadderProgress,
} from '../progress/ladder-progress.types.js';

/** The status of each level. Facts alone decide: no date, no mandate. */
export function levelStatuses(ladder: Ladder, progress: LadderProgress): LevelStatus[] {
  let open = true;
  return ladder.levels.map((level, index) => {
    const status = open ? statusWhenOpen(level, progress.levels[index]) : 'locked';
    open = status === 'achieved';
    return status;
  });
}

/** The index of the current level: the first not achieved, or the last when all are and the ladder is complete. */
export function findCurrent(statuses: readonly LevelStatus[]): { index: number; complete: boolean } {
  const first = statuses.findIndex((status) => status !== 'achieved');
  return first < 0 ? { index: statuses.length - 1, complete: true } : { index: first, complete: false };
}

export function isAcquired(requirement: RequirementProgress | undefined): boolean {
  return requirement?.signOff?.outcome === 'acquired';
}

/** The tutor's decision that waits for the referent, if there is one. */
export function halfSignature(level: Level, progress: Decided): DecisionState | null {
  if (level.unlock !== 'cosigned' || isDecided(level, progress)) return null;
  return firstSignature(progress.decisions);
}

/** The tutor's word in force; of a level that it alone does not open, the first of two. */
export const firstSignature = (decisions: readonly DecisionState[]): DecisionState | null =>
  decisions.find((decision) => decision.effective && decision.capacity === 'tutor') ?? null;

/** Where a competency stands at a level that requires it, or null when it does not. */
export function findRequirement(ladder: Ladder, progress: LadderProgress, level: string, competency: string) {
  const levelIndex = ladder.levels.findIndex((candidate) => candidate.code === level);
  const index =
    ladder.levels[levelIndex]?.requirements.findIndex((candidate) => candidate.competency === competency) ??
    -1;
  const rule = ladder.levels[levelIndex]?.requirements[index];
  const found = progress.levels[levelIndex]?.requirements[index];
  return rule && found ? { levelIndex, index, rule, progress: found } : null;
}

/** Where a sign-off stands: as one, or as an observation that is left of it. More than once only where it was split. */
export function placesOf(progress: LadderProgress, signOffId: SignOffId) {
  return progress.levels.flatMap(({ requirements }, levelIndex) =>
    requirements.flatMap((requirement, index) => {
      const isSignOff = requirement.signOff?.id === signOffId;
      const seen = requirement.marks.find(({ signOff }) => signOff === signOffId);
      const again = (isSignOff ? requirement.signOff?.again : seen?.again) ?? 0;
      return isSignOff || seen ? [{ levelIndex, index, isSignOff, again, progress: requirement }] : [];
    }),
  );
}

function statusWhenOpen(level: Level, progress: LevelProgress | undefined): LevelStatus {
  if (!progress) return 'open';
  if (!progress.requirements.every(isAcquired)) return progress.wasAchieved ? 'reopened' : 'open';
  return isDecided(level, progress) ? 'achieved' : 'ready';
}

/** Co-signers are two persons: the store and the database refuse one person twice. */
function isDecided(level: Level, progress: Decided): boolean {
  if (progress.staysAchieved) return true;
  const stated = (capacity: string) =>
    progress.decisions.some(
      (made) => made.effective && made.decision === 'open' && made.capacity === capacity,
    );
  switch (level.unlock) {
    case 'automatic':
      return true;
    case 'decision':
      return stated('tutor');
    case 'cosigned':
      return stated('tutor') && stated('referent');
  }
}

/** The levels that went up or down between two series of statuses. */
export function compareStatuses(
  ladder: Ladder,
  before: readonly LevelStatus[],
  after: readonly LevelStatus[],
): LevelChange[] {
  return ladder.levels.flatMap((level, index): LevelChange[] => {
    const [was, is] = [before[index], after[index]];
    if (was === is) return [];
    if (is === 'locked') return [{ type: 'level.locked', level: level.code }];
    if (is === 'achieved') return [{ type: 'level.achieved', level: level.code }];
    if (was === 'locked') return [{ type: 'level.opened', level: level.code }];
    if (was === 'achieved') return [{ type: 'level.reopened', level: level.code }];
    return [];
  });
}

/** How the history tells it. `because`: the sequence of the fact that moved the level. */
export const levelChanged = ({ type, level }: LevelChange, because: number) => ({
  type,
  data: { level, because },
});
