import { expect, test } from '@jest/globals';
import {
  detailsPassed,
  formPassed,
  suspensionsPassed,
} from '../../../src/features/contracts/transfer/transfers.rules.js';
import { EMPTY_FORM } from '../../../src/features/contracts/form/form.rules.js';
import { findChangeMistakes, statusOf } from '../../../src/features/amendments/amendments.rules.js';
import { findOrderRefusal, partiesOn } from '../../../src/features/amendments/signatures.rules.js';
import { findNamingMistake, goesOn } from '../../../src/features/amendments/transfer/transfer.rules.js';
import type {
  Amended,
  AmendmentChanges,
  AmendmentParty,
  AmendmentType,
  Transfer,
} from '../../../src/features/amendments/amendments.types.js';
import type { OrganisationId, PersonId } from '../../../src/kernel/ids.js';
import { answer, changes, contract, day } from './details.js';

const TODAY = day('2026-03-12');
const NEW = 'new' as OrganisationId;

test.each<[string, string, Partial<AmendmentChanges>, Partial<Amended>, AmendmentType | null, string[]]>([
  ['a day to come', '2026-04-01', {}, {}, null, []],
  ['the day after the first', '2025-09-02', {}, {}, null, ['too_far_back']],
  ['seven days back', '2026-03-05', {}, {}, '31', []],
  ['eight days back', '2026-03-04', {}, {}, null, ['too_far_back']],
  [
    'the first day, which leaves the former none',
    '2025-09-01',
    {},
    {},
    null,
    ['outside_contract', 'too_far_back'],
  ],
  ['the last day', '2027-08-31', {}, {}, '32', []],
  ['the day after it', '2027-09-01', {}, {}, null, ['outside_contract']],
  ['with hours', '2026-04-01', { weeklyMinutes: 2100 }, {}, null, ['transfer_alone']],
  ['with a tutor', '2026-04-01', { mainTutorId: 'x' as PersonId }, {}, null, ['transfer_alone']],
  [
    'to the same employer',
    '2026-04-01',
    { newEmployerId: 'employer' as OrganisationId },
    {},
    null,
    ['unchanged'],
  ],
  ['of another type', '2026-04-01', {}, {}, '36', ['other_type']],
  [
    'of a contract whose end is recorded',
    '2026-04-01',
    {},
    { endedAs: 'terminated', heldUntil: day('2026-05-01') },
    null,
    ['end_recorded'],
  ],
])('a contract passes on %s', (_, on, changed, of, type, expected) => {
  const proposed = { effectiveOn: day(on), changes: changes({ newEmployerId: NEW, ...changed }), type };
  const context = {
    today: TODAY,
    weeklyMinutes: null,
    mainTutorId: null,
    prolongedFrom: null,
    cameByTransfer: false,
  };
  expect(findChangeMistakes(contract(of), proposed, context).map(({ code }) => code)).toEqual(expected);
});

test('only another employer has types 31 and 32', () => {
  const proposed = {
    effectiveOn: day('2026-04-01'),
    changes: changes({ weeklyMinutes: 1800 }),
    type: '31',
  } as const;
  const context = {
    today: TODAY,
    weeklyMinutes: null,
    mainTutorId: null,
    prolongedFrom: null,
    cameByTransfer: false,
  };
  expect(findChangeMistakes(contract(), proposed, context).map(({ code }) => code)).toEqual(['other_type']);
});

test('a transfer is what came of it, whatever its former contract became by it', () => {
  const passed = contract({ heldUntil: day('2026-04-01'), endedAs: 'terminated' });
  const of = (isUndone: boolean, today: string) =>
    statusOf(
      {
        answers: [answer({ completes: true, party: 'training_centre' })],
        effectiveOn: day('2026-04-01'),
        transfer: { isUndone } as Transfer,
      },
      passed,
      day(today),
    );
  expect([of(false, '2026-03-31'), of(false, '2026-04-01'), of(true, '2026-04-01')]).toEqual([
    'signed',
    'in_force',
    'withdrawn',
  ]);
});

