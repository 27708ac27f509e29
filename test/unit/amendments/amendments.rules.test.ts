import { describe, expect, test } from '@jest/globals';
import type { Day } from '../../../src/kernel/days.js';
import type { PersonId } from '../../../src/kernel/ids.js';
import {
  findChangeMistakes,
  isAmendable,
  statusOf,
} from '../../../src/features/amendments/amendments.rules.js';
import {
  awaitedOf,
  findOrderRefusal,
  findSigningDayMistake,
  partiesOn,
  representedOn,
  type Signer,
} from '../../../src/features/amendments/signatures.rules.js';
import { decideAmendment } from '../../../src/features/amendments/amendments.queue.rules.js';
import { requireParty, requireProposer } from '../../../src/features/amendments/amendments.policy.js';
import { findWarnings } from '../../../src/features/amendments/warnings.rules.js';
import type {
  Amended,
  AmendmentChanges,
  AmendmentParty,
} from '../../../src/features/amendments/amendments.types.js';
import type { Candidate, QueueContract } from '../../../src/features/mandates/queue.types.js';
import type { Authority, Parties } from '../../../src/features/contracts/contract-details.types.js';
import { answer, changes, contract, day } from './details.js';

const TODAY = day('2026-03-12');
const bornOn = (birthDate: string | null) =>
  ({ birthDate: birthDate && day(birthDate), signsAlone: false }) as Signer;
const codesOf = (
  effectiveOn: string,
  changed: Partial<AmendmentChanges>,
  of: Partial<Amended> = {},
  today = TODAY,
  prolongedFrom: Day | null = null,
  cameByTransfer = false,
) =>
  findChangeMistakes(
    contract(of),
    { effectiveOn: day(effectiveOn), changes: changes(changed), type: null },
    { today, weeklyMinutes: 2100, mainTutorId: 'tutor' as PersonId, prolongedFrom, cameByTransfer },
  ).map(({ code }) => code);

test.each<[string, string, Partial<AmendmentChanges>, string[]]>([
  ['the first day of the contract', '2025-09-01', { weeklyMinutes: 1800 }, []],
  ['the day before it', '2025-08-31', { weeklyMinutes: 1800 }, ['outside_contract']],
  ['the last day', '2027-08-31', { weeklyMinutes: 1800 }, []],
  ['the day after it', '2027-09-01', { weeklyMinutes: 1800 }, ['outside_contract']],
  ['the day after it, where it goes on', '2027-09-01', { until: day('2027-10-01') }, []],
  ['a day later', '2027-09-02', { until: day('2027-10-01') }, ['outside_contract']],
  ['the same end', '2026-04-01', { until: day('2027-09-01') }, ['unchanged']],
  ['the same hours', '2026-04-01', { weeklyMinutes: 2100 }, ['unchanged']],
  ['an end on its day of effect', '2026-04-01', { until: day('2026-04-02') }, []],
  ['an end before it', '2026-04-01', { until: day('2026-04-01') }, ['before_effect']],
  ['an end today', '2026-03-01', { until: day('2026-03-13') }, []],
  ['an end yesterday', '2026-03-01', { until: day('2026-03-12') }, ['in_the_past']],
  [
    'twelve months after a failed exam',
    '2027-09-01',
    { until: day('2028-09-01'), extension: 'failed_exam' },
    [],
  ],
  ['and a day', '2027-09-01', { until: day('2028-09-02'), extension: 'failed_exam' }, ['extension_too_long']],
  ['48 months in all of an athlete', '2027-09-01', { until: day('2029-09-01'), extension: 'athlete' }, []],
  [
    'and a day, of somebody disabled',
    '2027-09-01',
    { until: day('2029-09-02'), extension: 'disability' },
    ['extension_too_long'],
  ],
  [
    'a ground that prolongs nothing',
    '2027-01-01',
    { until: day('2027-08-01'), extension: 'disability' },
    ['not_an_extension'],
  ],
  ['a tutor seven days back', '2026-03-05', { mainTutorId: 'other' as PersonId }, []],
  ['and eight', '2026-03-04', { mainTutorId: 'other' as PersonId }, ['too_far_back']],
  ['the tutor that is', '2026-03-20', { mainTutorId: 'tutor' as PersonId }, ['unchanged']],
  ['the alternant as tutor', '2026-03-20', { mainTutorId: 'alternant' as PersonId }, ['alternant_themself']],
])('%s', (_, on, changed, expected) => expect(codesOf(on, changed)).toEqual(expected));

