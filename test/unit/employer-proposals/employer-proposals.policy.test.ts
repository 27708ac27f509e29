import { expect, test } from '@jest/globals';
import {
  proposingCentre,
  requireDecider,
} from '../../../src/features/employer-proposals/employer-proposals.policy.js';
import type { OrganisationId } from '../../../src/kernel/ids.js';

const id = (name: string) => name as OrganisationId;
const who = (hrOf: string[], centreAdminOf: string[]) => ({
  isPlatformAdmin: false,
  hrOf: hrOf.map(id),
  centreAdminOf: centreAdminOf.map(id),
});
const tutor = { employerId: id('e'), trainingCentreId: id('c') };

test('a centre proposes for itself; of several the call says which', () => {
  expect(proposingCentre(who([], ['c']), null)).toBe('c');
  expect(proposingCentre(who([], ['c', 'd']), id('d'))).toBe('d');
  expect(() => proposingCentre(who([], ['c', 'd']), null)).toThrow('Correct the fields');
  expect(() => proposingCentre(who([], ['c']), id('d'))).toThrow('You propose an employer only');
  expect(() => proposingCentre(who(['e'], []), null)).toThrow('You propose an employer only');
});

test('the employer accepts and refuses, the centre withdraws', () => {
  expect(() => requireDecider(who(['e'], []), tutor, 'accepted')).not.toThrow();
  expect(() => requireDecider(who([], ['c']), tutor, 'withdrawn')).not.toThrow();
  expect(() => requireDecider(who([], ['c']), tutor, 'accepted')).toThrow('Only an administrator');
  expect(() => requireDecider(who([], ['c']), tutor, 'refused')).toThrow('Only an administrator');
  expect(() => requireDecider(who(['e'], []), tutor, 'withdrawn')).toThrow('Only the centre');
});
