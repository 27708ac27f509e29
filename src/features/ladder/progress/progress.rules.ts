import { dayOf, type Day } from '../../../kernel/days.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import { readTally, tallyOf } from '../levels/evidence.rules.js';
import type { EvidenceReader } from '../ladder.rules.js';
import type {
  LevelProgress,
  ProgressRow,
  ProgressSummary,
  RequirementProgress,
  LadderProgress,
  StoredLevel,
  StoredProgress,
  StoredTally,
  Tally,
} from './ladder-progress.types.js';
import { noOutcome } from './outcomes.rules.js';
import { findCurrent, isAcquired, levelStatuses } from '../levels/statuses.rules.js';

/**
 * The row that a progress deserves: written with each fact, and again by a rebuild, by this one function. It is read and
 * written with each fact, so what is as it was before any fact is left out.
 */
export function progressOf(ladder: Ladder, progress: LadderProgress): ProgressRow {
  const today = progress.recordedAt === null ? null : dayOf(progress.recordedAt);
  const { prior: _reobservation, ...stored } = progress;
  return {
    ...summaryOf(ladder, progress),
    state: { ...stored, levels: progress.levels.map(storedLevel) },
    tallies: ladder.levels.map((level, levelIndex) =>
      level.requirements.map(({ quorum }, index) =>
        storedTally(
          tallyOf(requirementOf(progress, levelIndex, index), quorum, today ?? ('1900-01-01' as Day)),
        ),
      ),
    ),
    marks: progress.levels.map((level) =>
      level.requirements.map(({ marks }) =>
        marks.map(({ safe, ...mark }) => (safe ? mark : { ...mark, safe })),
      ),
    ),
  };
}

function storedLevel({ requirements, decisions, wasOpen, wasAchieved, ...rest }: LevelProgress): StoredLevel {
  return {
    ...rest,
    requirements: requirements.map(({ marks: _apart, signOff, timesRevoked, reobservation, ...more }) => ({
      ...more,
      ...(signOff ? { signOff } : {}),
      ...(timesRevoked ? { timesRevoked } : {}),
      ...(reobservation ? { reobservation } : {}),
    })),
    ...(decisions.length > 0 ? { decisions } : {}),
    ...(wasOpen ? { wasOpen } : {}),
    ...(wasAchieved ? { wasAchieved } : {}),
  };
}

function storedTally(tally: Tally): StoredTally {
  if ('sightings' in tally)
    return {
      ...(tally.mustReobserve ? { mustReobserve: true } : {}),
      sightings: tally.sightings.map(({ reobservation, ...seen }) =>
        reobservation ? { ...seen, reobservation } : seen,
      ),
    };
  const { reobserved, ...counts } = tally;
  const counted = reobserved === null ? {} : { reobserved };
  return counts.observations === 0 ? counted : { ...counts, ...counted };
}

/** The progress that was stored; without the marks that were stored beside it, they are none. */
export function restoreProgress(state: StoredProgress, marks: ProgressRow['marks'] | null): LadderProgress {
  return {
    ...state,
    levels: state.levels.map((level, levelIndex) => ({
      decisions: [],
      wasOpen: false,
      wasAchieved: false,
      ...level,
      requirements: level.requirements.map((requirement, index) => ({
        signOff: null,
        timesRevoked: 0,
        reobservation: null,
        ...requirement,
        marks: (marks?.[levelIndex]?.[index] ?? []).map((mark) => ({ ...mark, safe: mark.safe ?? true })),
      })),
    })),
  };
}

/** Reads evidence from stored tallies: the cost is that of the requirements, not of the observations. */
export function evidenceFrom(tallies: ProgressRow['tallies']): EvidenceReader {
  return (level, requirement, quorum, today) =>
    readTally(restoreTally(tallies[level]?.[requirement] ?? {}), quorum, today);
}

export function restoreTally(tally: StoredTally): Tally {
  if (!('sightings' in tally)) return { ...NOTHING_SEEN, ...tally };
  const { mustReobserve = false, sightings } = tally;
  return {
    mustReobserve,
    sightings: sightings.map((seen) => ({ ...seen, reobservation: seen.reobservation ?? false })),
  };
}

const NOTHING_SEEN = { observations: 0, observers: 0, distinctDays: 0, reobserved: null };

export function summaryOf(ladder: Ladder, progress: LadderProgress): ProgressSummary {
  const statuses = levelStatuses(ladder, progress);
  const current = findCurrent(statuses);
  return {
    sequence: progress.sequence,
    currentLevel: ladder.levels[current.index]?.code ?? '',
    complete: current.complete,
    levels: ladder.levels.map((level, index) => {
      const status = statuses[index] ?? 'locked';
      const counted =
        status === 'locked' ? [] : (progress.levels[index]?.requirements ?? []).filter(isAcquired);
      return { code: level.code, status, acquired: counted.length, required: level.requirements.length };
    }),
    lastSignOffOn: progress.lastSignOffOn,
  };
}

function requirementOf(progress: LadderProgress, level: number, index: number): RequirementProgress {
  return progress.levels[level]?.requirements[index] ?? noOutcome();
}
