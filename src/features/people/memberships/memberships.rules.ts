import type { Day } from '../../../kernel/days.js';
import type { FieldError } from '../../../kernel/errors.js';
import type { OrganisationId } from '../../../kernel/ids.js';
import { unknownReference } from '../../../kernel/refusals.js';
import type { OrganisationKind } from '../../organisations/organisations.types.js';
import {
  ROLES_OF_KIND,
  type Grant,
  type MembershipChanges,
  type MembershipDetails,
  type MembershipRow,
} from './memberships.types.js';
import {
  endsBeforeStart,
  noOrganisationForPlatform,
  organisationNeeded,
  roleOfOtherKind,
} from '../people.errors.js';

export type KindOf = ReadonlyMap<OrganisationId, OrganisationKind>;

/** What is wrong with a role in an organisation, whoever gives it. `pointer` is that of the object that holds both. */
export function findMisfits({ organisationId, role }: Grant, kindOf: KindOf, pointer: string): FieldError[] {
  const at = `${pointer}/organisationId`;
  if (role === 'platform_admin') return organisationId === null ? [] : [noOrganisationForPlatform(at)];
  if (organisationId === null) return [organisationNeeded(at)];
  const kind = kindOf.get(organisationId);
  if (!kind) return [unknownReference(at)];
  const allowed = ROLES_OF_KIND[kind];
  return allowed.includes(role) ? [] : [roleOfOtherKind(`${pointer}/role`, allowed)];
}

export function findUnorderedDays(memberships: readonly MembershipDetails[]): FieldError[] {
  return memberships.flatMap(({ from, until }, index) =>
    from !== null && until !== null && until <= from ? [endsBeforeStart(`/memberships/${index}/to`)] : [],
  );
}

/** Today or on a later day. */
export const holdsFrom = ({ until }: Pick<MembershipDetails, 'until'>, today: Day): boolean =>
  until === null || today < until;

export const changesNothing = ({ added, moved }: MembershipChanges): boolean =>
  added.length + moved.length === 0;

/**
 * What a list of memberships changes of those held: they are keyed by organisation and role. An item corrects the days of
 * the one that it overlaps, its first day included; of several, the one with its first day, else the last. An item apart
 * from all of them is a period of its own, of somebody who left and came back; what another item says already adds
 * nothing. None is taken away, and each is corrected once.
 */
export function mergeMemberships(
  held: readonly MembershipRow[],
  wanted: readonly MembershipDetails[],
): MembershipChanges {
  const corrections = new Map<MembershipRow, MembershipDetails>();
  const added: MembershipDetails[] = [];
  const isFree = (m: MembershipRow, item: MembershipDetails) => isSameGrant(m, item) && !corrections.has(m);
  const left = [isEqual, startsTogether, overlaps].reduce<readonly MembershipDetails[]>(
    (items, matches) =>
      items.filter((item) => {
        const found = lastOf(held.filter((m) => isFree(m, item) && matches(m, item)));
        if (found) corrections.set(found, item);
        return !found;
      }),
    wanted,
  );
  const isStated = (item: MembershipDetails) =>
    [...corrections.values(), ...added].some((m) => isSameGrant(m, item) && covers(m, item));
  for (const item of left) if (!isStated(item)) added.push(item);
  const moved = [...corrections].filter(([m, item]) => !isEqual(m, item));
  return { added, moved: moved.map(([m, { from, until }]) => ({ ...m, from, until })) };
}

const isSameGrant = (one: Grant, other: Grant) =>
  one.organisationId === other.organisationId && one.role === other.role;

const startsTogether = (one: MembershipDetails, other: MembershipDetails) => one.from === other.from;

const isEqual = (one: MembershipDetails, other: MembershipDetails) =>
  startsTogether(one, other) && one.until === other.until;

/** They share a day: one that begins on the day that another ends follows it. */
function overlaps(one: MembershipDetails, other: MembershipDetails): boolean {
  const startsBeforeEnd = (a: MembershipDetails, b: MembershipDetails) =>
    a.from === null || b.until === null || a.from < b.until;
  return startsBeforeEnd(one, other) && startsBeforeEnd(other, one);
}

/** The one that begins last. */
function lastOf(memberships: readonly MembershipRow[]): MembershipRow | undefined {
  return memberships.reduce<MembershipRow | undefined>(
    (last, m) => (last && (m.from ?? '') < (last.from ?? '') ? last : m),
    undefined,
  );
}

/** Whether somebody is given more by these changes than they have. */
export function listGiven(held: readonly MembershipRow[], { added, moved }: MembershipChanges): Grant[] {
  const isWider = (wanted: MembershipRow) => {
    const before = held.find(({ id }) => id === wanted.id);
    return before === undefined || !covers(before, wanted);
  };
  return [...added, ...moved.filter(isWider)];
}

function covers(outer: MembershipDetails, inner: MembershipDetails): boolean {
  const startsInTime = outer.from === null || (inner.from !== null && outer.from <= inner.from);
  const lastsLongEnough = outer.until === null || (inner.until !== null && inner.until <= outer.until);
  return startsInTime && lastsLongEnough;
}
