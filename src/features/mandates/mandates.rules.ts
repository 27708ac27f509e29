import { addDays, type Day, type Period } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import type { MandateId, PersonId } from '../../kernel/ids.js';
import { suitsRole, type HeldRoles } from '../../kernel/mandate-roles.js';
import { unknownReference } from '../../kernel/refusals.js';
import { notAtAHost, notOfHost, outsidePlacement } from './hosts.errors.js';
import {
  absenceOnlyShortens,
  alreadyEnded,
  alternantThemself,
  endsBeforeStart,
  levelForTutors,
  notAMember,
  notReplaceable,
  onlyShortens,
  startsBeforeReplaced,
  tooFarBack,
  unknownLevel,
} from './mandates.errors.js';
import type { PlacementId } from '../contracts/placements/placements.types.js';
import { HOST_ROLES, MOST_DAYS_BACK, TUTOR_ROLES, type Mandate, type MandateRole } from './mandates.types.js';

/** A mandate to open. `until` excluded, null for open-ended. */
export interface NewMandate {
  readonly personId: PersonId;
  readonly role: MandateRole;
  readonly from: Day;
  readonly until: Day | null;
  readonly maxLevel: string | null;
  readonly replaces: MandateId | null;
  /** At the host of that placement; null: at the employer, or at the centre. */
  readonly placementId: PlacementId | null;
}

/** What there is to know before a mandate is opened. */
export interface MandateContext extends HeldRoles {
  /** What they are at the host, of a mandate there; null where the contract has no such placement. */
  readonly hostRoles?: readonly string[] | null;
  /** The days of the placement; absent: it is none. */
  readonly placement?: { readonly from: Day; readonly until: Day } | null;
  readonly isSigned: boolean;
  readonly alternantId: PersonId;
  readonly levels: readonly string[];
  /** A draft's centre proposes them as a tutor: no member yet, so the mandate gives nothing yet. */
  readonly isProposed?: boolean;
  /** Whoever opens the mandate may see the person. */
  readonly personIsVisible: boolean;
  /** Those of the contract. */
  readonly mandates: readonly Mandate[];
  readonly today: Day;
}

/** Everything that is wrong with a new mandate, all of it. */
export function findMistakes(mandate: NewMandate, context: MandateContext): FieldError[] {
  const errors: FieldError[] = [];
  if (mandate.personId === context.alternantId) errors.push(alternantThemself());
  else errors.push(...holderMistakes(mandate, context));
  if (context.isSigned && mandate.from < addDays(context.today, -MOST_DAYS_BACK)) errors.push(tooFarBack());
  if (mandate.maxLevel !== null) {
    if (!TUTOR_ROLES.includes(mandate.role)) errors.push(levelForTutors());
    else if (!context.levels.includes(mandate.maxLevel)) errors.push(unknownLevel());
  }
  if (mandate.replaces !== null) errors.push(...replacementMistakes(mandate, context.mandates));
  return errors;
}

/** Nobody is told of somebody who is neither a member nor seen: not even that they exist. */
function holderMistakes(mandate: NewMandate, context: MandateContext): FieldError[] {
  const { hostRoles = null, placement = null, personIsVisible } = context;
  const notTheirs = (mistake: FieldError) => [personIsVisible ? mistake : unknownReference('/personId')];
  if (mandate.placementId === null)
    return suitsRole(mandate.role, context) || isProposedTutor(mandate, context)
      ? []
      : notTheirs(notAMember(mandate.role));
  if (hostRoles === null || placement === null) return [unknownReference('/placementId')];
  if (!HOST_ROLES.includes(mandate.role)) return [notAtAHost()];
  if (mandate.from < placement.from || placement.until <= mandate.from)
    return [outsidePlacement(placement.from, placement.until)];
  // It ends with the placement, unless its holder is a member of the host on none of these days.
  if (mandate.until === null || placement.until < mandate.until) return notTheirs(notOfHost());
  return suitsRole(mandate.role, { employerRoles: hostRoles, centreRoles: [] }) ? [] : notTheirs(notOfHost());
}

const isProposedTutor = ({ role }: NewMandate, { isProposed = false, isSigned }: MandateContext): boolean =>
  isProposed && !isSigned && TUTOR_ROLES.includes(role);

function replacementMistakes(mandate: NewMandate, mandates: readonly Mandate[]): FieldError[] {
  const replaced = mandates.find(({ id }) => id === mandate.replaces);
  if (!replaced) return [unknownReference('/replaces')];
  if (replaced.role !== mandate.role || (replaced.placementId ?? null) !== mandate.placementId)
    return [notReplaceable()];
  if (mandate.from < replaced.from) return [startsBeforeReplaced()];
  return replaced.until !== null && replaced.until < mandate.from ? [alreadyEnded()] : [];
}

/** An absence ends sooner than it would; `on` is the first day back: that of its beginning where it never was. */
export function findAbsenceMistake(absence: Pick<Period, 'from' | 'until'>, on: Day): FieldError | null {
  if (absence.from !== null && on < absence.from) return endsBeforeStart('/on');
  return absence.until !== null && absence.until < on ? absenceOnlyShortens() : null;
}

/** The main tutor who holds some of these days, once the mandate that it replaces has made way. */
export function findOtherMainTutor(wanted: NewMandate, mandates: readonly Mandate[]): Mandate | null {
  if (wanted.role !== 'main_tutor') return null;
  const isBefore = (one: Day, end: Day | null) => end === null || one < end;
  const overlaps = ({ id, role, from, until }: Mandate) => {
    const end = id === wanted.replaces ? wanted.from : until;
    return (
      role === 'main_tutor' &&
      isBefore(from, end) &&
      isBefore(from, wanted.until) &&
      isBefore(wanted.from, end)
    );
  };
  return mandates.find(overlaps) ?? null;
}

/** One that says the same already. */
export const findTwin = (wanted: NewMandate, mandates: readonly Mandate[]): Mandate | null =>
  mandates.find(
    (one) =>
      one.personId === wanted.personId &&
      one.role === wanted.role &&
      one.from === wanted.from &&
      one.until === wanted.until &&
      (one.placementId ?? null) === wanted.placementId &&
      one.maxLevel === wanted.maxLevel,
  ) ?? null;

/** An end shortens a mandate; `on` is the first day out. */
export function findEndMistake(mandate: Pick<Mandate, 'from' | 'until'>, on: Day): FieldError | null {
  if (on < mandate.from) return endsBeforeStart('/on');
  return mandate.until !== null && mandate.until < on ? onlyShortens() : null;
}
