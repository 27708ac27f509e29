import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { isTutorOn, type Team } from '../mandates/mandates.types.js';
import { acknowledgerMandateMissing, onlyOnesOwnJournal } from './journal.errors.js';

declare const proven: unique symbol;
/** Someone proven to be the alternant of a contract. */
export interface Diarist {
  readonly personId: PersonId;
  readonly [proven]: 'diarist';
}

/** Someone proven entitled to acknowledge what the alternant says that they did. */
export interface Acknowledger {
  readonly personId: PersonId;
  readonly [proven]: 'acknowledger';
}

/** The alternant, for themselves; nobody else. */
export function requireDiarist(person: PersonId, { alternantId }: Pick<Team, 'alternantId'>): Diarist {
  if (person !== alternantId) throw onlyOnesOwnJournal();
  return { personId: person } as Diarist;
}

/** Those who may give missions acknowledge what was done of them. */
export function requireAcknowledger(person: PersonId, team: Team, today: Day): Acknowledger {
  if (!isTutorOn(person, team, today)) throw acknowledgerMandateMissing();
  return { personId: person } as Acknowledger;
}
