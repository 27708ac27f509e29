import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  canObserve,
  canRevoke,
  canSign,
  canWithdraw,
  LATE_OBSERVATION_DAYS,
  requireObserver,
  requireRevoker,
  requireSigner,
  requireWithdrawer,
} from '../../../src/features/sign-offs/facts/signers.policy.js';
import { MANDATE_ROLES, type Mandate } from '../../../src/features/mandates/mandates.types.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import { person, smallLadder } from '../ladder/world.js';
import {
  codeOf,
  EDGES,
  everybody,
  held,
  team,
  today,
  tomorrow,
  whoMay,
  yesterday,
} from '../mandates/team.js';

const ladder = smallLadder();
const LEVELS = ladder.levels.map(({ code }) => code);
const TUTORS = ['main_tutor', 'co_tutor', 'substitute'];
const own = team(...MANDATE_ROLES.map((role) => held(role, { personId: person('ines') })));

test('tutors sign and nobody else does; any mandate observes, and any but the observer’s revokes', () => {
  expect(whoMay((name) => canSign(name, everybody, ladder, LEVELS, [today]))).toEqual(TUTORS);
  expect(whoMay((name) => canObserve(name, everybody, today, today))).toEqual([...MANDATE_ROLES]);
  expect(whoMay((name) => canRevoke(name, everybody, today))).toEqual([...TUTORS, 'referent']);
});

test('the alternant neither signs, nor observes, nor revokes, whatever mandates they were given', () => {
  const ines = person('ines');
  expect(canSign(ines, own, ladder, ['observation'], [today])).toBe(false);
  expect(canObserve(ines, own, today, today)).toBe(false);
  expect(canRevoke(ines, own, today)).toBe(false);
});

test.each(EDGES)('a mandate counts %s', (_, values, counts) => {
  const asked = team(held('substitute', values));
  const substitute = person('substitute');
  expect(canSign(substitute, asked, ladder, ['observation'], [today])).toBe(counts);
  expect(canRevoke(substitute, asked, today)).toBe(counts);
});

test.each([
  ['only today', { from: today }, false],
  ['only yesterday', { until: today }, false],
  ['both days', { from: yesterday, until: tomorrow }, true],
])('who signs for yesterday holds a mandate then and today: %s', (_, values, signs) => {
  const asked = team(held('co_tutor', values));
  expect(canSign(person('co_tutor'), asked, ladder, ['observation'], [yesterday, today])).toBe(signs);
});

test('one mandate may cover the day, and another one today', () => {
  const asked = team(held('co_tutor', { until: today }), held('co_tutor', { from: today }));
  expect(canSign(person('co_tutor'), asked, ladder, ['observation'], [yesterday, today])).toBe(true);
});

test('a tutor signs each level up to the highest of the mandates that they hold', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.constantFrom(...LEVELS)), { minLength: 1, maxLength: 3 }),
      fc.subarray(LEVELS, { minLength: 1 }),
      (highest, asked) => {
        const mandates = highest.map((maxLevel) => held('co_tutor', { maxLevel }));
        const reach = Math.max(...highest.map((code) => (code === null ? 99 : LEVELS.indexOf(code))));
        const may = canSign(person('co_tutor'), team(...mandates), ladder, asked, [today]);
        expect(may).toBe(asked.every((code) => LEVELS.indexOf(code) <= reach));
      },
    ),
  );
});

test('what was seen is told on the last day of the mandate, 30 days after it, and then no more', () => {
  const until = addDays(today, -LATE_OBSERVATION_DAYS);
  const may = (ended: Day, observedOn: Day, values: Partial<Mandate> = {}) =>
    canObserve(person('observer'), team(held('observer', { until: ended, ...values })), observedOn, today);

  expect(may(addDays(until, 1), until)).toBe(true);
  expect(may(until, addDays(until, -1))).toBe(false);
  expect(may(tomorrow, today)).toBe(true);
  expect(may(today, today)).toBe(false);
  expect(may(today, yesterday)).toBe(true);
  expect(may(today, yesterday, { memberOn: [{ from: null, until: today }] })).toBe(false);
});

test('an observation is withdrawn by its author while they are a member, or by the main tutor while they hold', () => {
  const ended = held('observer', { until: yesterday });
  const may = (...mandates: Mandate[]) =>
    whoMay((name) => canWithdraw(name, team(...mandates), person('observer'), today));

  expect(may(ended, held('main_tutor'), held('co_tutor'), held('referent'))).toEqual([
    'main_tutor',
    'observer',
  ]);
  expect(may({ ...ended, memberOn: [{ from: null, until: today }] })).toEqual([]);
  expect(may(held('main_tutor', { until: today }))).toEqual([]);
  expect(may(held('main_tutor', { personId: person('ines') }))).toEqual([]);
});

test('whoever may not is refused for want of a mandate; whoever may is proven by name', () => {
  const [tutor, nobody] = [person('main_tutor'), person('nobody')];
  const asks = (who: typeof tutor) => [
    () => requireSigner(who, everybody, ladder, LEVELS, [today]),
    () => requireObserver(who, everybody, today, today),
    () => requireRevoker(who, everybody, today),
    () => requireWithdrawer(who, everybody, tutor, today),
  ];
  expect(asks(nobody).map(codeOf)).toEqual(Array(4).fill('mandate_missing'));
  expect(asks(tutor).map((ask) => ask().personId)).toEqual(Array(4).fill(tutor));
});
