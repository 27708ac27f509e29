import type { Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { unknownReference } from '../../kernel/refusals.js';
import type { OrganisationKind } from '../organisations/organisations.types.js';
import {
  ROLES_OF_KIND,
  type Grant,
  type MembershipDetails,
  type MembershipRow,
} from './memberships.types.js';
import {
  endsBeforeStart,
  noOrganisationForPlatform,
  organisationNeeded,
  roleOfOtherKind,
} from './people.errors.js';

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

export interface MembershipChanges {
  readonly added: readonly MembershipDetails[];
  readonly moved: readonly MembershipRow[];
}

/**
 * What a list of memberships adds to those held: one with the same organisation, role and first day takes the last day
 * that is sent; one that another already covers adds nothing; any other is added. None is taken away.
 */
export function mergeMemberships(
  held: readonly MembershipRow[],
  wanted: readonly MembershipDetails[],
): MembershipChanges {
  const added: MembershipDetails[] = [];
  const moved: MembershipRow[] = [];
  for (const item of wanted) {
    const isSameGrant = (m: Grant) => m.organisationId === item.organisationId && m.role === item.role;
    const same = held.find((m) => isSameGrant(m) && m.from === item.from);
    if (same && same.until !== item.until) moved.push({ ...same, until: item.until });
    if (!same && ![...held, ...added].some((m) => isSameGrant(m) && covers(m, item))) added.push(item);
  }
  return { added, moved };
}

function covers(outer: MembershipDetails, inner: MembershipDetails): boolean {
  const startsInTime = outer.from === null || (inner.from !== null && outer.from <= inner.from);
  const lastsLongEnough = outer.until === null || (inner.until !== null && inner.until <= outer.until);
  return startsInTime && lastsLongEnough;
}
