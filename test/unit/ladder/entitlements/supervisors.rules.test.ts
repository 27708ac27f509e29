import { expect, test } from '@jest/globals';
import { supervisorsOn } from '../../../../src/features/ladder/entitlements/supervision/supervisors.rules.js';
import type { Mandate } from '../../../../src/features/mandates/mandates.types.js';
import { AWAY, held, today, tomorrow } from '../../mandates/team.js';

const on = (mandates: readonly Mandate[], days = [today]) =>
  supervisorsOn({ mandates }, days).map(({ personId, role }) => `${role} ${personId}`);

test('the tutors who are there, the main tutor first; neither observers nor the referent', () => {
  const team = [held('observer'), held('substitute'), held('referent'), held('co_tutor'), held('main_tutor')];

  expect(on(team)).toEqual(['main_tutor main_tutor', 'co_tutor co_tutor', 'substitute substitute']);
});

test('whoever is away on one of the days, or whose mandate or membership does not cover it, is not there', () => {
  const [away, co] = [held('main_tutor', { absences: AWAY }), held('co_tutor')];

  expect(on([away, co])).toEqual(['co_tutor co_tutor']);
  expect(on([away], [tomorrow])).toEqual(['main_tutor main_tutor']);
  expect(on([away], [today, tomorrow])).toEqual([]);
  expect(on([held('main_tutor', { until: tomorrow })], [today, tomorrow])).toEqual([]);
  expect(on([held('main_tutor', { memberOn: [] })])).toEqual([]);
});

test('who holds two mandates is named once', () => {
  const main = held('main_tutor');
  expect(on([main, held('co_tutor', { personId: main.personId })])).toEqual(['main_tutor main_tutor']);
});
