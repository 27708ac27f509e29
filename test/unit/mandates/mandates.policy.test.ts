import { expect, test } from '@jest/globals';
import {
  requireAnotherHolder,
  requireDeclarer,
  requireGiver,
} from '../../../src/features/mandates/mandates.policy.js';
import { MANDATE_ROLES, type MandateRole } from '../../../src/features/mandates/mandates.types.js';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { codeOf } from './team.js';

const [employerId, trainingCentreId] = ['employer', 'centre'] as [OrganisationId, OrganisationId];
const parties = { alternantId: person('ines'), employerId, trainingCentreId };
const NOBODY = { people: [], hrOf: [], adminOf: [] };
const hr = { ...NOBODY, hrOf: [employerId] };
const centre = { ...NOBODY, adminOf: [trainingCentreId] };

test.each<[string, typeof hr | typeof centre | typeof NOBODY, boolean, MandateRole[]]>([
  ['HR', hr, false, ['main_tutor', 'co_tutor', 'substitute', 'observer']],
  ['the centre', centre, false, ['observer', 'referent']],
  ['the centre, to HR', centre, true, [...MANDATE_ROLES]],
  ['the HR of the centre', { ...NOBODY, hrOf: [trainingCentreId] }, false, []],
  ['nobody else', NOBODY, true, []],
])('each side gives its roles: %s', (_, authority, toHr, expected) => {
  const given = MANDATE_ROLES.filter(
    (role) => codeOf(() => requireGiver(authority, parties, { role, toHr })) === null,
  );
  expect(given).toEqual(expected);
});

test('nobody gives a mandate to themself, nor by a client whose secret they know', () => {
  const [paul, zoe] = [person('paul'), person('zoe')];
  expect(codeOf(() => requireAnotherHolder([zoe, paul], paul))).toBe('forbidden');
  expect(codeOf(() => requireAnotherHolder([zoe], paul))).toBeNull();
});

test.each([
  ['they themselves', person('paul'), NOBODY, null],
  ['HR', person('zoe'), hr, null],
  ['the centre, by a client', null, centre, null],
  ['somebody else', person('zoe'), NOBODY, 'forbidden'],
  ['a client of nobody', null, NOBODY, 'forbidden'],
])('that a tutor is away is declared by %s', (_, actor, authority, code) => {
  expect(codeOf(() => requireDeclarer(actor, person('paul'), authority, parties))).toBe(code);
});
