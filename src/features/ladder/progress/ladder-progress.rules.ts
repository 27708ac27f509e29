import { dayOf, laterOf } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import type {
  LadderFact,
  LevelDecisionFact,
  ObservationFact,
  RevocationFact,
  SignOffFact,
} from '../facts.types.js';
import { forgetObservation, liftPending } from './pending-constraints.rules.js';
import {
  applyOutcome,
  noOutcome,
  overturnOutcome,
  reinstate,
  requireReobservation,
  revoke,
  saysMistake,
} from './outcomes.rules.js';
import type { LevelChange } from '../ladder.types.js';
import type { LevelProgress, RequirementProgress, LadderProgress } from './ladder-progress.types.js';
import { compareStatuses, findRequirement, levelStatuses, placesOf } from '../levels/statuses.rules.js';

/** Before any fact: level 1 is open, the others are locked. */
export function initialProgress(ladder: Ladder): LadderProgress {
  return {
    sequence: 0,
    recordedAt: null,
    lastSignOffOn: null,
    observers: [],
    levels: ladder.levels.map((level, index) => ({
      requirements: level.requirements.map(noOutcome),
      decisions: [],
      wasOpen: index === 0,
      wasAchieved: false,
    })),
  };
}

/** Where facts lead from a progress, and the levels that went up or down on the way, each with the fact that moved it. */
export function advance(
  ladder: Ladder,
  from: LadderProgress,
  facts: readonly LadderFact[],
): { progress: LadderProgress; changes: readonly (LevelChange & { sequence: number })[] } {
  const progress = copyOf(from);
  const changes: (LevelChange & { sequence: number })[] = [];
  let before = levelStatuses(ladder, progress);
  for (const fact of facts) {
    apply(ladder, progress, fact);
    progress.sequence = fact.sequence;
    progress.recordedAt = fact.recordedAt;
    remember(ladder, progress);
    const after = levelStatuses(ladder, progress);
    for (const change of compareStatuses(ladder, before, after))
      changes.push({ ...change, sequence: fact.sequence });
    before = after;
  }
  return { progress, changes };
}

/** What `apply` changes in place is new; marks and sign-offs never change, so both standings hold the same. */
function copyOf(progress: LadderProgress): LadderProgress {
  return {
    ...progress,
    observers: [...progress.observers],
    levels: progress.levels.map((level) => ({
      ...level,
      requirements: level.requirements.map((requirement) => ({
        ...requirement,
        marks: [...requirement.marks],
      })),
      decisions: level.decisions.map((decision) => ({ ...decision })),
    })),
  };
}

function apply(ladder: Ladder, progress: LadderProgress, fact: LadderFact): void {
  switch (fact.kind) {
    case 'observation':
      return applyObservation(ladder, progress, fact);
    case 'withdrawal':
      return forgetObservation(ladder, progress, fact);
    case 'sign_off':
      return applySignOff(ladder, progress, fact);
    case 'revocation':
      return applyRevocation(ladder, progress, fact);
    case 'level_decision':
      return applyDecision(ladder, progress, fact);
    // What was said keeps its identity when the contract moves to another ladder: no code is looked up.
    case 'sign_off_overturned':
      for (const requirement of requirementsOf(progress)) overturnOutcome(requirement, fact.signOffId);
      return;
    case 'level_decision_overturned':
      for (const decision of progress.levels.flatMap((level) => level.decisions))
        if (decision.id === fact.id) decision.effective = false;
      return;
    // Level decisions stay void: what concerns safety is decided again by people, not brought back by another act.
    case 'reinstatement':
      for (const requirement of requirementsOf(progress)) reinstate(requirement, fact.revocation);
      liftPending(progress, fact.revocation);
      return;
  }
}

