import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canAdd, canWithdrawEvidence } from '../../../src/features/evidence/evidence.policy.js';
import type { PlacementId } from '../../../src/features/contracts/placements/placements.types.js';
import type { DaysShown } from '../../../src/features/evidence/evidence.types.js';
import { MANDATE_ROLES, type Mandate } from '../../../src/features/mandates/mandates.types.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import { person } from '../ladder/world.js';
import { AWAY, everybody, held, team, today, tomorrow } from '../mandates/team.js';

const NOTHING: DaysShown = { observation: null, signOff: null, journalEntry: null };

test('the alternant and whoever holds any mandate today add; nobody else does', () => {
  const asked = [...MANDATE_ROLES, 'ines', 'nobody'];
  expect(asked.filter((name) => canAdd(person(name), everybody, NOTHING, today))).toEqual([
    ...MANDATE_ROLES,
    'ines',
  ]);
});

test.each([
  ['on its first day', { from: today }, true],
  ['before its first day', { from: tomorrow }, false],
  ['on its last day', { until: tomorrow }, true],
  ['after its last day', { until: today }, false],
])('a mandate counts %s, when nothing is shown', (_, values, counts) => {
  expect(canAdd(person('observer'), team(held('observer', values)), NOTHING, today)).toBe(counts);
});

test.each(['observation', 'signOff', 'journalEntry'] as const)(
  'a mandate that ended adds to what it covers of a day (%s): on its last day, 30 days later, and then no more',
  (item) => {
    const ended = (until: Day) => team(held('co_tutor', { until }));
    const may = (day: string, until: string) =>
      canAdd(person('co_tutor'), ended(until as Day), { ...NOTHING, [item]: day as Day }, today);

    expect(may('2026-03-01', '2026-03-02')).toBe(true);
    expect(may('2026-03-02', '2026-03-02')).toBe(false);
    expect(may('2026-01-01', '2026-02-11')).toBe(true); // the 29th day after
    expect(may('2026-01-01', '2026-02-10')).toBe(false);
    expect(may('2025-12-31', '2026-03-02')).toBe(false);
  },
);

test('any mandates, any days: as somebody counts who writes the days down one by one', () => {
  const day = fc.integer({ min: -60, max: 5 }).map((n) => addDays(today, n));
  const mandate = fc
    .record({
      name: fc.constantFrom('a', 'b'),
      from: day,
      length: fc.option(fc.integer({ min: 1, max: 50 })),
    })
    .map(({ name, from, length }) =>
      held('observer', {
        personId: person(name),
        from,
        until: length === null ? null : addDays(from, length),
      }),
    );
  const past = fc.option(fc.integer({ min: -60, max: 0 }).map((n) => addDays(today, n)));
  fc.assert(
    fc.property(
      fc.array(mandate, { maxLength: 4 }),
      fc.record({ observation: past, signOff: past, journalEntry: past }),
      (mandates, shown) => {
        const seen = new Set(Object.values(shown));
        const expected = mandates
          .filter(({ personId }) => personId === person('a'))
          .some(({ from, until }) => {
            for (let n = 0; n <= 70; n += 1) {
              const then = addDays(from, n);
              const isHeld = until === null || then < until;
              if (isHeld && then === today) return true;
              // 30 days, the first of which is the one after the last on which it is held.
              const isLate =
                until !== null && [...Array(30).keys()].some((late) => addDays(until, late) === today);
              if (isHeld && then < today && seen.has(then) && (until === null || until > today || isLate))
                return true;
            }
            return false;
          });
        expect(canAdd(person('a'), team(...mandates), shown, today)).toBe(expected);
      },
    ),
    { numRuns: 300 },
  );
});

const withdrawers = (mandates: readonly Mandate[], addedBy = 'somebody') =>
  [...MANDATE_ROLES, 'ines'].filter((name) =>
    canWithdrawEvidence(person(name), team(...mandates), person(addedBy), today),
  );

test.each<[string, Partial<Mandate> | null, string[]]>([
  ['the main tutor and the referent', {}, ['main_tutor', 'referent']],
  ['the co-tutor while the main tutor is away', { absences: AWAY }, ['main_tutor', 'co_tutor', 'referent']],
  ['the co-tutor once the main tutor left', { until: today }, ['co_tutor', 'referent']],
  ['the co-tutor before the main tutor comes', { from: tomorrow }, ['co_tutor', 'referent']],
  ['the co-tutor where there is no main tutor', null, ['co_tutor', 'referent']],
])('%s withdraw', (_, main, expected) => {
  const others = MANDATE_ROLES.filter((role) => role !== 'main_tutor').map((role) => held(role));
  expect(withdrawers([...(main ? [held('main_tutor', main)] : []), ...others])).toEqual(expected);
});

test('a co-tutor of a host stands in for nobody: they withdraw what they added themselves', () => {
  const atHost = held('co_tutor', { placementId: 'nursery' as PlacementId });
  expect(withdrawers([atHost])).toEqual([]);
  expect(withdrawers([atHost], 'co_tutor')).toEqual(['co_tutor']);
});

test('whoever added a file withdraws it, also after their mandate, as long as they are a member; the alternant theirs only', () => {
  const mandates = everybody.mandates;
  expect(withdrawers(mandates, 'observer')).toEqual(['main_tutor', 'observer', 'referent']);
  expect(withdrawers(mandates, 'ines')).toEqual(['main_tutor', 'referent', 'ines']);
  const over = held('substitute', { until: today });
  expect(withdrawers([over], 'substitute')).toEqual(['substitute']);
  expect(withdrawers([{ ...over, memberOn: [{ from: null, until: today }] }], 'substitute')).toEqual([]);
  const own = held('main_tutor', { personId: person('ines') });
  expect(withdrawers([own])).toEqual([]);
});
