import { expect, test } from '@jest/globals';
import type { Day } from '../../../src/kernel/days.js';
import { lackingOn } from '../../../src/features/ladder/entitlements/attestations.rules.js';
import { coverOf, validityOf } from '../../../src/features/ladder/entitlements/declarations.rules.js';

const day = (text: string) => text as Day;

test.each([
  ['2026-03-12', '2029-03-12'],
  ['2024-02-29', '2027-02-28'],
  ['2025-02-28', '2028-02-28'],
])('a declaration of %s holds for three years, until %s', (declaredOn, until) => {
  expect(validityOf(day(declaredOn))).toEqual({ from: declaredOn, until });
});

test.each([
  ['2023-03-11', 'none', []],
  ['2023-03-12', 'in_force', ['2023-03-12']],
  ['2026-03-11', 'in_force', ['2023-03-12']],
  ['2026-03-12', 'lapsed', ['2023-03-12']],
  ['2026-03-12', 'in_force', ['2023-03-12', '2026-03-12']],
  ['2026-03-11', 'none', ['2026-03-12']],
])('on %s a mission is %s by declarations of %p', (on, state, declared) => {
  const declarations = declared.map((declaredOn) => ({ declaredOn: day(declaredOn), missions: ['lift'] }));
  expect(coverOf(declarations, 'lift', day(on)).state).toBe(state);
  expect(coverOf(declarations, 'other', day(on)).state).toBe('none');
});

test('of declarations that lapsed the last one is told', () => {
  const declarations = ['2020-01-01', '2022-05-01', '2019-01-01'].map((declaredOn) => ({
    declaredOn: day(declaredOn),
    missions: ['lift'],
  }));
  expect(coverOf(declarations, 'lift', day('2026-03-12'))).toEqual({ state: 'lapsed', until: '2025-05-01' });
});

const held = (from: string, until: string | null, prerequisite = 'afgsu_2') => ({
  prerequisite,
  from: day(from),
  until: until as Day | null,
});

test.each([
  ['nothing is attested', [], { lapsedOn: null, holdsFrom: null }],
  ['it begins that day', [held('2026-03-12', null)], null],
  ['that is its last day', [held('2022-03-13', '2026-03-13')], null],
  [
    'it ended the day before',
    [held('2022-03-12', '2026-03-12')],
    { lapsedOn: '2026-03-12', holdsFrom: null },
  ],
  ['it begins the day after', [held('2026-03-13', null)], { lapsedOn: null, holdsFrom: '2026-03-13' }],
  ['another one is attested', [held('2026-01-01', null, 'hygiene')], { lapsedOn: null, holdsFrom: null }],
  [
    'between two of them',
    [held('2020-01-01', '2021-01-01'), held('2022-01-01', '2026-01-01'), held('2026-06-01', null)],
    { lapsedOn: '2026-01-01', holdsFrom: '2026-06-01' },
  ],
])('a prerequisite when %s', (_, attestations, lacking) => {
  expect(lackingOn(['afgsu_2'], attestations, day('2026-03-12'))).toEqual(
    lacking === null ? [] : [{ prerequisite: 'afgsu_2', ...lacking }],
  );
});