function applyObservation(ladder: Ladder, progress: LadderProgress, fact: ObservationFact): void {
  for (const { competency, level, outcome } of fact.items) {
    const requirement = findRequirement(ladder, progress, level, competency)?.progress;
    if (!requirement || outcome === 'needs_practice') continue;
    requirement.marks.push({
      sequence: fact.sequence,
      on: fact.observedOn,
      by: indexOfObserver(progress, fact.observerId),
      safe: outcome === 'performed',
    });
  }
}

function applySignOff(ladder: Ladder, progress: LadderProgress, fact: SignOffFact): void {
  const requirement = findRequirement(ladder, progress, fact.level, fact.competency)?.progress;
  if (!requirement) return;
  progress.lastSignOffOn = laterOf(progress.lastSignOffOn ?? fact.observedOn, fact.observedOn);
  applyOutcome(requirement, { id: fact.id, outcome: fact.outcome, observation: fact.observation });
}

/** Takes the competency back at its level and above, wherever it stands, and voids the decisions from that level up. */
function applyRevocation(ladder: Ladder, progress: LadderProgress, fact: RevocationFact): void {
  const isMistake = saysMistake(fact.reasonCode);
  const from = isMistake ? null : dayOf(fact.recordedAt);
  for (const { levelIndex, index, isSignOff, progress: requirement } of placesOf(progress, fact.signOffId)) {
    const { signOff } = requirement;
    requirement.marks = requirement.marks.filter((mark) => mark.signOff !== fact.signOffId);
    if (!isSignOff || !signOff) {
      if (from !== null) requireReobservation(requirement, [{ after: fact.sequence, from }]);
      continue;
    }
    const withdrawn = isMistake
      ? requirement.marks.filter(({ sequence }) => sequence === signOff.observation)
      : [];
    requirement.marks = requirement.marks.filter((mark) => !withdrawn.includes(mark));
    if (signOff.outcome !== 'acquired') {
      overturnOutcome(requirement, fact.signOffId);
      continue;
    }
    const competency = ladder.levels[levelIndex]?.requirements[index]?.competency ?? '';
    progress.levels.slice(levelIndex).forEach((level, above) => {
      const same = requirementOf(ladder, level, levelIndex + above, competency);
      if (same) revoke(same, { by: fact.sequence, from, marks: above === 0 ? withdrawn : [] });
      voidDecisions(level);
    });
  }
}

const requirementsOf = (progress: LadderProgress): RequirementProgress[] =>
  progress.levels.flatMap((level) => level.requirements);

function requirementOf(ladder: Ladder, level: LevelProgress, index: number, competency: string) {
  const position = ladder.levels[index]?.requirements.findIndex((one) => one.competency === competency) ?? -1;
  return level.requirements[position];
}

function applyDecision(ladder: Ladder, progress: LadderProgress, fact: LevelDecisionFact): void {
  const level = progress.levels[ladder.levels.findIndex((candidate) => candidate.code === fact.level)];
  if (!level) return;
  // A refusal drops the half-signature; a tutor who decides again replaces it.
  if (fact.decision === 'decline' || fact.capacity === 'tutor') voidDecisions(level);
  level.decisions.push({
    id: fact.id,
    decision: fact.decision,
    capacity: fact.capacity,
    decidedBy: fact.decidedBy,
    mandateId: fact.mandateId,
    recordedAt: fact.recordedAt,
    effective: fact.decision === 'open',
  });
}

function voidDecisions(level: LevelProgress | undefined): void {
  if (level?.staysAchieved) delete level.staysAchieved;
  for (const decision of level?.decisions ?? []) decision.effective = false;
}

export function indexOfObserver(progress: LadderProgress, observer: PersonId): number {
  const known = progress.observers.indexOf(observer);
  return known >= 0 ? known : progress.observers.push(observer) - 1;
}

/** That a level was open, and achieved, is never forgotten. */
export function remember(ladder: Ladder, progress: LadderProgress): void {
  levelStatuses(ladder, progress).forEach((status, index) => {
    const level = progress.levels[index];
    if (!level) return;
    level.wasOpen ||= status !== 'locked';
    level.wasAchieved ||= status === 'achieved';
  });
}