test('of exams that are failed twice twelve months count in all, from the first day that was added', () => {
  const again = (until: string, extension: 'failed_exam' | 'athlete' = 'failed_exam') =>
    codesOf(
      '2027-09-01',
      { until: day(until), extension },
      { until: day('2028-03-01'), heldUntil: day('2028-03-01') },
      TODAY,
      day('2027-09-01'),
    );
  expect([again('2028-09-01'), again('2028-09-02')]).toEqual([[], ['extension_too_long']]);
  expect([again('2030-09-01', 'athlete'), again('2030-09-02', 'athlete')]).toEqual([
    [],
    ['extension_too_long'],
  ]);
});

test('a minor who comes of age meanwhile is represented by the day on which they signed themself', () => {
  const signed = (signedOn: string) => ({
    answers: [answer({ party: 'alternant', signedOn: day(signedOn) })],
  });
  const of = bornOn('2008-03-12');
  const awaited = (amendment: { answers: ReturnType<typeof answer>[] }, on: string) =>
    awaitedOf(amendment, partiesOn(of, representedOn(amendment, day(on)))).includes('legal_representative');

  expect(awaited({ answers: [] }, '2026-03-11')).toBe(true);
  expect(awaited({ answers: [] }, '2026-03-12')).toBe(false);
  expect(awaited(signed('2026-03-11'), '2026-03-12')).toBe(true);
  expect(awaited(signed('2026-03-12'), '2026-03-11')).toBe(false);
});

test('the first day moves until the day before it, and never behind the signature', () => {
  const move = (to: string, today: string) =>
    codesOf(to, { startsOn: day(to) }, { status: 'signed' }, day(today));
  expect(move('2025-09-15', '2025-08-31')).toEqual([]);
  expect(move('2025-09-15', '2025-09-01')).toEqual(['begun_already']);
  expect(move('2025-07-01', '2025-07-01')).toEqual([]);
  expect(move('2025-06-30', '2025-06-01')).toEqual(['before_signature']);
  expect(move('2025-07-31', '2025-08-01')).toEqual(['in_the_past']);
});

test('an end that is recorded is withdrawn first; a type says what it goes with', () => {
  expect(codesOf('2026-04-01', { until: day('2028-01-01') }, { endedAs: 'terminated' })).toEqual([
    'end_recorded',
  ]);
  const typed = (type: '33' | '36', extension: 'failed_exam' | null) =>
    findChangeMistakes(
      contract(),
      { effectiveOn: day('2027-09-01'), changes: changes({ until: day('2027-12-01'), extension }), type },
      { today: TODAY, weeklyMinutes: null, mainTutorId: null, prolongedFrom: null, cameByTransfer: false },
    ).length;
  expect([
    typed('33', 'failed_exam'),
    typed('33', null),
    typed('36', 'failed_exam'),
    typed('36', null),
  ]).toEqual([0, 1, 1, 0]);
});

describe('status', () => {
  const effectiveOn = day('2026-04-01');
  const complete = [answer({ completes: true })];
  const of = (answers: ReturnType<typeof answer>[], values: Partial<Amended> = {}, today = TODAY) =>
    statusOf({ answers, effectiveOn, transfer: null }, contract(values), today);

  test('comes from the answers, the days and what became of the contract', () => {
    expect(of([])).toBe('proposed');
    expect(of([], { status: 'terminated', endedAs: 'terminated' })).toBe('cancelled');
    expect(of([answer({ kind: 'refused' })])).toBe('refused');
    expect(of(complete, {}, day('2026-03-31'))).toBe('signed');
    expect(of(complete, {}, effectiveOn)).toBe('in_force');
    expect(of(complete, { heldUntil: effectiveOn })).toBe('cancelled');
    expect(of(complete, { heldUntil: day('2026-04-02') }, day('2026-05-01'))).toBe('in_force');
    expect(of(complete, { cancelledOn: TODAY })).toBe('cancelled');
  });

  test('a contract past its last day is amended for thirty days, by what was signed before', () => {
    const over = contract({ status: 'completed' });
    expect(isAmendable(over, day('2027-09-30'))).toBe(true);
    expect(isAmendable(over, day('2027-10-01'))).toBe(false);
    expect(isAmendable({ ...over, endedAs: 'completed' }, day('2027-09-02'))).toBe(false);
    const mistake = (on: string) => findSigningDayMistake(over, day(on), day('2027-09-10'))?.code;
    expect([
      mistake('2027-08-31'),
      mistake('2027-09-01'),
      mistake('2027-09-11'),
      mistake('2025-06-30'),
    ]).toEqual([undefined, 'after_end', 'in_the_future', 'before_contract']);
  });
});

