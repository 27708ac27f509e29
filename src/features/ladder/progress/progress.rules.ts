import { dayOf, type Day } from '../../../kernel/days.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import { readTally, tallyOf } from '../levels/evidence.rules.js';
import type { EvidenceReader } from '../ladder.rules.js';
import type {
  LevelStanding,
  ProgressRow,
  ProgressSummary,
  RequirementStanding,
  Standing,
  StoredLevel,
  StoredStanding,
  StoredTally,
  Tally,
} from './ladder-progress.types.js';
import { findCurrent, isAcquired, levelStatuses } from '../levels/statuses.rules.js';

/**
 * The row that a standing deserves: written with each fact, and again by a rebuild, by this one function. It is read and
 * written with each fact, so what is as it was before any fact is left out.
 */
export function progressOf(ladder: Ladder, standing: Standing): ProgressRow {
  const today = standing.recordedAt === null ? null : dayOf(standing.recordedAt);
  const { prior: _readAnew, ...stored } = standing;
  return {
    ...summaryOf(ladder, standing),
    state: { ...stored, levels: standing.levels.map(storedLevel) },
    tallies: ladder.levels.map((level, levelIndex) =>
      level.requirements.map(({ quorum }, index) =>
        storedTally(
          tallyOf(requirementOf(standing, levelIndex, index), quorum, today ?? ('1900-01-01' as Day)),
        ),
      ),
    ),
    marks: standing.levels.map((level) =>
      level.requirements.map(({ marks }) =>
        marks.map(({ safe, ...mark }) => (safe ? mark : { ...mark, safe })),
      ),
    ),
  };
}

function storedLevel({ requirements, decisions, wasOpen, wasAchieved, ...rest }: LevelStanding): StoredLevel {
  return {
    ...rest,
    requirements: requirements.map(({ marks: _apart, signOff, takenBack, anew, ...more }) => ({
      ...more,
      ...(signOff ? { signOff } : {}),
      ...(takenBack ? { takenBack } : {}),
      ...(anew ? { anew } : {}),
    })),
    ...(decisions.length > 0 ? { decisions } : {}),
    ...(wasOpen ? { wasOpen } : {}),
    ...(wasAchieved ? { wasAchieved } : {}),
  };
}

function storedTally(tally: Tally): StoredTally {
  if ('sightings' in tally)
    return {
      ...(tally.mustSeeAnew ? { mustSeeAnew: true } : {}),
      sightings: tally.sightings.map(({ anew, ...seen }) => (anew ? { ...seen, anew } : seen)),
    };
  const { seenAnew, ...counts } = tally;
  const counted = seenAnew === null ? {} : { seenAnew };
  return counts.observations === 0 ? counted : { ...counts, ...counted };
}

/** The standing that was stored; without the marks that were stored beside it, they are none. */
export function restoreStanding(state: StoredStanding, marks: ProgressRow['marks'] | null): Standing {
  return {
    ...state,
    levels: state.levels.map((level, levelIndex) => ({
      decisions: [],
      wasOpen: false,
      wasAchieved: false,
      ...level,
      requirements: level.requirements.map((requirement, index) => ({
        signOff: null,
        takenBack: 0,
        anew: null,
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
  const { mustSeeAnew = false, sightings } = tally;
  return { mustSeeAnew, sightings: sightings.map((seen) => ({ ...seen, anew: seen.anew ?? false })) };
}

const NOTHING_SEEN = { observations: 0, observers: 0, distinctDays: 0, seenAnew: null };

export function summaryOf(ladder: Ladder, standing: Standing): ProgressSummary {
  const statuses = levelStatuses(ladder, standing);
  const current = findCurrent(statuses);
  return {
    sequence: standing.sequence,
    currentLevel: ladder.levels[current.index]?.code ?? '',
    complete: current.complete,
    levels: ladder.levels.map((level, index) => {
      const status = statuses[index] ?? 'locked';
      const counted =
        status === 'locked' ? [] : (standing.levels[index]?.requirements ?? []).filter(isAcquired);
      return { code: level.code, status, acquired: counted.length, required: level.requirements.length };
    }),
    lastSignOffOn: standing.lastSignOffOn,
  };
}

function requirementOf(standing: Standing, level: number, index: number): RequirementStanding {
  return (
    standing.levels[level]?.requirements[index] ?? { marks: [], signOff: null, takenBack: 0, anew: null }
  );
}
