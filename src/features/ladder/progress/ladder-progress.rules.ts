import { dayOf, laterOf } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import type {
  LadderFact,
  LevelDecisionFact,
  ObservationFact,
  RevocationFact,
  RevocationReason,
  SignOffFact,
} from '../facts.types.js';
import { forgetDormant, forgiveDormant } from './pending-constraints.rules.js';
import { forgetMarks, overturnWord, owe, reinstate, say, takeBack } from './outcomes.rules.js';
import type { LevelChange } from '../ladder.types.js';
import type { LevelStanding, RequirementStanding, Standing } from './ladder-progress.types.js';
import { compareStatuses, findRequirement, levelStatuses, placesOf } from '../levels/statuses.rules.js';

/** Before any fact: level 1 is open, the others are locked. */
export function startingStanding(ladder: Ladder): Standing {
  return {
    sequence: 0,
    recordedAt: null,
    lastSignOffOn: null,
    observers: [],
    levels: ladder.levels.map((level, index) => ({
      requirements: level.requirements.map(() => ({ marks: [], signOff: null, takenBack: 0, anew: null })),
      decisions: [],
      wasOpen: index === 0,
      wasAchieved: false,
    })),
  };
}

/** Where facts lead from a standing, and the levels that went up or down on the way, each with the fact that moved it. */
export function advance(
  ladder: Ladder,
  from: Standing,
  facts: readonly LadderFact[],
): { standing: Standing; changes: readonly (LevelChange & { sequence: number })[] } {
  const standing = copyOf(from);
  const changes: (LevelChange & { sequence: number })[] = [];
  let before = levelStatuses(ladder, standing);
  for (const fact of facts) {
    apply(ladder, standing, fact);
    standing.sequence = fact.sequence;
    standing.recordedAt = fact.recordedAt;
    remember(ladder, standing);
    const after = levelStatuses(ladder, standing);
    for (const change of compareStatuses(ladder, before, after))
      changes.push({ ...change, sequence: fact.sequence });
    before = after;
  }
  return { standing, changes };
}

/** What `apply` changes in place is new; marks and sign-offs never change, so both standings hold the same. */
function copyOf(standing: Standing): Standing {
  return {
    ...standing,
    observers: [...standing.observers],
    levels: standing.levels.map((level) => ({
      ...level,
      requirements: level.requirements.map((requirement) => ({
        ...requirement,
        marks: [...requirement.marks],
      })),
      decisions: level.decisions.map((decision) => ({ ...decision })),
    })),
  };
}

function apply(ladder: Ladder, standing: Standing, fact: LadderFact): void {
  switch (fact.kind) {
    case 'observation':
      return applyObservation(ladder, standing, fact);
    case 'withdrawal':
      for (const requirement of requirementsOf(standing)) forgetMarks(requirement, fact.observation);
      forgetDormant(standing, fact.observation);
      return;
    case 'sign_off':
      return applySignOff(ladder, standing, fact);
    case 'revocation':
      return applyRevocation(ladder, standing, fact);
    case 'level_decision':
      return applyDecision(ladder, standing, fact);
    // What was said keeps its identity when the contract moves to another ladder: no code is looked up.
    case 'sign_off_overturned':
      for (const requirement of requirementsOf(standing)) overturnWord(requirement, fact.signOffId);
      return;
    case 'level_decision_overturned':
      for (const decision of standing.levels.flatMap((level) => level.decisions))
        if (decision.id === fact.id) decision.effective = false;
      return;
    // Level decisions stay void: what concerns safety is decided again by people, not brought back by another act.
    case 'reinstatement':
      for (const requirement of requirementsOf(standing)) reinstate(requirement, fact.revocation);
      forgiveDormant(standing, fact.revocation);
      return;
  }
}

function applyObservation(ladder: Ladder, standing: Standing, fact: ObservationFact): void {
  for (const { competency, level, outcome } of fact.items) {
    const requirement = findRequirement(ladder, standing, level, competency)?.standing;
    if (!requirement || outcome === 'needs_practice') continue;
    requirement.marks.push({
      sequence: fact.sequence,
      on: fact.observedOn,
      by: indexOfObserver(standing, fact.observerId),
      safe: outcome === 'performed',
    });
  }
}

function applySignOff(ladder: Ladder, standing: Standing, fact: SignOffFact): void {
  const requirement = findRequirement(ladder, standing, fact.level, fact.competency)?.standing;
  if (!requirement) return;
  standing.lastSignOffOn = laterOf(standing.lastSignOffOn ?? fact.observedOn, fact.observedOn);
  say(requirement, { id: fact.id, outcome: fact.outcome, observation: fact.observation });
}

/** It was never so: what was seen in the same call is withdrawn too, and nothing must be seen anew. */
export const saysMistake = (reason: RevocationReason): boolean =>
  reason === 'entered_in_error' || reason === 'wrong_person';

/** Takes the competency back at its level and above, wherever it stands, and voids the decisions from that level up. */
function applyRevocation(ladder: Ladder, standing: Standing, fact: RevocationFact): void {
  const isMistake = saysMistake(fact.reasonCode);
  const from = isMistake ? null : dayOf(fact.recordedAt);
  for (const { levelIndex, index, isSignOff, standing: requirement } of placesOf(standing, fact.signOffId)) {
    const { signOff } = requirement;
    requirement.marks = requirement.marks.filter((mark) => mark.signOff !== fact.signOffId);
    if (!isSignOff || !signOff) {
      if (from !== null) owe(requirement, [{ after: fact.sequence, from }]);
      continue;
    }
    const withdrawn = isMistake
      ? requirement.marks.filter(({ sequence }) => sequence === signOff.observation)
      : [];
    requirement.marks = requirement.marks.filter((mark) => !withdrawn.includes(mark));
    if (signOff.outcome !== 'acquired') {
      overturnWord(requirement, fact.signOffId);
      continue;
    }
    const competency = ladder.levels[levelIndex]?.requirements[index]?.competency ?? '';
    standing.levels.slice(levelIndex).forEach((level, above) => {
      const same = requirementOf(ladder, level, levelIndex + above, competency);
      if (same) takeBack(same, { by: fact.sequence, from, marks: above === 0 ? withdrawn : [] });
      voidDecisions(level);
    });
  }
}

const requirementsOf = (standing: Standing): RequirementStanding[] =>
  standing.levels.flatMap((level) => level.requirements);

function requirementOf(ladder: Ladder, level: LevelStanding, index: number, competency: string) {
  const position = ladder.levels[index]?.requirements.findIndex((one) => one.competency === competency) ?? -1;
  return level.requirements[position];
}

function applyDecision(ladder: Ladder, standing: Standing, fact: LevelDecisionFact): void {
  const level = standing.levels[ladder.levels.findIndex((candidate) => candidate.code === fact.level)];
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

function voidDecisions(level: LevelStanding | undefined): void {
  if (level?.staysAchieved) delete level.staysAchieved;
  for (const decision of level?.decisions ?? []) decision.effective = false;
}

export function indexOfObserver(standing: Standing, observer: PersonId): number {
  const known = standing.observers.indexOf(observer);
  return known >= 0 ? known : standing.observers.push(observer) - 1;
}

/** That a level was open, and achieved, is never forgotten. */
export function remember(ladder: Ladder, standing: Standing): void {
  levelStatuses(ladder, standing).forEach((status, index) => {
    const level = standing.levels[index];
    if (!level) return;
    level.wasOpen ||= status !== 'locked';
    level.wasAchieved ||= status === 'achieved';
  });
}
