import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { TUTOR_ROLES } from '../../kernel/mandate-roles.js';
import { holdsOn, isAbsentOn, type Mandate, type Team } from '../mandates/mandates.types.js';
import { closerMissing, plannerMissing, speakerMissing, speaksForAnother } from './reviews.errors.js';
import type { ReviewPart, Spoken } from './reviews.types.js';

declare const proven: unique symbol;
/** Somebody proven entitled to plan reviews of a contract. */
export interface ReviewPlanner {
  readonly personId: PersonId;
  readonly [proven]: 'review_planner';
}
/** Somebody proven to speak in a review, as one of the three. */
export interface ReviewSpeaker {
  readonly personId: PersonId;
  readonly part: ReviewPart;
  readonly [proven]: 'review_speaker';
}

/** Who asks, and whether they administer the centre of the contract today. */
export interface ReviewPerson {
  readonly personId: PersonId;
  readonly administersCentre: boolean;
}

/** Those at the employer and the centre: whoever tutors at the host of a placement has no part in reviews. */
const teamOn = ({ alternantId, mandates }: Team, today: Day): Mandate[] =>
  mandates.filter(
    (held) => held.personId !== alternantId && (held.placementId ?? null) === null && holdsOn(held, today),
  );

/** The referent of today. */
export const refersTo = (person: PersonId, team: Team, today: Day): boolean =>
  teamOn(team, today).some(({ personId, role }) => personId === person && role === 'referent');

/** The referent, a tutor or the centre’s administrators; never the alternant. @throws mandate_missing */
export function requireReviewPlanner(
  { personId, administersCentre }: ReviewPerson,
  team: Team,
  today: Day,
): ReviewPlanner {
  const holds = teamOn(team, today).some(
    (held) => held.personId === personId && (held.role === 'referent' || TUTOR_ROLES.includes(held.role)),
  );
  if (personId === team.alternantId || !(holds || administersCentre))
    throw plannerMissing(team, personId, today);
  return { personId } as ReviewPlanner;
}

/** Whoever may close a review that somebody is missing from. @throws mandate_missing */
export function requireCloser(
  { personId, administersCentre }: ReviewPerson,
  team: Team,
  today: Day,
): ReviewPlanner {
  const may = administersCentre || refersTo(personId, team, today);
  if (personId === team.alternantId || !may) throw closerMissing(team, personId, today);
  return { personId } as ReviewPlanner;
}

/**
 * As what somebody speaks in reviews of a contract today: the alternant; the main tutor, a co-tutor in their absence, a
 * substitute where neither is there; the referent.
 */
export function partsOf(person: PersonId, team: Team, today: Day): ReviewPart[] {
  if (person === team.alternantId) return ['alternant'];
  const current = teamOn(team, today);
  const isThere = (role: Mandate['role']) =>
    current.some((held) => held.role === role && !isAbsentOn(held, today));
  const holds = (role: Mandate['role']) =>
    current.some((held) => held.role === role && held.personId === person);
  const isTutor =
    holds('main_tutor') ||
    (!isThere('main_tutor') && (holds('co_tutor') || (!isThere('co_tutor') && holds('substitute'))));
  return [...(isTutor ? (['tutor'] as const) : []), ...(holds('referent') ? (['referent'] as const) : [])];
}

/** The part in which somebody who speaks once is heard: never for two. Null: none is left to them. */
export function partIn(
  { sections, answers }: Spoken,
  person: PersonId,
  team: Team,
  today: Day,
): ReviewPart | null {
  const mine = partsOf(person, team, today);
  const before = sections.find(({ writtenBy }) => writtenBy === person)?.part;
  const answered = answers.find(({ answeredBy }) => answeredBy === person)?.part;
  const spoken = before ?? answered;
  return spoken === undefined ? (mine[0] ?? null) : mine.includes(spoken) ? spoken : null;
}

/** @throws mandate_missing, forbidden */
export function requireSpeaker(review: Spoken, person: PersonId, team: Team, today: Day): ReviewSpeaker {
  const part = partIn(review, person, team, today);
  if (part !== null) return { personId: person, part } as ReviewSpeaker;
  throw partsOf(person, team, today).length > 0 ? speaksForAnother() : speakerMissing(team, person, today);
}
