import { expect, test } from '@jest/globals';
import type { Day } from '../../../src/kernel/days.js';
import {
  END_CAUSES,
  NO_PROOF,
  type ContractRow,
  type EndCause,
  type EndProof,
} from '../../../src/features/contracts/contract-details.types.js';
import {
  accompaniedUntil,
  isBreach,
} from '../../../src/features/contracts/termination/accompaniment.rules.js';
import { pastContract } from '../../../src/features/contracts/past/past-contract.rules.js';
import type { PastFacts } from '../../../src/features/contracts/past/past-contract.types.js';
import type { ContractStep } from '../../../src/features/contracts/contracts.types.js';
import { aboutResignation } from '../../../src/features/contracts/termination/resignation.rules.js';
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
  trialDaysAtMost: null,
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
  ['diploma_obtained', ['2026-03-12'], ['letter_not_recorded']],
  ['dismissal_misconduct', ['2026-03-12'], []],
  ['force_majeure', ['2026-03-12'], []],
  ['liquidation', ['2026-03-12'], []],
  ['inspection_refusal', ['2026-03-12'], []],
  ['employer_transferred', ['2026-03-12'], ['contract_to_continue']],
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
  const counted = (trialDaysAtMost: number) =>
    found('trial_period', '2025-12-01', {}, { trialDays: 45, trialDaysAtMost });
  expect([counted(45), counted(46)]).toEqual([[], ['trial_period_over']]);
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

test('of another cause a resignation has nothing to say', () => {
  expect(
    aboutResignation(contract(), { on: day('2026-03-12'), cause: 'other', initiator: null, proof: NO_PROOF }),
  ).toEqual([]);
});

test('the diploma: a month of notice, to the day', () => {
  const of = (letterGivenOn: string, on: string) => found('diploma_obtained', on, { letterGivenOn });
  expect(of('2026-06-15', '2026-07-15')).toEqual([]);
  expect(of('2026-06-15', '2026-07-14')).toEqual(['letter_too_late!']);
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
  expect(found('diploma_obtained', '2019-06-30', { letterGivenOn: '2019-06-29' }, old)).toEqual([]);
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

test('an activity passes on whatever days are proven, of either kind of contract, by the employer', () => {
  for (const values of [{ trialDays: 46 }, { kind: 'professionalisation' as const }])
    expect(found('employer_transferred', '2026-03-12', {}, values)).toEqual(['contract_to_continue']);
  expect(groundsOn(contract({ trialDays: 46 }), day('2026-03-12'))).toContainEqual(
    expect.objectContaining({
      cause: 'employer_transferred',
      initiators: ['employer'],
      isOpen: true,
      article: 'L1224-1',
    }),
  );
});

test('after a breach the centre accompanies for six months, an apprentice alone', () => {
  const ended = {
    kind: 'apprenticeship',
    endedAs: 'terminated',
    heldUntil: day('2026-03-12'),
    signedOn: day('2025-07-01'),
    cause: 'other',
  } as const;
  expect(accompaniedUntil(ended)).toBe('2026-09-11');
  expect(accompaniedUntil({ ...ended, heldUntil: day('2026-08-31') })).toBe('2027-02-27');
  expect(accompaniedUntil({ ...ended, cause: 'employer_transferred' })).toBeNull();
  expect([isBreach('employer_transferred'), isBreach('other'), isBreach(null)]).toEqual([false, true, true]);
  expect(accompaniedUntil({ ...ended, endedAs: 'completed' })).toBeNull();
  expect(accompaniedUntil({ ...ended, kind: 'professionalisation' })).toBeNull();
  expect(accompaniedUntil({ ...ended, signedOn: day('2019-08-22') })).toBeNull();
});

test('a contract of the past is what its steps of then say, and its readers are told nothing that is not kept', () => {
  const step = (kind: string, sequence: number, values: object = {}) =>
    ({
      kind,
      sequence,
      on: null,
      cause: null,
      initiator: null,
      terms: null,
      ...values,
    }) as unknown as ContractStep;
  const terms = (until: string) => ({ terms: { startsOn: day('2025-09-01'), until: day(until) } });
  const now = { status: 'terminated', alternantCivilGivenName: 'Inès', group: 'B', kind: 'apprenticeship' };
  const then = pastContract(
    now as unknown as ContractRow,
    {
      group: 'A',
      mainTutorId: null,
      continuationOf: null,
      employerName: 'Ancien nom',
    } as unknown as PastFacts,
    [
      step('created', 1, terms('2027-09-01')),
      step('signed', 2, { on: day('2025-07-01') }),
      step('amended', 3, terms('2028-01-01')),
      step('completed', 4, { on: day('2026-07-01'), cause: 'diploma_obtained' }),
    ],
    day('2026-03-12'),
  );
  expect(then).toMatchObject({
    status: 'active',
    until: '2028-01-01',
    heldUntil: '2026-07-01',
    cause: 'diploma_obtained',
  });
  expect(then).toMatchObject({
    group: 'A',
    employerName: 'Ancien nom',
    kind: 'apprenticeship',
    alternantCivilGivenName: null,
  });
});
