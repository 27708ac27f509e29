import { expect, test } from '@jest/globals';
import {
  organisationAsked,
  ownerOf,
  requireOwner,
  requireSide,
} from '../../../src/features/contracts/contracts.policy.js';
import { sidesOf, type Authority } from '../../../src/features/contracts/contract-details.types.js';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { codeOf } from '../mandates/team.js';

const [employerId, trainingCentreId, other] = ['employer', 'centre', 'other'] as [
  OrganisationId,
  OrganisationId,
  OrganisationId,
];
const parties = { alternantId: person('ines'), employerId, trainingCentreId };
const acting = (values: Partial<Authority>): Authority => ({ people: [], hrOf: [], adminOf: [], ...values });
const both = acting({ hrOf: [employerId], adminOf: [trainingCentreId] });

test.each<[string, Authority, string[]]>([
  ['its HR, for the employer', acting({ hrOf: [other, employerId] }), ['employer']],
  ['its administrator, for the centre', acting({ adminOf: [trainingCentreId] }), ['training_centre']],
  ['who is both, for both', both, ['employer', 'training_centre']],
  ['who administers the employer, for nobody', acting({ adminOf: [employerId] }), []],
  ['the centre’s HR, for nobody', acting({ hrOf: [trainingCentreId] }), []],
  ['the HR of others, for nobody', acting({ hrOf: [other] }), []],
])('%s', (_, authority, sides) => {
  expect(sidesOf(authority, parties)).toEqual(sides);
  expect(codeOf(() => requireSide(authority, parties))).toBe(sides.length > 0 ? null : 'forbidden');
});

test('the alternant acts for no side of their own contract, by a program of theirs neither', () => {
  const self = { ...both, people: [person('zoe'), person('ines')] };
  expect(sidesOf(self, parties)).toEqual([]);
  expect(codeOf(() => requireSide(self, parties))).toBe('forbidden');
  expect(codeOf(() => requireOwner(self, parties, employerId))).toBe('forbidden');
  expect(sidesOf({ ...both, people: [person('zoe')] }, parties)).toEqual(['employer', 'training_centre']);
});

test('an act of one side is not the other side’s to do', () => {
  expect(requireSide(both, parties, ['training_centre'])).toBe('training_centre');
  expect(codeOf(() => requireSide(acting({ hrOf: [employerId] }), parties, ['training_centre']))).toBe(
    'forbidden',
  );
});

test('a contract is kept by its creator’s own organisation, the employer first', () => {
  expect(ownerOf(acting({ adminOf: [trainingCentreId] }), parties)).toBe(trainingCentreId);
  expect(ownerOf(both, parties)).toBe(employerId);
  expect(codeOf(() => ownerOf(acting({ hrOf: [other] }), parties))).toBe('forbidden');
});

test('external ids are asked of one organisation: the only one, or the one that is named', () => {
  expect(organisationAsked(acting({ hrOf: [employerId], adminOf: [employerId] }), null)).toBe(employerId);
  expect(organisationAsked(both, trainingCentreId)).toBe(trainingCentreId);
  expect(codeOf(() => organisationAsked(both, null))).toBe('validation_failed');
  expect(codeOf(() => organisationAsked(both, other))).toBe('forbidden');
  expect(codeOf(() => organisationAsked(acting({}), null))).toBe('forbidden');
});

test.each([
  ['the employer, by its HR', acting({ hrOf: [employerId] }), employerId, null],
  ['the centre, by its administrator', both, trainingCentreId, null],
  ['the centre, by the employer’s HR', acting({ hrOf: [employerId] }), trainingCentreId, 'forbidden'],
  ['the employer, by the centre', acting({ adminOf: [trainingCentreId] }), employerId, 'forbidden'],
  ['an organisation that is no party', acting({ hrOf: [employerId, other] }), other, 'forbidden'],
])('a contract is kept by %s: %s', (_, authority, ownerId, code) => {
  expect(codeOf(() => requireOwner(authority, parties, ownerId))).toBe(code);
});
