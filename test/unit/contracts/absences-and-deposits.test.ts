import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { absenceFact } from '../../../src/features/contracts/absences/absences.facts.js';
import {
  findAbsenceMistakes,
  readsWhyAway,
} from '../../../src/features/contracts/absences/absences.rules.js';
import { findDepositMistakes } from '../../../src/features/contracts/deposits/deposit-mistakes.rules.js';
import { depositRecorded } from '../../../src/features/contracts/deposits/deposits.facts.js';
import { depositDueOn, depositStatusOf } from '../../../src/features/contracts/deposits/deposits.rules.js';
import type { DepositRoute } from '../../../src/features/contracts/deposits/deposits.types.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import { ALL_FRANCE, holidayOn } from '../../../src/kernel/holidays.js';
import { details } from './details.js';

const D = (day: string) => day as Day;
const history = { newId: () => 'row', author: { recordedBy: 'p', recordedByClient: null } } as never;
const TODAY = D('2026-03-12');

test('an absence begins within the contract, and ends after it begins', () => {
  const contract = details({ startsOn: D('2026-01-01'), until: D('2027-01-01') });
  const codes = (from: string, until: string | null) =>
    findAbsenceMistakes({ from: D(from), until: until as Day | null }, contract).map(({ code }) => code);

  expect([
    codes('2026-01-01', null),
    codes('2026-12-31', '2027-02-01'),
    codes('2026-03-02', '2026-03-03'),
  ]).toEqual([[], [], []]);
  expect([codes('2025-12-31', null), codes('2027-01-01', null)]).toEqual([
    ['outside_contract'],
    ['outside_contract'],
  ]);
  expect(codes('2026-03-02', '2026-03-02')).toEqual(['before_from']);
});

test('the event of an absence names its days, never why', () => {
  const stated = { from: D('2026-03-02'), until: null, kind: 'sick_leave', comment: 'rechute' } as const;
  for (const act of ['recorded', 'corrected', 'withdrawn'] as const) {
    const fact = absenceFact(history, act, { absenceId: 'a', organisationId: 'o' } as never, stated);
    expect(fact.event).toEqual({
      type: `contract.absence_${act}`,
      data: { absenceId: 'a', from: '2026-03-02', until: null },
    });
    expect(fact.rows[0]?.values).toMatchObject({
      kind: 'sick_leave',
      comment: 'rechute',
      isWithdrawn: act === 'withdrawn',
    });
  }
});

test('why somebody was away is for them and the two sides', () => {
  const nobody = { people: [], hrOf: [], adminOf: [] };
  const contract = details();

  expect([
    readsWhyAway({ ...nobody, people: [contract.alternantId] }, contract),
    readsWhyAway({ ...nobody, hrOf: [contract.employerId] }, contract),
    readsWhyAway({ ...nobody, adminOf: [contract.trainingCentreId] }, contract),
    readsWhyAway({ ...nobody, adminOf: [contract.employerId], hrOf: [contract.trainingCentreId] }, contract),
    readsWhyAway({ ...nobody, people: ['somebody' as never] }, contract),
  ]).toEqual([true, true, true, false, false]);
});

const route = (values: Partial<DepositRoute> = {}): DepositRoute => ({
  kind: 'apprenticeship',
  isPublic: false,
  signedOn: D('2025-08-20'),
  where: ALL_FRANCE,
  ...values,
});

test.each([
  ['Monday: Saturday is a working day', '2025-09-01', {}, '2025-09-06'],
  ['Tuesday: Sunday is none', '2025-09-02', {}, '2025-09-08'],
  ['over 1 May', '2025-04-28', {}, '2025-05-05'],
  [
    'over Easter, where Good Friday is a holiday',
    '2025-04-14',
    { where: { department: '67', observesGoodFriday: true } },
    '2025-04-22',
  ],
  ['over Easter elsewhere', '2025-04-14', {}, '2025-04-19'],
  ['over 29 February', '2024-02-26', { signedOn: D('2024-02-20') }, '2024-03-02'],
  ['over the end of the year', '2025-12-29', {}, '2026-01-05'],
  ['a public employer has as many', '2025-09-01', { isPublic: true }, '2025-09-06'],
  ['nobody says of which kind', '2025-09-01', { isPublic: null }, '2025-09-06'],
  ['professionalisation: plain days', '2025-09-02', { kind: 'professionalisation' }, '2025-09-07'],
  [
    'professionalisation, before the rule that is known',
    '2023-09-02',
    { kind: 'professionalisation', signedOn: D('2023-09-01') },
    null,
  ],
  ['apprenticeship, before the rule that is known', '2019-09-02', { signedOn: D('2019-09-01') }, null],
  ['not signed yet: the law of the reading', '2025-09-01', { signedOn: null }, '2025-09-06'],
] as const)('due: %s', (_, startsOn, values, dueOn) => {
  expect(depositDueOn(route(values), D(startsOn), TODAY)).toBe(dueOn);
});

