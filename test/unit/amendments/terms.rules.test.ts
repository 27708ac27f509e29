import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '../../../src/kernel/days.js';
import { EMPTY_FORM } from '../../../src/features/contracts/form/form.rules.js';
import { formOn } from '../../../src/features/contracts/terms/agreed.rules.js';
import {
  agreedIn,
  changed,
  changedMembers,
  initialTerms,
  signedAmendments,
  termsBefore,
  termsOn,
} from '../../../src/features/amendments/terms/terms.rules.js';
import { viewAmendments, withoutPapers } from '../../../src/features/amendments/terms/view.rules.js';
import {
  findMemberMistakes,
  membersOfPatch,
} from '../../../src/features/amendments/form/form-changes.rules.js';
import { waysToAmend } from '../../../src/features/contracts/terms/amendable.rules.js';
import { amendmentAnswered } from '../../../src/features/amendments/amendments.facts.js';
import type { AmendmentId, AmendmentRow } from '../../../src/features/amendments/amendments.types.js';
import { lifeOf, type ContractStep } from '../../../src/features/contracts/contracts.types.js';
import { answer, changes, contract, day } from './details.js';

const START = day('2025-09-01');
const created = {
  kind: 'created',
  sequence: 1,
  terms: { startsOn: START, until: day('2027-09-01') },
} as ContractStep;

/** Proposed in the order of their numbers; completed in another; some never. */
const histories = fc.array(
  fc.record({
    effect: fc.integer({ min: 0, max: 700 }),
    until: fc.option(fc.integer({ min: 701, max: 1500 }), { nil: null }),
    hours: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
    weeklyMinutes: fc.option(fc.integer({ min: 600, max: 2400 }), { nil: null }),
    completes: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null }),
  }),
  { maxLength: 6 },
);

test('the terms of a day are what was last signed of those in force, whatever the order of proposal', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 0, max: 1500 }), (drawn, at) => {
      const taken = new Set<number>();
      const amendments = drawn.map((one, index) => {
        const isNew = one.completes !== null && !taken.has(one.completes);
        if (isNew && one.completes !== null) taken.add(one.completes);
        return {
          number: index + 1,
          effectiveOn: addDays(START, one.effect),
          changes: changes({
            until: one.until === null ? null : addDays(START, one.until),
            weeklyMinutes: one.weeklyMinutes,
            form: one.hours === null ? null : { 'training.hours': one.hours },
          }),
          answers: isNew ? [answer({ completes: true, sequence: 10 + (one.completes ?? 0) })] : [],
        };
      });
      const asked = addDays(START, at);
      // Told again, member by member, backwards, by what was drawn.
      const stated = (member: 'until' | 'weeklyMinutes' | 'hours', on: Day | null) => {
        let last: { sequence: number; value: number } | null = null;
        for (const [index, one] of drawn.entries()) {
          const sequence = amendments[index]?.answers[0]?.sequence;
          const value = one[member];
          if (sequence === undefined || value === null) continue;
          if (on !== null && on < addDays(START, one.effect)) continue;
          if (!last || last.sequence < sequence) last = { sequence, value };
        }
        return last?.value ?? null;
      };
      const signed = signedAmendments(amendments);
      const initial = initialTerms([created], signed);
      const expected = (on: Day | null) => ({
        startsOn: START,
        until: stated('until', on) === null ? created.terms?.until : addDays(START, stated('until', on) ?? 0),
        weeklyMinutes: stated('weeklyMinutes', on),
      });
      expect(termsOn(initial, signed, asked)).toEqual(expected(asked));
      expect(termsOn(initial, signed, null)).toEqual(expected(null));
      const form = formOn(EMPTY_FORM, agreedIn(signed), asked);
      expect([form.terms.weeklyMinutes, form.training.hours]).toEqual([
        stated('weeklyMinutes', asked),
        stated('hours', asked),
      ]);
      // What the steps say is what all of them make.
      let last = initial;
      const steps = signed.map(({ changes: made, completedAt }) => {
        last = changed(last, made);
        const terms = { startsOn: last.startsOn, until: last.until };
        return { ...created, kind: 'amended', sequence: completedAt + 1, terms } as ContractStep;
      });
      expect(lifeOf([created, ...steps]).until).toBe(termsOn(initial, signed, null).until);
      expect(initialTerms([created, ...steps], signed)).toEqual(initial);
    }),
    { numRuns: 60 },
  );
});

