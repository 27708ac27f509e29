import { expect, test } from '@jest/globals';
import { requireDeclarant } from '../../../src/features/declarations/declarations.policy.js';
import { findDeclarationMistakes } from '../../../src/features/declarations/declarations.rules.js';
import type { Day } from '../../../src/kernel/days.js';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { codeOf, today, tomorrow, yesterday } from '../mandates/team.js';

const mission = (code: string, regulated: boolean) => ({
  code,
  title: code,
  level: 'one',
  competencies: [],
  regulated,
});
const ladder = { missions: [mission('meal', false), mission('lift', true), mission('injection', true)] };
const mistakesOf = (declaredOn: Day, missions: string[], on: typeof ladder | null = ladder) =>
  findDeclarationMistakes({ declaredOn, missions }, on, today).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

test.each([
  ['yesterday', yesterday, []],
  ['today', today, []],
  ['tomorrow', tomorrow, ['/declaredOn in_the_future']],
])('works are declared %s', (_, declaredOn, expected) => {
  expect(mistakesOf(declaredOn, ['lift'])).toEqual(expected);
});

test('each mission is one that the ladder has, and that the law regulates', () => {
  expect(mistakesOf(today, ['lift', 'meal', 'injection', 'nope'])).toEqual([
    '/missions/1 not_regulated',
    '/missions/3 unknown_mission',
  ]);
});

test('of an unknown ladder no mission is judged; that the day is to come is told all the same', () => {
  expect(mistakesOf(tomorrow, ['nope'], null)).toEqual([
    '/declaredOn in_the_future',
    '/ladderId unknown_reference',
  ]);
});

test('an employer declares by its HR; its administrators, and the HR of others, do not', () => {
  const [own, other] = ['own', 'other'] as [OrganisationId, OrganisationId];
  expect(requireDeclarant({ people: [], hrOf: [other, own], adminOf: [] }, own).employerId).toBe(own);
  expect(codeOf(() => requireDeclarant({ people: [], hrOf: [other], adminOf: [own] }, own))).toBe(
    'forbidden',
  );
});
