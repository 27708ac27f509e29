import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_FORM } from '../../../src/features/contracts/form/form.rules.js';
import type { PayPeriod } from '../../../src/features/contracts/form/form.types.js';
import {
  changedMembers,
  membersAt,
  membersOf,
  withMembers,
} from '../../../src/features/contracts/form/members.rules.js';
import {
  formOn,
  hoursIn,
  inForce,
  periodsAgreed,
} from '../../../src/features/contracts/terms/agreed.rules.js';
import type { AgreedChange } from '../../../src/features/contracts/terms/agreed.types.js';
import { addDays, type Day } from '../../../src/kernel/days.js';

const START = '2025-09-01' as Day;
const LENGTH = 60;
const at = (count: number) => addDays(START, count);

/** One list of periods: from each cut to the next, what is paid then. */
const paid = (cuts: readonly number[], cents: number): PayPeriod[] => {
  const days = [...new Set([0, ...cuts])].sort((a, b) => a - b);
  return days.map((from, index) => ({
    from: at(from),
    to: at((days[index + 1] ?? LENGTH) - 1),
    year: 1,
    percent: 43,
    base: 'SMIC' as const,
    grossMonthlyCents: cents + index,
  }));
};
const cuts = fc.array(fc.integer({ min: 1, max: LENGTH - 1 }), { maxLength: 2 });
const changes = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: LENGTH - 1 }),
    minutes: fc.option(fc.integer({ min: 600, max: 2400 }), { nil: null }),
    cuts: fc.option(cuts, { nil: null }),
    hours: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
  }),
  { maxLength: 5 },
);

test('on each day holds what was signed last of what is in force, member by member', () => {
  fc.assert(
    fc.property(cuts, changes, (first, drawn) => {
      const filled = {
        ...EMPTY_FORM,
        terms: { ...EMPTY_FORM.terms, weeklyMinutes: 2100 },
        pay: { ...EMPTY_FORM.pay, periods: paid(first, 1) },
      };
      const agreed: AgreedChange[] = drawn.map((one, index) => ({
        from: at(one.from),
        members: {
          ...(one.minutes === null ? {} : { 'terms.weeklyMinutes': one.minutes }),
          ...(one.cuts === null ? {} : { 'pay.periods': paid(one.cuts, (index + 1) * 100) }),
          ...(one.hours === null ? {} : { 'training.hours': one.hours }),
        },
      }));
      const timeline = periodsAgreed(filled.pay.periods, agreed);
      for (let count = 0; count < LENGTH; count += 1) {
        // One day alone, by what was drawn, the last word first.
        const stated = drawn.map((one, index) => ({ ...one, index })).filter(({ from }) => from <= count);
        const last = (member: 'minutes' | 'cuts' | 'hours') => stated.findLast((one) => one[member] !== null);
        const list = last('cuts');
        const periods = list ? paid(list.cuts ?? [], (list.index + 1) * 100) : filled.pay.periods;
        const period = periods.find(({ from, to }) => from <= at(count) && at(count) <= to);

        const form = formOn(filled, agreed, at(count));
        expect([form.terms.weeklyMinutes, form.training.hours, form.pay.periods]).toEqual([
          last('minutes')?.minutes ?? 2100,
          last('hours')?.hours ?? null,
          periods,
        ]);
        const met = timeline.filter(({ from, to }) => from <= at(count) && at(count) <= to);
        expect(met.map(({ grossMonthlyCents }) => grossMonthlyCents)).toEqual([period?.grossMonthlyCents]);
        expect(hoursIn(inForce(agreed, at(count))).at(-1)?.weeklyMinutes).toBe(
          last('minutes')?.minutes ?? undefined,
        );
      }
    }),
    { numRuns: 40 },
  );
});

test('members are taken out of a form and put into another, whatever the order of their parts', () => {
  const address = {
    number: '3',
    repetition: null,
    street: 'rue',
    complement: null,
    postcode: '42000',
    city: 'A',
  };
  const stated = { 'employer.address': address, tutors: [], formVersion: '10103*14' };
  const made = withMembers(EMPTY_FORM, stated);

  expect(membersAt(made, Object.keys(stated))).toEqual(stated);
  expect(changedMembers(EMPTY_FORM, made)).toEqual(['formVersion', 'employer.address']);
  expect(membersOf(made).size).toBe(membersOf(EMPTY_FORM).size);
  const stored = { city: 'A', number: '3', street: 'rue', postcode: '42000' };
  const kept = formOn(EMPTY_FORM, [{ from: START, members: { 'employer.address': stored } }], START);
  expect(changedMembers(formOn(made, [], START), kept)).toEqual(['formVersion']);
});
