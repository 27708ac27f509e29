import { dayOf, type Day } from '../../../kernel/days.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import { readTally, tallyOf } from '../levels/evidence.rules.js';
import type { EvidenceReader } from '../ladder.rules.js';
import type { ProgressRow, ProgressSummary, RequirementStanding, Standing } from './ladder-progress.types.js';
import { findCurrent, isAcquired, levelStatuses } from '../levels/statuses.rules.js';

/** The row that a standing deserves: written with each fact, and again by a rebuild, by this one function. */
export function progressOf(ladder: Ladder, standing: Standing): ProgressRow {
  const today = standing.recordedAt === null ? null : dayOf(standing.recordedAt);
  return {
    ...summaryOf(ladder, standing),
    state: withMarks(standing, () => []),
    tallies: ladder.levels.map((level, levelIndex) =>
      level.requirements.map(({ quorum }, index) =>
        tallyOf(requirementOf(standing, levelIndex, index), quorum, today ?? ('1900-01-01' as Day)),
      ),
    ),
    marks: standing.levels.map((level) => level.requirements.map(({ marks }) => marks)),
  };
}

/** A stored standing with the marks that were stored beside it. */
export function restoreMarks(state: Standing, marks: ProgressRow['marks']): Standing {
  return withMarks(state, (level, requirement) => marks[level]?.[requirement] ?? []);
}

/** Reads evidence from stored tallies: the cost is that of the requirements, not of the observations. */
export function evidenceFrom(tallies: ProgressRow['tallies']): EvidenceReader {
  return (level, requirement, quorum, today) =>
    readTally(tallies[level]?.[requirement] ?? NOTHING_SEEN, quorum, today);
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

function withMarks(
  standing: Standing,
  marksOf: (level: number, requirement: number) => readonly RequirementStanding['marks'][number][],
): Standing {
  const { prior: _readAnew, ...stored } = standing;
  return {
    ...stored,
    levels: standing.levels.map((level, levelIndex) => ({
      ...level,
      requirements: level.requirements.map((requirement, index) => ({
        ...requirement,
        marks: [...marksOf(levelIndex, index)],
      })),
    })),
  };
}

function requirementOf(standing: Standing, level: number, index: number): RequirementStanding {
  return (
    standing.levels[level]?.requirements[index] ?? { marks: [], signOff: null, takenBack: 0, anew: null }
  );
}