test('the fifth working day is the one after which four were counted, whatever the start', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.constantFrom(null, '67', '974'), (days, department) => {
      const where = { department, observesGoodFriday: true };
      const startsOn = addDays(D('2020-01-01'), days);
      let [on, count] = [startsOn, 0];
      while (count < 5) {
        on = addDays(on, 1);
        if (new Date(on).getUTCDay() !== 0 && !holidayOn(on, where)) count += 1;
      }
      expect(depositDueOn(route({ where, signedOn: startsOn }), startsOn, TODAY)).toBe(on);
    }),
  );
});

const stated = (values: object = {}) => ({
  on: D('2025-09-05'),
  number: null,
  decision: null,
  decidedOn: null,
  ...values,
});

test('silence refuses the funding of a private employer, and accepts the others; the day and the day before', () => {
  const state = (
    values: Partial<DepositRoute>,
    at: string,
    deposit: ReturnType<typeof stated> | null = stated(),
  ) => {
    const status = depositStatusOf(route(values), D('2025-09-01'), deposit, D(at));
    return [status.state, status.isBySilence, status.isLate];
  };

  expect(state({}, '2025-09-25')).toEqual(['awaiting', false, false]);
  expect(state({}, '2025-09-26')).toEqual(['refused', true, false]);
  expect(state({ isPublic: true }, '2025-09-26')).toEqual(['accepted', true, false]);
  expect(state({ isPublic: null }, '2025-09-26')).toEqual(['unknown', false, false]);
  expect(state({ kind: 'professionalisation', isPublic: null }, '2025-09-26')).toEqual([
    'accepted',
    true,
    false,
  ]);
  expect(state({}, '2026-01-01', stated({ decision: 'accepted', decidedOn: D('2025-09-20') }))).toEqual([
    'accepted',
    false,
    false,
  ]);
  expect(state({}, '2025-09-06', null)).toEqual(['not_deposited', false, false]);
  expect(state({}, '2025-09-07', null)).toEqual(['not_deposited', false, true]);
  expect(state({}, '2025-09-10', stated({ on: D('2025-09-08') }))).toEqual(['awaiting', false, true]);
  expect(depositStatusOf(route(), D('2025-09-01'), stated(), D('2025-09-06')).answerDueOn).toBe('2025-09-25');
});

test('what is stated of a deposit holds together', () => {
  const codes = (values: Parameters<typeof findDepositMistakes>[0]) =>
    findDepositMistakes(values, TODAY).map(({ pointer, code }) => `${pointer} ${code}`);

  expect(codes({ on: TODAY, decision: 'accepted', decidedOn: TODAY, number: '1' })).toEqual([]);
  expect(codes({})).toEqual([]);
  expect(codes({ on: addDays(TODAY, 1) })).toEqual(['/on in_the_future']);
  expect(codes({ number: '1', decision: 'refused', decidedOn: TODAY })).toEqual([
    '/number not_deposited',
    '/decision not_deposited',
  ]);
  expect(codes({ on: TODAY, decision: 'refused' })).toEqual(['/decidedOn decision_incomplete']);
  expect(codes({ on: TODAY, decision: 'refused', decidedOn: addDays(TODAY, -1) })).toEqual([
    '/decidedOn decided_before_deposit',
  ]);
});

test('the event of a deposit says its days and the decision', () => {
  expect(depositRecorded(history, 'd' as never, stated({ number: 'N-1' }))).toMatchObject({
    event: { type: 'contract.deposit_recorded', data: { on: '2025-09-05', decision: null } },
    rows: [{ values: { onDay: '2025-09-05', number: 'N-1' } }],
  });
});