test('a minor’s representative signs too, until the day before their birthday', () => {
  expect(partiesOn(bornOn('2008-03-12'), day('2026-03-11'))).toContain('legal_representative');
  expect(partiesOn(bornOn('2008-03-12'), TODAY)).not.toContain('legal_representative');
  expect(partiesOn(bornOn(null), TODAY)).toContain('legal_representative');
  expect(partiesOn({ ...bornOn(null), signsAlone: true }, TODAY)).not.toContain('legal_representative');
  const all = partiesOn(bornOn(null), TODAY);
  expect(awaitedOf({ answers: [answer({ party: 'alternant' })] }, all)).toEqual([
    'employer',
    'training_centre',
    'legal_representative',
  ]);
  expect(awaitedOf({ answers: [answer({ completes: true, isForAll: true })] }, all)).toEqual([]);
});

test.each<[string, AmendmentParty, AmendmentParty[], boolean, AmendmentParty[] | null]>([
  ['the alternant, any time', 'alternant', ['employer', 'training_centre', 'alternant'], false, null],
  ['the first organisation', 'employer', ['employer', 'training_centre', 'alternant'], false, null],
  ['the last one, after the alternant', 'training_centre', ['training_centre'], false, null],
  ['the last one before them', 'training_centre', ['training_centre', 'alternant'], false, ['alternant']],
  [
    'the employer, who gives the mandate',
    'employer',
    ['employer', 'training_centre'],
    true,
    ['training_centre'],
  ],
  ['the centre before', 'training_centre', ['employer', 'training_centre', 'alternant'], true, null],
])('%s', (_, party, awaited, tutor, expected) => {
  const mainTutorId = tutor ? ('other' as PersonId) : null;
  expect(findOrderRefusal(party, awaited, { mainTutorId, newEmployerId: null })).toEqual(expected);
});

test('everybody answers for one party, the alternant for themself whoever else they are', () => {
  const parties = { alternantId: 'a', employerId: 'e', trainingCentreId: 'c' } as unknown as Parties;
  const authority = (values: object) =>
    ({ people: [], hrOf: [], adminOf: [], ...values }) as unknown as Authority;
  const both = authority({ people: ['b'], hrOf: ['e'], adminOf: ['c'] });
  const of = (
    personId: string | null,
    held: Authority,
    awaited: AmendmentParty[],
    side: 'training_centre' | null,
  ) => requireParty({ personId, authority: held }, parties, { side, awaited });

  expect(of('a', authority({ people: ['a'], hrOf: ['e'] }), [], null)).toBe('alternant');
  expect(of('b', both, ['employer', 'training_centre'], null)).toBe('employer');
  expect(of('b', both, ['employer', 'training_centre'], 'training_centre')).toBe('training_centre');
  expect(of('b', both, ['training_centre'], null)).toBe('training_centre');
  expect(() => of('x', authority({ people: ['x'] }), [], null)).toThrow('alternant');
  expect(() => of(null, authority({ people: ['a'], hrOf: ['e'] }), [], null)).toThrow('alternant');
  expect(() => requireProposer(authority({ people: ['a'], hrOf: ['e'] }), parties)).toThrow('alternant');
});

test('the law’s word on length, hours and the number stops nothing', () => {
  const codes = (changed: Partial<AmendmentChanges>, birthDate: string | null = '2000-01-01', number = 'x') =>
    findWarnings(
      contract(),
      { effectiveOn: TODAY, changes: changes(changed), type: null, previousNumber: number },
      birthDate === null ? null : day(birthDate),
    ).map(({ code }) => code);
  expect(codes({ until: day('2028-09-01') })).toEqual([]);
  expect(codes({ until: day('2028-09-02') })).toEqual(['contract_long']);
  expect(codes({ until: day('2028-09-02'), extension: 'failed_exam' })).toEqual([]);
  expect(codes({ weeklyMinutes: 44 * 60 })).toEqual([]);
  expect(codes({ weeklyMinutes: 44 * 60 + 1 })).toEqual(['hours_long']);
  expect(codes({ weeklyMinutes: 35 * 60 }, null)).toEqual([]);
  expect(codes({ weeklyMinutes: 35 * 60 + 1 }, null)).toEqual(['minor_hours_long']);
  expect(
    findWarnings(
      contract(),
      { effectiveOn: TODAY, changes: changes(), type: null, previousNumber: null },
      null,
    ),
  ).toMatchObject([{ code: 'previous_number_missing' }]);
});

test('it awaits the organisation that has not signed', () => {
  const awaits = (employer: boolean, centre: boolean, signedFor: AmendmentParty[]) =>
    decideAmendment(
      { id: 'i', facts: { number: 1, effectiveOn: '2026-04-01', signedFor } } as unknown as Candidate<never>,
      { administers: { employer, centre } } as unknown as QueueContract,
    ) !== null;
  expect([
    awaits(true, false, []),
    awaits(true, false, ['employer']),
    awaits(true, true, ['employer']),
  ]).toEqual([true, false, true]);
  expect([awaits(false, true, ['employer']), awaits(false, false, [])]).toEqual([true, false]);
});
