import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { holdsOn, TUTOR_ROLES, type Team } from '../mandates/mandates.types.js';
import { assignerMandateMissing } from './assignments.errors.js';

declare const proven: unique symbol;
/** Someone proven entitled to give missions on a contract. */
export interface Assigner {
  readonly personId: PersonId;
  readonly [proven]: 'assigner';
}

/** A tutor of the contract today; never the alternant. */
export function canAssign(person: PersonId, team: Team, today: Day): boolean {
  return (
    person !== team.alternantId &&
    team.mandates.some(
      (held) => held.personId === person && TUTOR_ROLES.includes(held.role) && holdsOn(held, today),
    )
  );
}

export function requireAssigner(person: PersonId, team: Team, today: Day): Assigner {
  if (!canAssign(person, team, today)) throw assignerMandateMissing();
  return { personId: person } as Assigner;
}
