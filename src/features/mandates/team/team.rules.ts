import { addDays, contains, type Day, type Period } from '../../../kernel/days.js';
import type { MandateId, PersonId } from '../../../kernel/ids.js';
import type { MandateRole } from '../../../kernel/mandate-roles.js';
import { holdsOn } from '../mandates.types.js';

/** A mandate as it was known at some instant: `until` excluded, null for open-ended. */
export interface KnownMandate {
  readonly id: MandateId;
  readonly personId: PersonId;
  readonly role: MandateRole;
  readonly from: Day;
  readonly until: Day | null;
  readonly absences: readonly Period[];
  readonly memberOn: readonly Period[];
}

/** Who is asked first, then who stands in: an open request goes the same way. */
const ANSWERING: readonly MandateRole[] = ['main_tutor', 'co_tutor', 'substitute', 'referent'];

/** As far ahead as anybody asks. */
const MOST_DAYS = 366;

const absenceOn = ({ absences }: KnownMandate, day: Day): Period | null =>
  absences.find((absence) => contains(absence, day)) ?? null;

/** Who answers for the contract on a day: the first who holds a mandate and is there. */
export function findAnswering<Held extends KnownMandate>(team: readonly Held[], day: Day): Held | null {
  const there = team.filter((held) => holdsOn(held, day) && !absenceOn(held, day));
  return ANSWERING.flatMap((role) => there.filter((held) => held.role === role))[0] ?? null;
}

/** The last day in a row on which the same person answers; null: as far ahead as is looked. */
export function answersTo(team: readonly KnownMandate[], from: Day): Day | null {
  const answering = findAnswering(team, from)?.personId;
  for (let count = 1; count <= MOST_DAYS; count++) {
    const day = addDays(from, count);
    if (findAnswering(team, day)?.personId !== answering) return addDays(day, -1);
  }
  return null;
}

/** Somebody of the team on a day; `absentTo`: the last day away, `open`: nobody knows. */
export interface OnDay<Held> {
  readonly held: Held;
  readonly isAbsent: boolean;
  readonly absentTo: Day | null;
  /** Who answers instead of whoever is away; null also where nobody is there. */
  readonly meanwhile: Held | null;
}

/** The team of a day, in the order of roles and days. */
export function teamOn<Held extends KnownMandate>(team: readonly Held[], day: Day): OnDay<Held>[] {
  const order: readonly MandateRole[] = [...ANSWERING, 'observer'];
  return team
    .filter((held) => holdsOn(held, day))
    .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.from.localeCompare(b.from))
    .map((held) => {
      const absence = absenceOn(held, day);
      const others = team.filter(({ personId }) => personId !== held.personId);
      return {
        held,
        isAbsent: absence !== null,
        absentTo: absence?.until ? addDays(absence.until, -1) : null,
        meanwhile: absence && held.role !== 'observer' ? findAnswering(others, day) : null,
      };
    });
}
