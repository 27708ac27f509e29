import { dayOf, laterOf } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import type {
  LadderFact,
  LevelDecisionFact,
  ObservationFact,
  RevocationFact,
  SignOffFact,
} from './facts.types.js';
import type { LevelChange } from './ladder.types.js';
import type { LevelStanding, RequirementStanding, Standing } from './standing.types.js';
import { compareStatuses, findRequirement, isAcquired, levelStatuses, placesOf } from './statuses.rules.js';

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
      return dropMarks(
        standing.levels.flatMap((level) => level.requirements),
        fact.observation,
      );
    case 'sign_off':
      return applySignOff(ladder, standing, fact);
    case 'revocation':
      return applyRevocation(ladder, standing, fact);
    case 'level_decision':
      return applyDecision(ladder, standing, fact);
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
  // What is acquired stays so until it is revoked: a later "cannot assess" says nothing against it.
  if (isAcquired(requirement) && fact.outcome !== 'acquired') return;
  requirement.signOff = { id: fact.id, outcome: fact.outcome, observation: fact.observation };
}

/** Takes the competency back at its level and above, and voids the decisions from that level up. */
function applyRevocation(ladder: Ladder, standing: Standing, fact: RevocationFact): void {
  const isMistake = fact.reasonCode === 'entered_in_error' || fact.reasonCode === 'wrong_person';
  const anew = isMistake ? null : { after: fact.sequence, from: dayOf(fact.recordedAt) };
  for (const place of placesOf(standing, fact.signOffId)) {
    const { signOff } = place.standing;
    place.standing.marks = place.standing.marks.filter((mark) => mark.signOff !== fact.signOffId);
    if (!place.isSignOff || !signOff) {
      place.standing.anew = anew ?? place.standing.anew;
      continue;
    }
    if (isMistake && signOff.observation !== null) dropMarks([place.standing], signOff.observation);
    if (signOff.outcome === 'acquired') takeBack(ladder, standing, place, anew);
    else place.standing.signOff = null;
  }
}

function takeBack(
  ladder: Ladder,
  standing: Standing,
  place: { readonly levelIndex: number; readonly index: number },
  anew: RequirementStanding['anew'],
): void {
  const competency = ladder.levels[place.levelIndex]?.requirements[place.index]?.competency ?? '';
  for (let index = place.levelIndex; index < ladder.levels.length; index++) {
    const level = ladder.levels[index]?.code ?? '';
    const requirement = findRequirement(ladder, standing, level, competency)?.standing;
    if (requirement && isAcquired(requirement)) {
      requirement.signOff = null;
      requirement.takenBack += 1;
      requirement.anew = anew ?? requirement.anew;
    }
    voidDecisions(standing.levels[index]);
  }
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

function dropMarks(requirements: readonly RequirementStanding[], observation: number): void {
  for (const requirement of requirements) {
    requirement.marks = requirement.marks.filter((mark) => mark.sequence !== observation);
  }
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
