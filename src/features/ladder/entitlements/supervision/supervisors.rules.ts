import type { Day } from '../../../../kernel/days.js';
import type { PersonId } from '../../../../kernel/ids.js';
import { placeOn, type Place } from '../../../contracts/placements/placements.types.js';
import type { Entitlement } from '../entitlement.rules.js';
import {
  holdsOn,
  isAbsentOn,
  TUTOR_ROLES,
  type MandateRole,
  type Team,
} from '../../../mandates/mandates.types.js';

/** Somebody under whose eyes the alternant may work. */
export interface Supervisor {
  readonly personId: PersonId;
  readonly role: MandateRole;
}

/** What is entitled on some days, and who is there to watch over it. */
export interface ReadEntitlements {
  readonly entitlements: readonly Entitlement[];
  /** Null where the past is asked about. */
  readonly supervisors: readonly (Supervisor & { readonly name: string })[] | null;
  /** Where the alternant is elsewhere than at the employer on some of these days. */
  readonly hosts: readonly Place[];
}

/**
 * The tutors whose mandate runs on every one of these days and who are away on none, the main tutor first; each once. On a day
 * at a host, those who tutor there: nobody of the employer stands beside the alternant.
 */
export function supervisorsOn(
  { mandates, places }: Pick<Team, 'mandates'> & { readonly places: readonly Place[] },
  days: readonly Day[],
): Supervisor[] {
  const isThere = (personId: PersonId, on: Day) =>
    mandates.some(
      (held) =>
        held.personId === personId &&
        TUTOR_ROLES.includes(held.role) &&
        (held.placementId ?? null) === (placeOn(places, on)?.id ?? null) &&
        holdsOn(held, on) &&
        !isAbsentOn(held, on),
    );
  const found = TUTOR_ROLES.flatMap((role) =>
    mandates.filter((held) => held.role === role && days.every((on) => isThere(held.personId, on))),
  );
  return found
    .filter(({ personId }, index) => found.findIndex((other) => other.personId === personId) === index)
    .map(({ personId, role }) => ({ personId, role }));
}
