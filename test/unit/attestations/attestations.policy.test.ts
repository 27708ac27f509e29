import { expect, test } from '@jest/globals';
import {
  canAttest,
  readsProofs,
  requireAttester,
} from '../../../src/features/attestations/attestations.policy.js';
import type { Actor } from '../../../src/platform/access/actor.js';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { codeOf, EDGES, everybody, held, team, today, whoMay } from '../mandates/team.js';

const [employerId, trainingCentreId] = ['employer', 'centre'] as [OrganisationId, OrganisationId];
const parties = { alternantId: person('ines'), employerId, trainingCentreId };
const NOBODY = { people: [], hrOf: [], adminOf: [] };
const may = (asked = everybody) => whoMay((name) => canAttest(name, NOBODY, parties, asked, today));

test('of the team, the main tutor and the referent attest', () => {
  expect(may()).toEqual(['main_tutor', 'referent']);
  expect(codeOf(() => requireAttester(person('referent'), NOBODY, parties, everybody, today))).toBeNull();
  expect(codeOf(() => requireAttester(person('co_tutor'), NOBODY, parties, everybody, today))).toBe(
    'mandate_missing',
  );
});

test.each(EDGES)('a mandate counts %s', (_, values, counts) => {
  expect(may(team(held('referent', values)))).toEqual(counts ? ['referent'] : []);
});

test.each([
  ['the employer’s HR', { hrOf: [employerId] }, true],
  ['the centre’s administrator', { adminOf: [trainingCentreId] }, true],
  ['who administers the employer, and is not its HR', { adminOf: [employerId] }, false],
  ['the centre’s HR', { hrOf: [trainingCentreId] }, false],
])('%s attests: %s', (_, values, counts) => {
  const authority = { ...NOBODY, ...values };
  expect(canAttest(person('nobody'), authority, parties, everybody, today)).toBe(counts);
  // A client of that organisation is no person.
  expect(canAttest(null, authority, parties, everybody, today)).toBe(counts);
});

test('the alternant attests nothing of themself, whoever else they are', () => {
  const authority = { people: [person('ines')], hrOf: [employerId], adminOf: [trainingCentreId] };
  const own = team(held('main_tutor', { personId: person('ines') }));
  expect(canAttest(person('ines'), authority, parties, own, today)).toBe(false);
  expect(canAttest(null, authority, parties, own, today)).toBe(false);
});

test('a program that reads progress alone does not read where papers are', () => {
  const client = (scopes: string[]) => ({ kind: 'client', scopes }) as unknown as Actor;
  expect(readsProofs({ kind: 'person' } as Actor)).toBe(true);
  expect(readsProofs(client(['progress:read', 'contracts:write']))).toBe(true);
  expect(readsProofs(client(['progress:read', 'contracts:read']))).toBe(false);
});
