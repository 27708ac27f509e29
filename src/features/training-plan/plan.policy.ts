import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { holdsOn, type MandateRole, type Team } from '../mandates/mandates.types.js';
import { plannerMandateMissing } from './plan.errors.js';

const PLANNING: readonly MandateRole[] = ['main_tutor', 'co_tutor', 'referent'];

declare const proven: unique symbol;
/** Someone proven entitled to keep the training plan of a contract. */
export interface Planner {
  readonly personId: PersonId;
  readonly [proven]: 'planner';
}

/** The main tutor, a co-tutor or the referent of today; never the alternant. */
export function canPlan(person: PersonId, team: Team, today: Day): boolean {
  return (
    person !== team.alternantId &&
    team.mandates.some(
      (held) => held.personId === person && PLANNING.includes(held.role) && holdsOn(held, today),
    )
  );
}

export function requirePlanner(person: PersonId, team: Team, today: Day): Planner {
  if (!canPlan(person, team, today)) throw plannerMandateMissing(team, person, today);
  return { personId: person } as Planner;
}
