import { expect, test } from '@jest/globals';
import { addDays } from '../../../../src/kernel/days.js';
import { supervisorsOn } from '../../../../src/features/ladder/entitlements/supervision/supervisors.rules.js';
import type { Mandate } from '../../../../src/features/mandates/mandates.types.js';
import type { Place, PlacementId } from '../../../../src/features/contracts/placements/placements.types.js';
import { AWAY, held, today, tomorrow } from '../../mandates/team.js';

const on = (mandates: readonly Mandate[], days = [today], places: readonly Place[] = []) =>
  supervisorsOn({ mandates, places }, days).map(({ personId, role }) => `${role} ${personId}`);

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

test('at a host those of that placement watch, elsewhere those of the employer', () => {
  const placementId = 'nursery' as PlacementId;
  const team = [held('main_tutor'), held('co_tutor', { placementId })];
  const nursery = {
    id: placementId,
    from: tomorrow,
    until: addDays(tomorrow, 1),
    structureType: 'EAJE',
    name: 'Crèche',
  };

  expect(on(team, [today], [nursery])).toEqual(['main_tutor main_tutor']);
  expect(on(team, [tomorrow], [nursery])).toEqual(['co_tutor co_tutor']);
  expect(on(team, [today, tomorrow], [nursery])).toEqual([]);
});
