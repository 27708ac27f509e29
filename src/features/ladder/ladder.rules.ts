import { dayOf, type Day, type Instant } from '../../kernel/days.js';
import { competencyTitle, type Ladder, type Level, type Quorum } from '../frameworks/frameworks.types.js';
import { countEvidence } from './levels/evidence.rules.js';
import type { LadderFact } from './facts.types.js';
import type {
  Evidence,
  LadderState,
  LevelState,
  Obstacles,
  LockReason,
  Missing,
  RequirementState,
  RequirementStatus,
} from './ladder.types.js';
import type { LevelStatus } from './progress/ladder-progress.types.js';
import type { RequirementProgress, LadderProgress } from './progress/ladder-progress.types.js';
import { noOutcome } from './progress/outcomes.rules.js';
import { versionHistoryAsOf, replay } from './versions/version-history.rules.js';
import type { LadderChange } from './versions/version-history.types.js';
import { findCurrent, isAcquired, levelStatuses } from './levels/statuses.rules.js';

/** Counts what speaks for the requirement of that index at the level of that index, as if it were signed that day. */
export type EvidenceReader = (
  level: number,
  requirement: number,
  quorum: Quorum | undefined,
  today: Day,
) => Evidence;

/**
 * The state of a ladder at an instant, upward and downward alike. Facts recorded later are not there yet; facts are
 * taken in the order in which they were recorded. `changes`: the ladders that the contract moved to since. Knows no database, no clock, no contract: whether the contract is
 * active is told beside it.
 */
export function evaluateLadder(
  ladder: Ladder,
  facts: readonly LadderFact[],
  at: Instant,
  changes: readonly LadderChange[] = [],
): LadderState {
  const known = facts.filter((fact) => fact.recordedAt <= at);
  const reached = replay(versionHistoryAsOf({ first: ladder, changes }, at), known);
  return viewLadder(reached.ladder, reached.progress, at);
}

/** Shows the ladder from a progress that facts have already led to: what a stored progress row saves. */
export function viewLadder(
  ladder: Ladder,
  progress: LadderProgress,
  at: Instant,
  readEvidence: EvidenceReader = fromMarks(progress),
): LadderState {
  const statuses = levelStatuses(ladder, progress);
  const levels = ladder.levels.map((level, index) =>
    viewLevel(ladder, level, index, progress, statuses, dayOf(at), readEvidence),
  );
  const current = findCurrent(statuses);
  const requirements = levels.flatMap((level) => level.requirements);
  return {
    sequence: progress.sequence,
    currentLevel: levels[current.index]?.code ?? '',
    currentLevelTitle: levels[current.index]?.title ?? '',
    complete: current.complete,
    levels,
    completion: {
      acquired: requirements.filter((requirement) => requirement.status === 'acquired').length,
      required: requirements.length,
    },
  };
}

/** What keeps a level closed: what must be acquired below it, and which levels below only await a decision. */
export function obstaclesBelow(state: LadderState, level: string): Obstacles {
  const index = state.levels.findIndex((candidate) => candidate.code === level);
  const below = state.levels.slice(0, Math.max(index, 0));
  return {
    missing: below.flatMap((lower) => lower.missing),
    awaiting: below.filter((lower) => lower.status === 'ready').map((lower) => lower.code),
    titles: new Map(state.levels.map((any) => [any.code, any.title])),
  };
}

function viewLevel(
  ladder: Ladder,
  level: Level,
  index: number,
  progress: LadderProgress,
  statuses: readonly LevelStatus[],
  today: Day,
  readEvidence: EvidenceReader,
): LevelState {
  const status = statuses[index] ?? 'locked';
  const own = progress.levels[index];
  const requirements = level.requirements.map((rule, position) => {
    const requirement: RequirementProgress = own?.requirements[position] ?? NOTHING;
    return {
      competency: rule.competency,
      title: competencyTitle(ladder, rule.competency),
      status: requirementStatus(requirement, status),
      evidence: readEvidence(index, position, rule.quorum, today),
      signOffId: requirement.signOff?.id ?? null,
      migratedFrom: requirement.signOff?.migratedFrom ?? null,
    };
  });
  return {
    code: level.code,
    index: index + 1,
    title: level.title,
    supervision: level.supervision,
    status,
    reason: status === 'locked' ? lockReason(own?.wasOpen ?? false) : null,
    decisions: own?.decisions ?? [],
    requirements,
    missing: requirements
      .filter(({ status: stated }) => stated !== 'acquired' && stated !== 'kept')
      .map((requirement) => missingAt(level, requirement)),
  };
}

const missingAt = (level: Level, { competency, title }: RequirementState): Missing => ({
  level: level.code,
  competency,
  levelTitle: level.title,
  competencyTitle: title,
});

function fromMarks(progress: LadderProgress): EvidenceReader {
  return (level, requirement, quorum, today) =>
    countEvidence(
      progress.levels[level]?.requirements[requirement] ?? NOTHING,
      quorum,
      { observedOn: today, signedOn: today },
      progress.prior && { prior: progress.prior[level]?.[requirement] ?? [] },
    );
}

const NOTHING = noOutcome();

function lockReason(wasOpen: boolean): LockReason {
  return wasOpen ? 'basis_lost' : 'previous_level';
}

function requirementStatus(requirement: RequirementProgress, level: LevelStatus): RequirementStatus {
  if (isAcquired(requirement)) return level === 'locked' ? 'kept' : 'acquired';
  return requirement.signOff?.outcome ?? 'missing';
}
