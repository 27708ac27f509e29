import { expect, test } from '@jest/globals';
import type { Day } from '../../../src/kernel/days.js';
import {
  END_CAUSES,
  NO_PROOF,
  type EndCause,
  type EndProof,
} from '../../../src/features/contracts/contract-details.types.js';
import { judgeEnding } from '../../../src/features/contracts/termination/ending.rules.js';
import {
  GROUNDS,
  groundsOn,
  isTrialOver,
  mayTrialBeOver,
} from '../../../src/features/contracts/termination/grounds.rules.js';
import type { EndingContract } from '../../../src/features/contracts/termination/grounds.types.js';

const day = (value: string) => value as Day;
const contract = (values: Partial<EndingContract> = {}): EndingContract => ({
  kind: 'apprenticeship',
  startsOn: day('2025-09-01'),
  signedOn: day('2025-07-01'),
  birthDate: day('2004-01-01'),
  trialDays: null,
  ...values,
});
const found = (
  cause: EndCause | null,
  on: string,
  proof: Partial<Record<keyof EndProof, string | boolean>> = {},
  values: Partial<EndingContract> = {},
) =>
  judgeEnding(contract(values), {
    on: day(on),
    cause,
    initiator: cause && (GROUNDS[cause].initiators[0] ?? null),
    proof: { ...NO_PROOF, ...proof } as EndProof,
  })
    .filter(({ code }) => code !== 'end_to_announce')
    .map(({ code, stops }) => `${code}${stops ? '!' : ''}`);

test.each<[string, string[], string[]]>([
  // The 45th day after 1 September is 16 October: until then nobody can have worked more.
  ['trial_period', ['2025-10-16'], []],
  ['trial_period', ['2025-10-17'], ['trial_period_over']],
  ['other', ['2025-10-16'], []],
  ['other', ['2025-10-17'], ['ground_not_listed']],
  ['mutual_agreement', ['2026-03-12'], ['agreement_not_recorded']],
  ['resignation_mediated', ['2026-03-12'], ['mediation_not_recorded', 'information_not_recorded']],
  ['diploma_obtained', ['2026-03-12'], ['notice_not_recorded']],
  ['dismissal_misconduct', ['2026-03-12'], []],
  ['force_majeure', ['2026-03-12'], []],
  ['liquidation', ['2026-03-12'], []],
  ['inspection_refusal', ['2026-03-12'], []],
])('of days alone, %s on %j: %j', (cause, [on = ''], expected) => {
  expect(found(cause as EndCause, on)).toEqual(expected);
});

test('days between two dates never prove that the free period is over; days present do', () => {
  expect(isTrialOver(contract())).toBe(false);
  expect(mayTrialBeOver(contract(), day('2025-10-16'))).toBe(false);
  expect(isTrialOver(contract({ trialDays: 45 }))).toBe(false);
  expect(isTrialOver(contract({ trialDays: 46 }))).toBe(true);
  expect(found('trial_period', '2025-12-01', {}, { trialDays: 46 })).toEqual(['trial_period_over!']);
  expect(found('other', '2025-12-01', {}, { trialDays: 46 })).toEqual(['ground_not_listed!']);
  expect(found('trial_period', '2025-12-01', {}, { trialDays: 45 })).toEqual(['trial_period_over']);
});

test('a resignation: five days to the mediator warn, seven to the employer stop', () => {
  const of = (mediationOn: string, employerInformedOn: string, on: string) =>
    found('resignation_mediated', on, { mediationOn, employerInformedOn });
  expect(of('2026-03-01', '2026-03-06', '2026-03-13')).toEqual([]);
  expect(of('2026-03-01', '2026-03-05', '2026-03-12')).toEqual(['mediation_too_late']);
  expect(of('2026-03-01', '2026-03-06', '2026-03-12')).toEqual(['information_too_late!']);
  expect(found('resignation_mediated', '2026-03-13', { employerInformedOn: '2026-03-06' })).toEqual([
    'mediation_not_recorded',
  ]);
});

test('the diploma: a month of notice, to the day', () => {
  const of = (noticeGivenOn: string, on: string) => found('diploma_obtained', on, { noticeGivenOn });
  expect(of('2026-06-15', '2026-07-15')).toEqual([]);
  expect(of('2026-06-15', '2026-07-14')).toEqual(['notice_too_short!']);
  expect(of('2026-01-31', '2026-02-28')).toEqual([]);
});

test('an agreement is signed by the end; a minor’s representative signs, until the birthday', () => {
  const agreed = (on: string, signed: string, values = {}, more = {}) =>
    found('mutual_agreement', on, { agreementSignedOn: signed, ...more }, values);
  expect(agreed('2026-03-12', '2026-03-12')).toEqual([]);
  expect(agreed('2026-03-12', '2026-03-13')).toEqual(['agreement_after_end']);
  const minor = { birthDate: day('2008-03-12') };
  expect(agreed('2026-03-11', '2026-03-01', minor)).toEqual(['representative_not_recorded']);
  expect(agreed('2026-03-12', '2026-03-12', minor)).toEqual([]);
  expect(agreed('2026-03-11', '2026-03-01', minor, { representativeSigned: true })).toEqual([]);
  expect(agreed('2026-03-12', '2026-03-12', { birthDate: null })).toEqual(['representative_not_recorded']);
});

test('who invokes a ground that is not theirs is warned; of a rule that was not yet, nothing', () => {
  const by = judgeEnding(contract(), {
    on: day('2026-03-12'),
    cause: 'dismissal_misconduct',
    initiator: 'alternant',
    proof: NO_PROOF,
  });
  expect(by.map(({ code }) => code)).toEqual(['initiator_unusual', 'end_to_announce']);
  const old = { signedOn: day('2018-07-01'), startsOn: day('2018-09-01'), birthDate: day('2000-01-01') };
  expect(found('diploma_obtained', '2019-06-30', { noticeGivenOn: '2019-06-29' }, old)).toEqual([]);
  expect(
    judgeEnding(contract({ kind: 'professionalisation' }), {
      on: day('2026-03-12'),
      cause: 'other',
      initiator: null,
      proof: NO_PROOF,
    }),
  ).toMatchObject([{ code: 'end_to_announce', stops: false }]);
});

test('the page of grounds says who, from when and with what', () => {
  const grounds = groundsOn(contract({ birthDate: null }), day('2026-03-12'));
  const of = (cause: EndCause) => grounds.find((one) => one.cause === cause);
  expect(grounds.map(({ cause }) => cause)).toEqual([...END_CAUSES]);
  expect(of('resignation_mediated')).toMatchObject({
    firstDayOut: '2026-03-24',
    initiators: ['alternant'],
    article: 'D6222-21-1',
  });
  expect(of('resignation_mediated')?.documents).toContain('representative_signature');
  expect(of('dismissal_misconduct')?.documents).not.toContain('representative_signature');
  expect(of('diploma_obtained')).toMatchObject({ firstDayOut: '2026-04-12' });
  expect(of('trial_period')).toMatchObject({ isOpen: true, firstDayOut: '2026-03-12' });
  const over = groundsOn(contract({ trialDays: 46 }), day('2026-03-12'));
  expect(over.filter(({ isOpen }) => !isOpen).map(({ cause }) => cause)).toEqual(['trial_period', 'other']);
  expect(groundsOn(contract({ kind: 'professionalisation' }), day('2026-03-12'))).toEqual([]);
});
