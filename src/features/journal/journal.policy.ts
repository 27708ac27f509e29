import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { canAssign, type Team } from '../mandates/mandates.types.js';
import { acknowledgerMandateMissing, onlyOnesOwnJournal } from './journal.errors.js';

declare const proven: unique symbol;
/** Someone proven to be the alternant of a contract. */
export interface JournalAuthor {
  readonly personId: PersonId;
  readonly [proven]: 'author';
}

/** Someone proven entitled to acknowledge what the alternant says that they did. */
export interface Acknowledger {
  readonly personId: PersonId;
  readonly [proven]: 'acknowledger';
}

/** The alternant, for themselves; nobody else. */
export function requireJournalAuthor(
  person: PersonId,
  { alternantId }: Pick<Team, 'alternantId'>,
): JournalAuthor {
  if (person !== alternantId) throw onlyOnesOwnJournal();
  return { personId: person } as JournalAuthor;
}

/** Those who may give missions acknowledge what was done of them. */
export const canAcknowledge = (person: PersonId, team: Team, today: Day): boolean =>
  canAssign(person, team, today);

export function requireAcknowledger(person: PersonId, team: Team, today: Day): Acknowledger {
  if (!canAcknowledge(person, team, today)) throw acknowledgerMandateMissing(team, person, today);
  return { personId: person } as Acknowledger;
}
