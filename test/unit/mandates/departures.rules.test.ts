import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  endOf,
  findAllEndings,
  findEndings,
  type HeldMandate,
} from '../../../src/features/mandates/departures/departures.rules.js';
import type { MandateRole } from '../../../src/features/mandates/mandates.types.js';
import type { MembershipDetails } from '../../../src/features/people/memberships/memberships.types.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import type { OrganisationId } from '../../../src/kernel/ids.js';

const TODAY = '2026-03-12' as Day;
const employerId = 'employer' as OrganisationId;
const trainingCentreId = 'centre' as OrganisationId;

const mandate = (role: MandateRole, from = '2026-01-01', until: string | null = null): HeldMandate => ({
  role,
  from: from as Day,
  until: until as Day | null,
  employerId,
  trainingCentreId,
});
const member = (role: string, until: string | null = null, from: string | null = null): MembershipDetails =>
  ({
    organisationId: ['tutor', 'hr'].includes(role) ? employerId : trainingCentreId,
    role,
    from,
    until,
  }) as MembershipDetails;
const LEFT = '2026-03-13';

test.each<[string, HeldMandate, MembershipDetails[], string | null]>([
  ['on the first day out', mandate('main_tutor'), [member('tutor', LEFT)], LEFT],
  ['not at all while the membership lasts', mandate('main_tutor'), [member('tutor')], null],
  ['not when it ends before', mandate('main_tutor', '2026-01-01', LEFT), [member('tutor', LEFT)], null],
  [
    'a day later, on the day',
    mandate('main_tutor', '2026-01-01', '2026-03-14'),
    [member('tutor', LEFT)],
    LEFT,
  ],
  ['before it begins: on its own first day', mandate('co_tutor', LEFT), [member('tutor', LEFT)], LEFT],
  ['on its own first day when nobody is a member', mandate('main_tutor'), [], '2026-01-01'],
  ['HR may stay tutors', mandate('substitute'), [member('tutor', LEFT), member('hr')], null],
  ['an auditor may not', mandate('main_tutor'), [member('auditor')], '2026-01-01'],
  ['a referent is of the centre', mandate('referent'), [member('referent', LEFT), member('tutor')], LEFT],
  ['an observer of either', mandate('observer'), [member('tutor', LEFT), member('referent')], null],
  [
    'two periods that touch are one',
    mandate('main_tutor'),
    [member('tutor', LEFT), member('tutor', null, LEFT)],
    null,
  ],
  [
    'who comes back later has left',
    mandate('main_tutor'),
    [member('tutor', LEFT), member('tutor', null, '2026-03-14')],
    LEFT,
  ],
  ['who comes later has not', mandate('main_tutor'), [member('tutor', null, '2026-02-01')], null],
])('it ends %s', (_, held, memberships, on) => {
  expect(endOf(held, memberships)).toBe(on);
});

test('only what the change takes away ends', () => {
  const held = mandate('main_tutor');

  expect(findEndings([held], [member('tutor')], [member('tutor', LEFT)], TODAY)).toEqual([
    { mandate: held, on: LEFT },
  ]);
  expect(findEndings([held], [member('tutor', LEFT)], [member('tutor', LEFT)], TODAY)).toEqual([]);
  expect(findEndings([held], [member('tutor', LEFT)], [member('tutor')], TODAY)).toEqual([]);
});

test('whose first day is moved beyond today leaves today; moved to today, they stay', () => {
  const held = mandate('main_tutor');
  const beginning = (from: string) => ({ ...member('tutor'), from: from as Day });

  expect(findEndings([held], [member('tutor')], [beginning('2026-03-13')], TODAY)).toEqual([
    { mandate: held, on: TODAY },
  ]);
  expect(findEndings([held], [member('tutor')], [beginning('2026-03-12')], TODAY)).toEqual([]);
  const both = [beginning('2026-03-13'), member('hr')];
  expect(findEndings([held], [member('tutor'), member('hr')], both, TODAY)).toEqual([]);
});

test('whoever is shut out leaves what is not over: what has not begun never begins', () => {
  const today = '2026-03-12' as Day;
  const held = mandate('main_tutor');
  const coming = mandate('referent', '2026-06-01');
  const over = mandate('observer', '2026-01-01', '2026-03-12');
  const never = mandate('observer', '2026-06-01', '2026-06-01');

  expect(findAllEndings([held, coming, over, never], today)).toEqual([
    { mandate: held, on: today },
    { mandate: coming, on: '2026-06-01' },
  ]);
});

const someDay = fc.integer({ min: 0, max: 60 }).map((count) => addDays('2026-01-01' as Day, count));
const period = fc
  .tuple(fc.option(someDay), fc.option(someDay))
  .filter(([from, until]) => from === null || until === null || from < until);

test('until it ends its holder is a member, from the first day on which they are, and on its last day out they are not', () => {
  fc.assert(
    fc.property(fc.array(period, { maxLength: 5 }), someDay, fc.option(someDay), (periods, from, until) => {
      fc.pre(until === null || from < until);
      const memberships = periods.map(([start, end]) => member('tutor', end, start));
      const isMember = (day: Day) =>
        periods.some(([start, end]) => (start === null || start <= day) && (end === null || day < end));
      const on = endOf({ ...mandate('main_tutor', from), until }, memberships);

      const days = Array.from({ length: 70 }, (_, count) => addDays(from, count)).filter(
        (day) => until === null || day < until,
      );
      const first = days.find(isMember);
      const out = first && days.find((day) => day > first && !isMember(day));
      expect(on).toBe(first === undefined ? from : (out ?? null));
    }),
  );
});
