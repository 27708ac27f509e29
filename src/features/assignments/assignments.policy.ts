import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { isTutorOn, type Team } from '../mandates/mandates.types.js';
import { assignerMandateMissing } from './assignments.errors.js';

declare const proven: unique symbol;
/** Someone proven entitled to give missions on a contract. */
export interface Assigner {
  readonly personId: PersonId;
  readonly [proven]: 'assigner';
}

export function requireAssigner(person: PersonId, team: Team, today: Day): Assigner {
  if (!isTutorOn(person, team, today)) throw assignerMandateMissing();
  return { personId: person } as Assigner;
}
