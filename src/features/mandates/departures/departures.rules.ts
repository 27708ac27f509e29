import type { Day, Period } from '../../../kernel/days.js';
import type { OrganisationId } from '../../../kernel/ids.js';
import type { MembershipDetails } from '../../people/memberships/memberships.types.js';
import type { MandateRole } from '../mandates.types.js';

/** A mandate of somebody who leaves: what it stands for, and when. */
export interface HeldMandate {
  readonly role: MandateRole;
  readonly from: Day;
  readonly until: Day | null;
  readonly employerId: OrganisationId;
  readonly trainingCentreId: OrganisationId;
}

export interface Ending<Held extends HeldMandate> {
  readonly mandate: Held;
  /** The first day out. */
  readonly on: Day;
}

/**
 * The mandates that need a membership which is taken away, and the day on which each ends. Those that another entitles to
 * stay. Whose first day is moved beyond today is no member today: what they hold ends today.
 */
export function findEndings<Held extends HeldMandate>(
  mandates: readonly Held[],
  before: readonly MembershipDetails[],
  after: readonly MembershipDetails[],
  today: Day,
): Ending<Held>[] {
  return mandates.flatMap((mandate) => {
    if (isHeldOn(mandate, before, today) && !isHeldOn(mandate, after, today)) {
      const on = endOf(mandate, after);
      return [{ mandate, on: on !== null && on < today ? on : today }];
    }
    const on = endOf(mandate, after);
    const was = endOf(mandate, before);
    return on !== null && (was === null || on < was) ? [{ mandate, on }] : [];
  });
}

/** Every mandate that is not over on that day. One that has not begun never begins. */
export function findAllEndings<Held extends HeldMandate>(mandates: readonly Held[], on: Day): Ending<Held>[] {
  return mandates
    .filter(({ from, until }) => until === null || (until > on && until > from))
    .map((mandate) => ({ mandate, on: mandate.from < on ? on : mandate.from }));
}

/**
 * The first day on which the holder is no longer a member, from the first one on which they are: null when the mandate
 * ends before; its own first day when they are a member on none of its days.
 */
export function endOf(mandate: HeldMandate, memberships: readonly MembershipDetails[]): Day | null {
  const run = runsOf(memberships.filter((membership) => opens(membership, mandate))).find((period) =>
    share(period, mandate),
  );
  if (!run) return mandate.from;
  if (run.until === null || (mandate.until !== null && mandate.until <= run.until)) return null;
  return run.until;
}

/** A mandate ends with the membership that it begins with, when that end is known already. */
export function endWithMembership<Opened extends Pick<HeldMandate, 'from' | 'until'>>(
  mandate: Opened,
  memberOn: readonly Period[],
): Opened {
  const until = memberOn.find((period) => share(period, mandate))?.until ?? null;
  return until === null || (mandate.until !== null && mandate.until <= until)
    ? mandate
    : { ...mandate, until };
}

/** A tutor is employed by the employer, a referent by the centre; an observer belongs to either. */
export function opens({ organisationId, role }: MembershipDetails, mandate: HeldMandate): boolean {
  const ofEmployer = organisationId === mandate.employerId;
  const ofCentre = organisationId === mandate.trainingCentreId;
  if (mandate.role === 'observer') return ofEmployer || ofCentre;
  if (mandate.role === 'referent') return ofCentre && (role === 'centre_admin' || role === 'referent');
  return ofEmployer && (role === 'hr' || role === 'tutor');
}

/** Runs that day, and its holder is a member of what it stands for. */
function isHeldOn(mandate: HeldMandate, memberships: readonly MembershipDetails[], day: Day): boolean {
  const holds = ({ from, until }: Period) =>
    (from === null || from <= day) && (until === null || day < until);
  return holds(mandate) && memberships.some((membership) => opens(membership, mandate) && holds(membership));
}

/** The days of all of them, as periods apart from each other, the earliest first. */
function runsOf(memberships: readonly MembershipDetails[]): Period[] {
  const runs: Period[] = [];
  for (const { from, until } of memberships.toSorted((a, b) => compare(a.from ?? '', b.from ?? ''))) {
    const last = runs.at(-1);
    if (!last || (last.until !== null && from !== null && from > last.until)) runs.push({ from, until });
    else runs[runs.length - 1] = { from: last.from, until: laterEnd(last.until, until) };
  }
  return runs;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const laterEnd = (one: Day | null, other: Day | null): Day | null =>
  one === null || other === null ? null : one < other ? other : one;

/** Whether both hold a day. */
const share = (period: Period, { from, until }: Pick<HeldMandate, 'from' | 'until'>): boolean =>
  (period.until === null || from < period.until) &&
  (until === null || period.from === null || period.from < until);