test('an amendment shows what it changed, also once others have changed it again', () => {
  const row = (number: number, sequence: number, until: string): AmendmentRow => ({
    ...({ id: String(number), side: 'employer', formerTutorId: null } as unknown as AmendmentRow),
    number,
    effectiveOn: day('2026-01-01'),
    changes: changes({ until: day(until) }),
    answers: [answer({ completes: true, sequence })],
  });
  const rows = [row(1, 9, '2028-01-01'), row(2, 5, '2027-12-01')];

  const shown = viewAmendments(
    contract(),
    {
      initial: initialTerms([created], signedAmendments(rows)),
      filled: EMPTY_FORM,
      signed: signedAmendments(rows),
    },
    rows,
    { signer: { birthDate: null, signsAlone: false }, today: day('2026-03-12') },
  );

  expect(shown.map(({ before, after, status }) => [before.until, after.until, status])).toEqual([
    ['2027-12-01', '2028-01-01', 'in_force'],
    ['2027-09-01', '2027-12-01', 'in_force'],
  ]);
  expect(
    termsBefore(initialTerms([created], signedAmendments(rows)), signedAmendments(rows), null).until,
  ).toBe('2028-01-01');
  expect(changedMembers(changes({ until: START, weeklyMinutes: 3 }))).toEqual(['endsOn', 'weeklyMinutes']);
});

test('an amendment of the form shows what it said before, member by member; to others only that it changes', () => {
  const row = (number: number, form: AmendmentRow['changes']['form']): AmendmentRow => ({
    ...({ id: String(number), side: 'employer', formerTutorId: null } as unknown as AmendmentRow),
    number,
    effectiveOn: day('2026-01-01'),
    changes: changes({ form }),
    answers: [answer({ completes: true, sequence: number })],
  });
  const rows = [row(1, { 'training.hours': 900 }), row(2, { 'training.hours': 910 }), row(3, {})];
  const agreed = { initial: initialTerms([created], []), filled: EMPTY_FORM, signed: signedAmendments(rows) };

  const shown = viewAmendments(contract(), agreed, rows, {
    signer: { birthDate: null, signsAlone: false },
    today: day('2026-03-12'),
  });

  expect(shown.map(({ formBefore, formAfter, changed: names }) => [formBefore, formAfter, names])).toEqual([
    [{ 'training.hours': null }, { 'training.hours': 900 }, ['form']],
    [{ 'training.hours': 900 }, { 'training.hours': 910 }, ['form']],
    [null, null, ['form']],
  ]);
  const hidden = shown.map(withoutPapers);
  expect(hidden.map(({ formAfter, type, changed: names }) => [formAfter, type, names])).toEqual(
    shown.map(() => [null, null, ['form']]),
  );
});

test('what a form says is changed by its own validators; the rest is refused with its place', () => {
  const patch = { training: { hours: 900, endsOn: '2027-06-30' as Day }, pay: { mealCents: 400 } };
  const members = membersOfPatch(EMPTY_FORM, patch);
  expect(members).toEqual({ 'pay.mealCents': 400, 'training.endsOn': '2027-06-30', 'training.hours': 900 });
  const wrong = (form: object) =>
    findMemberMistakes(EMPTY_FORM, membersOfPatch(EMPTY_FORM, form)).map(
      ({ pointer, code }) => `${code} ${pointer}`,
    );
  expect(findMemberMistakes(EMPTY_FORM, members)).toEqual([]);
  expect(wrong({})).toEqual(['unchanged /changes/form']);
  expect(wrong({ alternant: { sex: 'F' }, terms: { weeklyMinutes: 2100 } })).toEqual([
    'not_by_amendment /changes/form/alternant/sex',
    'not_by_amendment /changes/form/terms/weeklyMinutes',
  ]);
  expect(wrong({ training: { startsOn: '2027-01-02', endsOn: '2027-01-01' } })).toEqual([
    'before_start /changes/form/training/endsOn',
  ]);
  expect(
    waysToAmend(['employerId', 'pay.periods', 'endsOn', 'alternant.sex', 'alternant.disabledWorker']),
  ).toEqual([
    { field: 'employerId', pointer: '/changes/employerId', type: '31' },
    { field: 'pay.periods', pointer: '/changes/form/pay/periods', type: '36' },
    { field: 'endsOn', pointer: '/changes/endsOn', type: '36' },
    { field: 'alternant.disabledWorker', pointer: '/changes/form/alternant/disabledWorker', type: '34' },
  ]);
});

test('of an answer the history tells no reason', () => {
  const history = { author: { recordedBy: null, recordedByClient: null }, newId: () => 'i' as never };
  const refused = { ...answer({ kind: 'refused', party: 'alternant', signedOn: null }), reason: 'secret' };

  const fact = amendmentAnswered(history, { id: 'x' as AmendmentId, number: 2 }, refused);

  expect(fact.event).toEqual({
    type: 'amendment.refused',
    data: { amendmentId: 'x', number: 2, by: 'alternant' },
  });
  expect(Object.keys(fact.refusals ?? {})).toHaveLength(3);
});