test('the new employer signs too, in any order, and the centre last of all', () => {
  const all = partiesOn({ birthDate: day('2000-01-01'), signsAlone: false }, TODAY, true);
  expect(all).toEqual(['employer', 'training_centre', 'alternant', 'new_employer']);
  const first = (party: AmendmentParty, awaited: AmendmentParty[]) =>
    findOrderRefusal(party, awaited, changes({ newEmployerId: NEW }));
  expect(first('new_employer', all)).toBeNull();
  expect(first('employer', ['employer', 'alternant'])).toBeNull();
  expect(first('training_centre', ['training_centre', 'new_employer'])).toEqual(['new_employer']);
  expect(first('training_centre', ['training_centre'])).toBeNull();
});

test.each<[string, string | null, string[], string | null]>([
  ['a tutor', 't', ['tutor'], null],
  ['its HR', 't', ['hr'], null],
  ['nobody', null, [], 'required'],
  ['somebody of elsewhere', 't', [], 'not_a_member'],
  ['themself', 'hr', ['hr'], 'oneself'],
  ['the alternant', 'a', ['tutor'], 'alternant_themself'],
])('it names %s', (_, tutor, roles, expected) => {
  const named = { by: 'hr' as PersonId, alternantId: 'a' as PersonId, roles };
  expect(findNamingMistake(tutor as PersonId | null, named)?.code ?? null).toBe(expected);
});

test.each<[string, object, boolean]>([
  ['a referent', {}, true],
  ['a tutor', { role: 'main_tutor' }, false],
  ['one whose mandate is over', { until: '2026-04-01' }, false],
  ['one until the day after', { until: '2026-04-02' }, true],
  ['one who has left the centre', { memberOn: [{ from: null, until: '2026-04-01' }] }, false],
  ['the caller', { personId: 'caller' }, false],
])('of the mandates goes on that of %s', (_, values, expected) => {
  const mandate = {
    role: 'referent',
    personId: 'r',
    from: '2025-09-01',
    until: null,
    memberOn: [{ from: null, until: null }],
  };
  expect(goesOn({ ...mandate, ...values } as never, day('2026-04-01'), ['caller' as PersonId])).toBe(
    expected,
  );
});

test('what passes keeps its terms, and nothing of who the former employer was', () => {
  const former = { ...contract(), id: 'former' } as never;
  expect(detailsPassed(former, NEW, day('2026-04-01'))).toMatchObject({
    kind: 'apprenticeship',
    employerId: NEW,
    startsOn: '2026-04-01',
    until: '2027-09-01',
    externalId: null,
    continuationOf: 'former',
  });
  const form = {
    ...EMPTY_FORM,
    employer: { ...EMPTY_FORM.employer, idcc: '0413' },
    terms: { ...EMPTY_FORM.terms, weeklyMinutes: 2100, decaNumber: 'D1', contractType: '11' },
    pay: { ...EMPTY_FORM.pay, mealCents: 400 },
  };
  const passed = formPassed(form, {
    amendmentId: 'a',
    effectiveOn: day('2026-04-01'),
    formType: '31',
    previousNumber: null,
  });
  expect(passed.employer).toEqual(EMPTY_FORM.employer);
  expect(passed.pay.mealCents).toBe(400);
  expect(passed.terms).toMatchObject({
    weeklyMinutes: 2100,
    contractType: '31',
    previousNumber: 'D1',
    decaNumber: null,
  });
  const on = day('2026-04-01');
  const away = (from: string, until: string | null) =>
    ({ from: day(from), until: until && day(until) }) as never;
  expect(
    suspensionsPassed(
      {
        suspensions: [
          away('2026-01-01', '2026-04-01'),
          away('2026-03-01', '2026-05-01'),
          away('2026-06-01', null),
        ],
      },
      on,
    ),
  ).toEqual([
    { on: '2026-04-01', until: '2026-05-01' },
    { on: '2026-06-01', until: null },
  ]);
});
