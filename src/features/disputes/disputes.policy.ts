import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { holdsOn, isAbsentOn, type Mandate, type Team } from '../mandates/mandates.types.js';
import type { Ruler } from '../sign-offs/facts/facts.types.js';
import {
  notForTheRepresentative,
  notYourDispute,
  onlyTheAlternant,
  rulerMandateMissing,
  rulerNotDistinct,
} from './disputes.errors.js';
import type { Dispute, OnBehalfOf } from './disputes.types.js';

declare const proven: unique symbol;
/** Somebody proven entitled to contest, or to record that a legal representative does. */
export interface Disputer {
  readonly personId: PersonId;
  readonly [proven]: 'disputer';
}
/** Somebody proven entitled to withdraw a dispute. */
export interface DisputeWithdrawer {
  readonly personId: PersonId;
  readonly [proven]: 'dispute withdrawer';
}

/** Somebody who asks, and what is known of the contract around them. */
export interface Asking {
  readonly person: PersonId;
  /** Administers the contract's training centre today. */
  readonly administersCentre: boolean;
  /** Is the minor’s legal representative, by a link that is good. */
  readonly represents?: true;
  readonly team: Team;
  readonly today: Day;
}

/**
 * The alternant in person; the representative by their link; on their behalf the centre's administrator or the referent, never
 * the alternant.
 */
export function requireDisputer(asking: Asking, onBehalfOf: OnBehalfOf | null): Disputer {
  const isAlternant = asking.person === asking.team.alternantId;
  if (onBehalfOf === null && (asking.represents || !isAlternant)) throw onlyTheAlternant();
  if (onBehalfOf !== null && !asking.represents && !writesForRepresentative(asking))
    throw notForTheRepresentative();
  return { personId: asking.person } as Disputer;
}

/**
 * As it was opened; once of age, the alternant also withdraws what was opened for their representative. Who stands there by a link
 * withdraws their own alone.
 */
export function requireDisputeWithdrawer(
  asking: Asking,
  { onBehalfOf, openedBy }: Pick<Dispute, 'onBehalfOf' | 'openedBy'>,
  isMinor: boolean,
): DisputeWithdrawer {
  if (asking.represents) {
    if (openedBy !== asking.person) throw notYourDispute();
    return { personId: asking.person } as DisputeWithdrawer;
  }
  const isAlternant = asking.person === asking.team.alternantId;
  if (onBehalfOf === null || !isMinor) {
    if (!isAlternant) throw notYourDispute();
  } else if (!writesForRepresentative(asking)) throw notForTheRepresentative();
  return { personId: asking.person } as DisputeWithdrawer;
}

/**
 * The referent with a mandate today; the centre's administrator while every referent but the fact's author is missing or
 * absent. Never the alternant.
 */
export function canRule({ person, administersCentre, team, today }: Asking, author: PersonId): boolean {
  const referents = referentsOf(team, today);
  const others = referents.filter((held) => held.personId !== author && !isAbsentOn(held, today));
  return (
    referents.some((held) => held.personId === person) ||
    (administersCentre && person !== team.alternantId && others.length === 0)
  );
}

export function requireRuler(asking: Asking, author: PersonId): Ruler {
  if (!canRule(asking, author)) throw rulerMandateMissing();
  return { personId: asking.person } as Ruler;
}

/** Nobody rules on what they recorded. @throws ruler_not_distinct */
export function requireAnother(person: PersonId, author: PersonId): void {
  if (person === author) throw rulerNotDistinct();
}

const writesForRepresentative = ({ person, administersCentre, team, today }: Asking): boolean =>
  person !== team.alternantId &&
  (administersCentre || referentsOf(team, today).some((held) => held.personId === person));

const referentsOf = ({ alternantId, mandates }: Team, today: Day): Mandate[] =>
  mandates.filter(
    (held) => held.role === 'referent' && held.personId !== alternantId && holdsOn(held, today),
  );
