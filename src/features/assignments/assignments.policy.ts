import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { canAssign, type Team } from '../mandates/mandates.types.js';
import { assignerMandateMissing } from './assignments.errors.js';

declare const proven: unique symbol;
/** Someone proven entitled to give missions on a contract. */
export interface Assigner {
  readonly personId: PersonId;
  readonly [proven]: 'assigner';
}

export function requireAssigner(person: PersonId, team: Team, today: Day): Assigner {
  if (!canAssign(person, team, today)) throw assignerMandateMissing(team, person, today);
  return { personId: person } as Assigner;
}
