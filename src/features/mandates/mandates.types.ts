import { contains, type Day, type Period } from '../../kernel/days.js';
import type { ContractId, MandateId, PersonId } from '../../kernel/ids.js';
import type { PlacementId } from '../contracts/placements/placements.types.js';
import { DECIDING_ROLES, TUTOR_ROLES, type MandateRole } from '../../kernel/mandate-roles.js';

export { MANDATE_ROLES, TUTOR_ROLES, type MandateRole } from '../../kernel/mandate-roles.js';

/** A person on a contract, as something, from a day (included) to a day (excluded; null: open-ended). */
export interface Mandate {
  readonly id: MandateId;
  readonly contractId: ContractId;
  readonly personId: PersonId;
  readonly role: MandateRole;
  readonly from: Day;
  readonly until: Day | null;
  /** Code of the highest level it may sign; null: all. */
  readonly maxLevel: string | null;
  /** At the host of that placement, of which alone it gives rights; absent: none. */
  readonly placementId?: PlacementId | null;
  /** Half-open, like the mandate. */
  readonly absences: readonly Period[];
  /** The days on which its holder is a member of what it stands for; half-open too. */
  readonly memberOn: readonly Period[];
}

/** What somebody may be at the host of a placement: the main tutor stays at the employer. */
export const HOST_ROLES: readonly MandateRole[] = ['co_tutor', 'substitute'];

/** How many days back a mandate of a signed contract may begin. */
export const MOST_DAYS_BACK = 7;

/** Whom a contract is about, and who holds a mandate on it: what says who may do what. */
export interface Team {
  readonly alternantId: PersonId;
  readonly mandates: readonly Mandate[];
  /** What its people are called, by id; absent until somebody has to be pointed to. */
  readonly names?: Readonly<Record<string, string>>;
}

/** It gives rights on that day: it runs, and its holder is a member. */
export function holdsOn(mandate: Pick<Mandate, 'from' | 'until' | 'memberOn'>, day: Day): boolean {
  return contains(mandate, day) && isMemberOn(mandate, day);
}

/** Its holder belongs to what it stands for, whether or not it runs. */
export function isMemberOn(mandate: Pick<Mandate, 'memberOn'>, day: Day): boolean {
  return mandate.memberOn.some((period) => contains(period, day));
}

export function isAbsentOn(mandate: Pick<Mandate, 'absences'>, day: Day): boolean {
  return mandate.absences.some((absence) => contains(absence, day));
}

/** It answers for the whole contract: who tutors at a host answers for what is done there, and for no more. */
export const answersForAll = ({ placementId = null }: Pick<Mandate, 'placementId'>): boolean =>
  placementId === null;

/** It stands in for a main tutor who is away. */
export const isDeputy = (held: Pick<Mandate, 'role' | 'placementId'>): boolean =>
  held.role === DECIDING_ROLES.tutor[1] && answersForAll(held);

/** A tutor of the contract today; never the alternant. */
export function canAssign(person: PersonId, team: Team, today: Day): boolean {
  return (
    person !== team.alternantId &&
    team.mandates.some(
      (held) => held.personId === person && TUTOR_ROLES.includes(held.role) && holdsOn(held, today),
    )
  );
}
