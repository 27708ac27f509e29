import { expect, test } from '@jest/globals';
import type { Administration } from '../../../src/features/people/memberships/memberships.types.js';
import { canGrant, canRecord } from '../../../src/features/people/memberships/memberships.types.js';
import {
  ownerFor,
  requireAdministrator,
  requireGrantor,
  requirePersonToGive,
} from '../../../src/features/people/people.policy.js';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { ROLES, type Actor, type Role } from '../../../src/platform/access/actor.js';

const [a, b, c] = ['a', 'b', 'c'] as [OrganisationId, OrganisationId, OrganisationId];
const administration = (values: Partial<Administration>): Administration => ({
  isPlatformAdmin: false,
  hrOf: [],
  centreAdminOf: [],
  ...values,
});
const rolesGiven = (by: Administration, organisationId: OrganisationId | null) =>
  ROLES.filter((role) => canGrant(by, { organisationId, role }));

test('each gives the roles of the invitations table, in their own organisation', () => {
  expect(rolesGiven(administration({ hrOf: [a] }), a)).toEqual(['hr', 'tutor']);
  expect(rolesGiven(administration({ centreAdminOf: [a] }), a)).toEqual([
    'centre_admin',
    'referent',
    'alternant',
    'auditor',
  ]);
  expect(rolesGiven(administration({ hrOf: [a], centreAdminOf: [a] }), b)).toEqual([]);
  expect(rolesGiven(administration({ hrOf: [a], centreAdminOf: [b] }), null)).toEqual([]);
  expect(rolesGiven(administration({ isPlatformAdmin: true }), null)).toEqual([...ROLES]);
});

test('HR records its own alternants, and invites nobody by that role', () => {
  const hr = administration({ hrOf: [a], centreAdminOf: [b] });

  expect(ROLES.filter((role) => canRecord(hr, { organisationId: a, role }))).toEqual([
    'alternant',
    'hr',
    'tutor',
  ]);
  expect(canRecord(hr, { organisationId: c, role: 'alternant' })).toBe(false);
  expect(canRecord(hr, { organisationId: null, role: 'alternant' })).toBe(false);
  expect(() => requireGrantor(hr, [{ organisationId: a, role: 'alternant' }])).toThrow('alternant');
  requireGrantor(hr, [{ organisationId: a, role: 'alternant' }], 'records');
});

test('a person is recorded for the organisation that the caller means', () => {
  const grant = (organisationId: OrganisationId) => ({ organisationId, role: 'tutor' as Role });
  const several = administration({ hrOf: [a, b] });

  expect(ownerFor(administration({ hrOf: [a], centreAdminOf: [a] }), null, [])).toBe(a);
  expect(ownerFor(several, null, [grant(b), grant(a)])).toBe(b);
  expect(ownerFor(several, a, [grant(b)])).toBe(a);
  expect(() => ownerFor(several, null, [])).toThrow('Correct the fields');
  expect(() => ownerFor(several, c, [])).toThrow('do not administer');
  expect(ownerFor(administration({ isPlatformAdmin: true, hrOf: [a] }), null, [grant(a)])).toBeNull();
  expect(ownerFor(administration({ isPlatformAdmin: true }), c, [])).toBe(c);
});

test.each([
  ['client', 'tutor', false],
  ['client', 'referent', false],
  ['client', 'alternant', false],
  ['client', 'hr', true],
  ['client', 'centre_admin', true],
  ['client', 'auditor', true],
  ['client', 'platform_admin', true],
  ['person', 'hr', false],
] as const)('a %s gives the role %s: it takes a person, %s', (kind, role, refused) => {
  const give = () => requirePersonToGive({ kind } as Actor, [{ organisationId: null, role }]);

  if (refused) expect(give).toThrow('administrator gives');
  else expect(give).not.toThrow();
});

test('people are written by whoever administers something today, and given only roles that are theirs to give', () => {
  const refused = expect.objectContaining({ code: 'forbidden' });
  const grants = (['tutor', 'referent'] as Role[]).map((role) => ({ organisationId: a, role }));
  const both = administration({ hrOf: [a], centreAdminOf: [a] });

  for (const some of [both, administration({ isPlatformAdmin: true })]) {
    expect(() => requireAdministrator(some)).not.toThrow();
    expect(() => requireGrantor(some, grants)).not.toThrow();
  }
  expect(() => requireAdministrator(administration({}))).toThrow(refused);
  expect(() => requireGrantor(administration({ hrOf: [a] }), grants)).toThrow(refused);
});
