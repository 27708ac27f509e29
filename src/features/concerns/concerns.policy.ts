import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { holdsOn, isAbsentOn, isDeputy, type Mandate, type Team } from '../mandates/mandates.types.js';
import { raiserMandateMissing, reviewerMandateMissing, reviewerNotDistinct } from './concerns.errors.js';
import type { ConcernRaised } from './concerns.types.js';

declare const proven: unique symbol;
/** Someone proven entitled to raise a concern on a contract. */
export interface Raiser {
  readonly personId: PersonId;
  readonly [proven]: 'raiser';
}
/** Someone proven entitled to review a concern of a contract. */
export interface Reviewer {
  readonly personId: PersonId;
  readonly [proven]: 'reviewer';
}

/** Whoever holds any mandate today, observers included; never the alternant. */
export function canRaise(person: PersonId, team: Team, today: Day): boolean {
  return currentMandates(team, today).some((held) => held.personId === person);
}

export function requireRaiser(person: PersonId, team: Team, today: Day): Raiser {
  if (!canRaise(person, team, today)) throw raiserMandateMissing(team, person, today);
  return { personId: person } as Raiser;
}

/** The main tutor, a co-tutor of the employer while there is none or they are absent, or the referent; never the alternant. */
export function canReview(person: PersonId, team: Team, today: Day): boolean {
  return reviewingMandates(team, today).some((held) => held.personId === person);
}

export function requireReviewer(person: PersonId, team: Team, today: Day): Reviewer {
  if (!canReview(person, team, today)) throw reviewerMandateMissing(team, person, today);
  return { personId: person } as Reviewer;
}

/** A high concern awaits somebody else than whoever raised it, as long as one who may review it is not absent. */
export function awaitsAnother(
  person: PersonId,
  concern: Pick<ConcernRaised, 'severity' | 'raisedBy'>,
  team: Team,
  today: Day,
): boolean {
  return (
    concern.severity === 'high' &&
    concern.raisedBy === person &&
    reviewingMandates(team, today).some((held) => held.personId !== person && !isAbsentOn(held, today))
  );
}

/** @throws reviewer_not_distinct */
export function requireAnother(...asked: Parameters<typeof awaitsAnother>): void {
  if (awaitsAnother(...asked)) throw reviewerNotDistinct();
}

function reviewingMandates(team: Team, today: Day): Mandate[] {
  const current = currentMandates(team, today);
  const main = current.find(({ role }) => role === 'main_tutor');
  const standsIn = !main || isAbsentOn(main, today);
  return current.filter(
    (held) => held.role === 'main_tutor' || held.role === 'referent' || (standsIn && isDeputy(held)),
  );
}

const currentMandates = ({ alternantId, mandates }: Team, today: Day): Mandate[] =>
  mandates.filter((held) => held.personId !== alternantId && holdsOn(held, today));
