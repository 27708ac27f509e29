import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import {
  holdsOn,
  isAbsentOn,
  isMemberOn,
  TUTOR_ROLES,
  type Mandate,
  type MandateRole,
  type Team,
} from '../mandates/mandates.types.js';
import {
  askerMandateMissing,
  claimerAbsent,
  claimerMandateMissing,
  notTheAsker,
} from './sign-off-requests.errors.js';
import type { Route } from './sign-off-requests.types.js';
import { canSign } from '../sign-offs/facts/signers.policy.js';

declare const proven: unique symbol;
/** Someone proven entitled to ask for sign-offs on a contract. */
export interface Asker {
  readonly personId: PersonId;
  readonly [proven]: 'asker';
}
/** Someone proven entitled to take a request on. */
export interface Claimer {
  readonly personId: PersonId;
  readonly [proven]: 'claimer';
}
/** Someone proven to be the one who asked. */
export interface WithdrawingAsker {
  readonly personId: PersonId;
  readonly [proven]: 'withdrawing_asker';
}

const ASKING_ROLES: readonly MandateRole[] = [...TUTOR_ROLES, 'observer'];

/** The alternant for themselves, or whoever holds a tutor's or an observer's mandate today. */
export function canAsk(person: PersonId, team: Team, today: Day): boolean {
  return (
    person === team.alternantId ||
    team.mandates.some(
      (held) => held.personId === person && ASKING_ROLES.includes(held.role) && holdsOn(held, today),
    )
  );
}

export function requireAsker(person: PersonId, team: Team, today: Day): Asker {
  if (!canAsk(person, team, today)) throw askerMandateMissing(team, person, today);
  return { personId: person } as Asker;
}

/** Whoever could sign these levels today and is not declared absent. A claim stands as long as this is so. */
export function canClaim(
  person: PersonId,
  team: Team,
  ladder: Ladder,
  levels: readonly string[],
  today: Day,
): boolean {
  return canSign(person, { ...team, mandates: presentOn(team, today) }, ladder, levels, [today]);
}

/** Who is declared absent may sign nevertheless, being there; but their claim would lapse at once. */
export function requireClaimer(...asked: Parameters<typeof canClaim>): Claimer {
  const [person, team, ladder, levels, today] = asked;
  if (!canClaim(...asked))
    throw canSign(person, team, ladder, levels, [today])
      ? claimerAbsent()
      : claimerMandateMissing(team, person, today);
  return { personId: person } as Claimer;
}

/** Whoever asked: the alternant, or somebody of the team as long as they are a member. */
export function requireWhoAsked(
  person: PersonId,
  askedBy: PersonId,
  team: Team,
  today: Day,
): WithdrawingAsker {
  const isThere =
    person === team.alternantId ||
    team.mandates.some((held) => held.personId === person && isMemberOn(held, today));
  if (person !== askedBy || !isThere) throw notTheAsker();
  return { personId: person } as WithdrawingAsker;
}

/**
 * Whom an unclaimed request waits for: the main tutor, else co-tutors, else substitutes: the first of them of whom one
 * may sign it today and is not absent. When none may, the referent, who does not sign but finds somebody who does.
 */
export function routeOf(team: Team, ladder: Ladder, levels: readonly string[], today: Day): Route {
  const able = TUTOR_ROLES.map((role) => holdersAble(role, team, ladder, levels, today)).find(
    (holders) => holders.length > 0,
  );
  return able
    ? { act: 'decide', personIds: distinct(able) }
    : { act: 'cover', personIds: distinct(holdersOf('referent', team, today)) };
}

/** The first role for which they may sign these levels today, being there; null: none. */
export function signingRole(
  person: PersonId,
  team: Team,
  ladder: Ladder,
  levels: readonly string[],
  today: Day,
): MandateRole | null {
  const isAble = (role: MandateRole) =>
    holdersAble(role, team, ladder, levels, today).some(({ personId }) => personId === person);
  return TUTOR_ROLES.find(isAble) ?? null;
}

const holdersAble = (
  role: MandateRole,
  team: Team,
  ladder: Ladder,
  levels: readonly string[],
  today: Day,
): Mandate[] => holdersOf(role, team, today).filter((held) => coversAll(held, team, ladder, levels, today));

const holdersOf = (role: MandateRole, team: Team, today: Day): Mandate[] =>
  presentOn(team, today).filter(
    (held) => held.personId !== team.alternantId && held.role === role && holdsOn(held, today),
  );

/** By that mandate alone. */
const coversAll = (held: Mandate, team: Team, ladder: Ladder, levels: readonly string[], today: Day) =>
  canSign(held.personId, { ...team, mandates: [held] }, ladder, levels, [today]);

const presentOn = (team: Team, today: Day): Mandate[] =>
  team.mandates.filter((held) => !isAbsentOn(held, today));

const distinct = (held: readonly Mandate[]): PersonId[] => [...new Set(held.map(({ personId }) => personId))];
