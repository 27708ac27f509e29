import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { MappingContent } from '../../frameworks/mappings/mappings.types.js';
import type { CompetencyAtLevel, WithdrawalFact } from '../facts.types.js';
import {
  eachOnce,
  forgetMarks,
  isSamePair,
  reobservationsOf,
  requireReobservation,
  takenBy,
} from './outcomes.rules.js';
import type {
  PendingConstraint,
  Mark,
  RequirementProgress,
  LadderProgress,
} from './ladder-progress.types.js';
import { findRequirement } from '../levels/statuses.rules.js';

/**
 * What speaks against a competency at a level, and no move may lose: what must be observed again, and what was unsafe. It goes
 * where the mapping says, or where codes are the same; and while a ladder does not require that pair, it is pending.
 */

/** Puts all of it where it belongs on the ladder that a contract moved to: on requirements, or with what is pending. */
export function migratePending(
  from: Ladder,
  progress: LadderProgress,
  to: Ladder,
  mapping: MappingContent,
  migrated: LadderProgress,
): void {
  const pending: PendingConstraint[] = [];
  for (const one of [...liveOf(from, progress), ...(progress.pending ?? [])]) {
    for (const pair of namesOf(one, mapping)) {
      const found = findRequirement(to, migrated, pair.level, pair.competency);
      if (found) reapply(found.progress, pair, one);
      else pending.push({ ...one, ...pair });
    }
    // Its own name, too: a later ladder may require the old competency beside the one that stands for it.
    if (!findRequirement(to, migrated, one.level, one.competency)) pending.push(one);
  }
  keepPending(migrated, pending);
}

/** An observation that is withdrawn speaks no more: neither where it stands, nor from what is pending. */
export function forgetObservation(
  ladder: Ladder,
  progress: LadderProgress,
  withdrawal: WithdrawalFact,
): void {
  ladder.levels.forEach((level, levelIndex) =>
    level.requirements.forEach(({ competency }, index) => {
      const requirement = progress.levels[levelIndex]?.requirements[index];
      if (requirement) forgetMarks(requirement, takenBy(withdrawal, { competency, level: level.code }));
    }),
  );
  forgetPending(progress, withdrawal);
}

export const forgetPending = (progress: LadderProgress, withdrawal: WithdrawalFact): void =>
  keepPending(
    progress,
    (progress.pending ?? []).map((one) => {
      const isTaken = takenBy(withdrawal, one);
      return { ...one, unsafe: one.unsafe.filter((mark) => !isTaken(mark)) };
    }),
  );

/** A revocation that is overturned asks for nothing. */
export const liftPending = (progress: LadderProgress, revocation: number): void =>
  keepPending(
    progress,
    (progress.pending ?? []).map((one) => ({
      ...one,
      reobservations: one.reobservations.filter(({ after }) => after !== revocation),
    })),
  );

const liveOf = (ladder: Ladder, progress: LadderProgress): PendingConstraint[] =>
  ladder.levels.flatMap((level, levelIndex) =>
    level.requirements.flatMap(({ competency }, index) => {
      const requirement = progress.levels[levelIndex]?.requirements[index];
      if (!requirement) return [];
      const pair = { competency, level: level.code };
      const unsafe = requirement.marks.filter(({ safe }) => !safe).map((mark) => ({ of: pair, ...mark }));
      return [{ ...pair, reobservations: reobservationsOf(requirement), unsafe }];
    }),
  );

/** What the mapping does not name keeps its code. In two frameworks that may be chance: better observed again once too often. */
function namesOf({ competency, level }: PendingConstraint, { competencies, levels }: MappingContent) {
  const named = competencies.filter(({ from }) => from === competency).map(({ to }) => to);
  const at = levels.find(({ from }) => from === level)?.to ?? level;
  return (named.length > 0 ? named : [competency]).map((to) => ({ competency: to, level: at }));
}

function reapply(
  requirement: RequirementProgress,
  pair: CompetencyAtLevel,
  { reobservations, unsafe }: PendingConstraint,
): void {
  requireReobservation(requirement, reobservations);
  requirement.marks = marksOf(requirement.marks, unsafe, pair);
}

/** Keeps each item of an observation once: one of them may be withdrawn alone. */
const marksOf = (known: readonly Mark[], more: readonly Mark[], pair: CompetencyAtLevel): Mark[] => [
  ...known,
  ...more.filter(
    ({ sequence, of = pair }) =>
      !known.some((mark) => !mark.safe && mark.sequence === sequence && isSamePair(mark.of ?? pair, of)),
  ),
];

/** Each pair once; absent where there is none, as of every contract that never moved. */
function keepPending(progress: LadderProgress, all: readonly PendingConstraint[]): void {
  const found = new Map<string, PendingConstraint>();
  for (const one of all) {
    if (one.reobservations.length + one.unsafe.length === 0) continue;
    const name = `${one.competency} ${one.level}`;
    const known = found.get(name);
    found.set(name, {
      ...one,
      reobservations: eachOnce([...(known?.reobservations ?? []), ...one.reobservations]),
      unsafe: marksOf(known?.unsafe ?? [], one.unsafe, one),
    });
  }
  if (found.size > 0) progress.pending = [...found.values()];
  else delete progress.pending;
}
