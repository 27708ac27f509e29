import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isAnotherHuman, type CivilIdentity } from '../../../src/features/people/identity/identity.rules.js';
import {
  calledOf,
  findWrongDetails,
  namesFromEmail,
  unkeptChange,
} from '../../../src/features/people/people.rules.js';
import type { Day } from '../../../src/kernel/days.js';

test.each([
  ['jeanne.petit@ehpad.test', 'Jeanne', 'Petit'],
  ['jeanne.petit-roy@ehpad.test', 'Jeanne', 'Petit Roy'],
  ['accueil@ehpad.test', 'Accueil', ''],
  ['...@ehpad.test', '...', ''],
])('%s gives names to go on with', (email, givenName, familyName) => {
  expect(namesFromEmail(email)).toEqual({ givenName, familyName });
});

const details = (birthDate: string) => ({
  givenName: 'Inès',
  familyName: 'Moreau',
  birthDate: birthDate as Day,
});

test.each([
  ['2026-03-13', ['in_the_future']],
  ['2026-03-12', ['implausible']],
  ['2016-03-13', ['implausible']],
  ['2016-03-12', []],
  ['1915-03-13', []],
  ['1915-03-12', ['implausible']],
])('who is born on %s is said on 12 March 2026 to be %p', (birthDate, wanted) => {
  expect(findWrongDetails(details(birthDate), '2026-03-12' as Day).map(({ code }) => code)).toEqual(wanted);
});

test('a name of either kind is enough; none is not', () => {
  const refused = (givenName: string, familyName: string) =>
    findWrongDetails({ givenName, familyName, birthDate: null }, '2026-03-12' as Day).map(({ code }) => code);
  expect([refused('Suharto', ''), refused('', 'Suharto'), refused('', '')]).toEqual([[], [], ['required']]);
});

test('who is called otherwise is called so, part by part', () => {
  const called = (usualGivenName: string | null, usualFamilyName: string | null) =>
    calledOf({ givenName: 'Inès', familyName: 'Moreau', usualGivenName, usualFamilyName });
  expect(called(null, null)).toEqual({ givenName: 'Inès', familyName: 'Moreau' });
  expect(called('Sacha', null)).toEqual({ givenName: 'Sacha', familyName: 'Moreau' });
  expect(called(null, 'de La Tour')).toEqual({ givenName: 'Inès', familyName: 'de La Tour' });
});

const who = (givenName: string, familyName: string, birthDate: string | null): CivilIdentity => ({
  givenName,
  familyName,
  birthDate: birthDate as Day | null,
});
const INES = who('Inès', 'Le Goff', '2008-05-04');

test.each([
  ['written otherwise', who('INES', 'le-goff', '1990-01-01'), false],
  ['the names the other way round', who('Le Goff', 'Inès', '1990-01-01'), false],
  ['another name, the same birth date', who('Paul', 'Durand', '2008-05-04'), false],
  ['another name and another birth date', who('Inès', 'Durand', '2008-05-05'), true],
  ['married, without a birth date', who('Inès', 'Durand', null), false],
  ['both names other, without a birth date', who('Paul', 'Durand', null), true],
])('%s: is it another human? %#', (_, other, wanted) => {
  expect([isAnotherHuman(INES, other), isAnotherHuman(other, INES)]).toEqual([wanted, wanted]);
});

test('who keeps their birth date, or their names, stays who they are', () => {
  const birthDate = fc.constantFrom<Day | null>('2008-05-04' as Day, '1990-01-01' as Day, null);
  const identity = fc.record({ givenName: fc.string(), familyName: fc.string(), birthDate });
  fc.assert(
    fc.property(identity, identity, (one, other) => {
      expect(isAnotherHuman(one, { ...other, givenName: one.givenName, familyName: one.familyName })).toBe(
        false,
      );
      if (one.birthDate !== null)
        expect(isAnotherHuman(one, { ...other, birthDate: one.birthDate })).toBe(false);
      expect(isAnotherHuman(one, other)).toBe(isAnotherHuman(other, one));
    }),
  );
});

test.each([
  [{}, 0, null],
  [{}, 1, 'memberships'],
  [{ birthDate: null }, 0, 'identity'],
  [{ givenName: 'A', familyName: 'B' }, 0, 'identity'],
  [{ givenName: 'A' }, 1, null],
  [{ givenName: 'A', phone: null }, 0, null],
  [{ phone: '07' }, 1, null],
])('of somebody who left, %p with %d memberships is about %p', (changes, memberships, wanted) => {
  expect(unkeptChange(changes, Array(memberships))).toBe(wanted);
});
