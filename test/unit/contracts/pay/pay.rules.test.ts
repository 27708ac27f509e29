import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EarlierContract } from '../../../../src/features/contracts/checks/check-facts.types.js';
import { findPay } from '../../../../src/features/contracts/checks/families/pay.rules.js';
import { bandOn, stepDay } from '../../../../src/features/contracts/pay/grid.rules.js';
import { lastPercentOf, minimumPay, wholeMonths } from '../../../../src/features/contracts/pay/pay.rules.js';
import type { PayTerms } from '../../../../src/features/contracts/pay/pay.types.js';
import { eurosIn, explainPay, percentIn } from '../../../../src/features/contracts/pay/reasons.rules.js';
import { partOf, smicChanges, smicOn } from '../../../../src/features/contracts/pay/smic.rules.js';
import { payTermsOf } from '../../../../src/features/contracts/pay/terms.rules.js';
import type { CheckFacts } from '../../../../src/features/contracts/checks/check-facts.types.js';
import { addDays, type Day } from '../../../../src/kernel/days.js';
import { LEGAL_RULES } from '../../../../src/kernel/legal-rules.js';
import type { ContractId, OrganisationId } from '../../../../src/kernel/ids.js';
import { runs, SEED } from '../../../support/runs.js';
import { at, day, facts, form, inShort, paid } from '../checks/facts.js';

const terms = (values: Partial<PayTerms> = {}): PayTerms => ({
  kind: 'apprenticeship',
  startsOn: day('2026-09-01'),
  until: day('2028-09-01'),
  paidFrom: values.startsOn ?? day('2026-09-01'),
  judgedOn: day('2026-08-01'),
  birthDate: day('2007-03-15'),
  weeklyMinutes: 2100,
  hoursAgreed: [],
  isMayotte: false,
  cycleMonths: null,
  prolongedFrom: null,
  monthsDone: 0,
  isDisabledWorker: false,
  isLicencePro: false,
  vocationalBac: 'not_held',
  branchCents: null,
  lastPercent: null,
  lastGrossCents: null,
  ...values,
});
const shown = (values: Partial<PayTerms> = {}) =>
  minimumPay(terms(values)).map(({ from, to, percent, minimumCents }) => [
    from,
    to,
    percent / 100,
    minimumCents,
  ]);

test('the SMIC of a day, of an hour and of a month', () => {
  const of = (on: string, isMayotte = false, minutes = 2100) => smicOn(day(on), isMayotte, minutes);
  expect(of('2025-12-31')).toEqual({ hourlyCents: 1188, monthlyCents: 180180 });
  expect(of('2026-01-01')).toEqual({ hourlyCents: 1202, monthlyCents: 182303 });
  expect(of('2026-06-01')).toEqual({ hourlyCents: 1231, monthlyCents: 186702 });
  expect(of('2026-06-01', true)).toEqual({ hourlyCents: 956, monthlyCents: 144993 });
  expect(of('2026-06-01', false, 2340)).toEqual({ hourlyCents: 1231, monthlyCents: 208039 });
  expect(of('2022-01-01', true, 1050)).toEqual({ hourlyCents: null, monthlyCents: 60515 });
  expect(of('2021-12-31')).toBeNull();
  expect(smicChanges(false, day('2025-12-31'), day('2026-06-01'))).toEqual(['2026-01-01']);
});

test('the month of the data is the hour of the data', () => {
  for (const { code, from, values } of LEGAL_RULES.filter(
    (rule) => rule.code.startsWith('smic.m') && rule.from,
  )) {
    const [hourly, monthly] = ['hourly', 'monthly_35h'].map(
      (name) => values.find((value) => value.name === name)?.value,
    );
    if (hourly === undefined) continue;
    expect([code, from, Math.round((Math.round(Number(hourly) * 100) * 2100 * 13) / 180)]).toEqual([
      code,
      from,
      Math.round(Number(monthly) * 100),
    ]);
  }
});

test('hours that were agreed later are paid from their day on, and the later word holds', () => {
  const agreed = (from: string, weeklyMinutes: number) => ({ from: day(from), weeklyMinutes });
  const hoursAgreed = [agreed('2027-02-01', 2340), agreed('2027-01-01', 1050)];
  expect(shown({ hoursAgreed }).slice(0, 3)).toEqual([
    ['2026-09-01', '2026-12-31', 43, 80282],
    ['2027-01-01', '2027-01-31', 43, 40141],
    ['2027-02-01', '2027-08-31', 43, 40141],
  ]);
});

test('a third year after a failed exam is paid as the second, by the age of then', () => {
  const prolonged = { until: day('2029-09-01'), prolongedFrom: day('2028-09-01') };
  expect(shown(prolonged).at(-1)).toEqual(['2028-04-01', '2029-08-31', 61, 113889]);
  expect(shown({ ...prolonged, prolongedFrom: null }).at(-1)).toEqual([
    '2028-09-01',
    '2029-08-31',
    78,
    145628,
  ]);
  const older = shown({ ...prolonged, birthDate: day('2003-03-15') });
  expect(older.at(-1)).toEqual(['2029-04-01', '2029-08-31', 100, 186702]);
});

test('two years from 19 to 21: the year changes on the anniversary, the age on the first of the next month', () => {
  expect(shown()).toEqual([
    ['2026-09-01', '2027-08-31', 43, 80282],
    ['2027-09-01', '2028-03-31', 51, 95219],
    ['2028-04-01', '2028-08-31', 61, 113889],
  ]);
});

test.each<[string, Partial<PayTerms>, number[]]>([
  ['17', { birthDate: day('2010-01-01'), until: day('2027-09-01') }, [27]],
  ['18 on the first day', { birthDate: day('2008-09-01'), until: day('2027-09-01') }, [43]],
  [
    '18 on the second day: from October on',
    { birthDate: day('2008-09-02'), until: day('2026-10-02') },
    [27, 43],
  ],
  [
    '18 on the first of October: from November on',
    { birthDate: day('2008-10-01'), until: day('2026-11-02') },
    [27, 43],
  ],
  ['26', { birthDate: day('2000-09-01'), until: day('2027-09-01') }, [100]],
  ['nobody knows', { birthDate: null, until: day('2027-09-01') }, [27]],
  ['21 to 25, three years', { birthDate: day('2004-01-01'), until: day('2029-09-01') }, [53, 61, 78]],
  [
    'a fourth year is the third',
    { birthDate: day('2006-01-01'), until: day('2030-09-01') },
    [43, 53, 61, 78, 78],
  ],
  [
    'a cycle of a year: the second year is the first',
    { birthDate: day('2003-01-01'), cycleMonths: 12 },
    [53, 53],
  ],
  ['under 21, professionalisation', { kind: 'professionalisation', until: day('2027-09-01') }, [55]],
  [
    'with a vocational bac',
    { kind: 'professionalisation', until: day('2027-09-01'), vocationalBac: 'held' },
    [65],
  ],
  [
    '21',
    {
      kind: 'professionalisation',
      birthDate: day('2005-09-01'),
      until: day('2027-09-01'),
      vocationalBac: 'held',
    },
    [80],
  ],
  [
    '21 without',
    { kind: 'professionalisation', birthDate: day('2005-09-01'), until: day('2027-09-01') },
    [70],
  ],
  [
    '26, professionalisation',
    { kind: 'professionalisation', birthDate: day('2000-09-01'), until: day('2027-09-01') },
    [100],
  ],
  ['no grid is known of that day', { judgedOn: day('2018-01-01') }, []],
])('the least percentage: %s', (_, values, percents) => {
  expect(shown(values).map(([, , percent]) => percent)).toEqual(percents);
});

test('somebody born on 29 February is older on 1 March, and paid so from April on', () => {
  expect(stepDay(day('2008-02-29'), 18, day('2025-09-01'))).toBe('2026-04-01');
  expect(stepDay(day('2008-02-29'), 20, day('2025-09-01'))).toBe('2028-03-01');
  expect(bandOn([18, 21], [day('2026-04-01'), day('2029-04-01')], day('2026-03-31'))).toEqual({
    from: null,
    to: 17,
  });
});

test('a change of the SMIC cuts a year in two', () => {
  const cut = { startsOn: day('2026-05-01'), until: day('2026-07-01'), judgedOn: day('2026-04-01') };
  expect(shown(cut)).toEqual([
    ['2026-05-01', '2026-05-31', 43, 78391],
    ['2026-06-01', '2026-06-30', 43, 80282],
  ]);
  expect(shown({ ...cut, isMayotte: true })).toEqual([
    ['2026-05-01', '2026-05-31', 43, 60848],
    ['2026-06-01', '2026-06-30', 43, 62347],
  ]);
});

const YEAR = { until: day('2027-09-01'), birthDate: day('2003-01-01') };
test.each<[string, Partial<PayTerms>, [number, string, number | null]]>([
  ['nothing more', YEAR, [53, 'SMIC', 98953]],
  ['a branch minimum that is higher', { ...YEAR, branchCents: 200000 }, [53, 'SMC', 106000]],
  ['one that is lower', { ...YEAR, branchCents: 180000 }, [53, 'SMIC', 98953]],
  ['one that is higher, under 21', { until: YEAR.until, branchCents: 300000 }, [43, 'SMIC', 80282]],
  ['a year of the cycle done before', { ...YEAR, monthsDone: 12 }, [61, 'SMIC', 113889]],
  ['eleven months done before', { ...YEAR, monthsDone: 11 }, [53, 'SMIC', 98953]],
  ['a licence professionnelle', { ...YEAR, isLicencePro: true }, [61, 'SMIC', 113889]],
  ['the last rate of a contract that gave the diploma', { ...YEAR, lastPercent: 7800 }, [78, 'SMIC', 145628]],
  ['a lower one', { ...YEAR, lastPercent: 5100 }, [53, 'SMIC', 98953]],
  ['what the same employer paid', { ...YEAR, lastGrossCents: 150000 }, [53, 'SMIC', 150000]],
  [
    'professionalisation, 26, 85 % of the branch',
    { ...YEAR, kind: 'professionalisation', birthDate: day('2000-01-01'), branchCents: 230000 },
    [100, 'SMC', 195500],
  ],
  [
    'another title of the level of the bac',
    { ...YEAR, kind: 'professionalisation', vocationalBac: 'perhaps' },
    [80, 'SMIC', 149362],
  ],
])('what is expected beside what is certain: %s', (_, values, [percent, base, cents]) => {
  const [first] = minimumPay(terms(values));
  expect([(first?.expectedPercent ?? 0) / 100, first?.expectedBase, first?.expectedCents]).toEqual([
    percent,
    base,
    cents,
  ]);
});

test('the year added for a disabled worker is worth 15 points more, and never more than the whole', () => {
  const of = (birthDate: string) =>
    minimumPay(
      terms({ isDisabledWorker: true, cycleMonths: 24, until: day('2029-09-01'), birthDate: day(birthDate) }),
    );
  expect(of('2004-01-01').map(({ percent, expectedPercent }) => [percent, expectedPercent])).toEqual([
    [5300, 5300],
    [6100, 6100],
    [6100, 7600],
  ]);
  expect(of('2000-01-01').at(-1)).toMatchObject({ percent: 10000, expectedPercent: 10000 });
});

test('every stretch says why', () => {
  const [first] = minimumPay(
    terms({ ...YEAR, monthsDone: 12, branchCents: 300000, lastGrossCents: 999999, weeklyMinutes: null }),
  );
  expect(first?.reasons.map(({ fr }) => fr)).toEqual([
    'De 21 à 25 ans, 1re année de la grille : 53 % du SMIC (D6222-26).',
    'Les années du cycle déjà faites comptent (D6222-28-1).',
    'Le minimum de branche est plus élevé que le SMIC : c’est lui qui compte.',
    'Le même employeur paie au moins autant que la dernière année du contrat précédent (D6222-29).',
    'L’horaire n’est pas dans le formulaire : le calcul prend 35 h.',
  ]);
  const unknown = { certain: 5500, expected: 5500, year: 1, why: [] };
  const prof = terms({ kind: 'professionalisation', birthDate: null });
  const [sentence] = explainPay(prof, { from: null, to: 20 }, unknown, {
    expectedBase: 'SMIC',
    isPaidBefore: false,
  });
  expect(sentence?.en).toBe('Without a birth date, as the youngest: 55 % of the SMIC (D6325-15).');
  expect([percentIn(4350).fr, eurosIn(80282).fr, eurosIn(80282).en]).toEqual(['43,5', '802,82 €', '€802.82']);
});

test('no part of an amount is rounded down, and none by more than a cent', () => {
  fc.assert(
    fc.property(fc.nat(3_000_000), fc.nat(10_000), (cents, percent) => {
      const product = BigInt(cents) * BigInt(percent);
      expect(BigInt(partOf(cents, percent))).toBe((product + 9_999n) / 10_000n);
    }),
    { seed: SEED, numRuns: runs(200, 20_000) },
  );
});

/** The least pay, written day by day from the tables of the law and from nothing else. */
const GRID = [
  [27, 39, 55],
  [43, 51, 67],
  [53, 61, 78],
  [100, 100, 100],
];
const HOURLY: [string, number][] = [
  ['2023-01-01', 1127],
  ['2023-05-01', 1152],
  ['2024-01-01', 1165],
  ['2024-11-01', 1188],
  ['2026-01-01', 1202],
  ['2026-06-01', 1231],
];
function naive(birth: string, start: string, on: string): [number, number] {
  const [by = 0, bm = 0, bd = 0] = birth.split('-').map(Number);
  const [sy = 0, sm = 0, sd = 0] = start.split('-').map(Number);
  const [y = 0, m = 0, d = 0] = on.split('-').map(Number);
  const turned = (age: number): boolean => {
    const isLeap = new Date(Date.UTC(by + age, 1, 29)).getUTCMonth() === 1;
    const [month, date] = bm === 2 && bd === 29 && !isLeap ? [3, 1] : [bm, bd];
    const wasOnStart = sy > by + age || (sy === by + age && (sm > month || (sm === month && sd >= date)));
    // Of the months after that of the birthday.
    return wasOnStart || y > by + age || (y === by + age && m > month);
  };
  const row = [18, 21, 26].filter(turned).length;
  let year = 0;
  for (let later = sy; later <= y; later += 1) {
    const isShort = sm === 2 && sd === 29 && new Date(Date.UTC(later, 1, 29)).getUTCMonth() !== 1;
    const date = isShort ? 28 : sd;
    if (later < y || sm < m || (sm === m && date <= d)) year += 1;
  }
  const percent = GRID[row]?.[Math.min(year, 3) - 1] ?? 0;
  const hourly = HOURLY.findLast(([from]) => from <= on)?.[1] ?? 0;
  const monthly = Math.round((hourly * 35 * 52) / 12);
  return [percent, Math.floor((monthly * percent + 99) / 100)];
}

const dayFrom = (first: string, days: number) => fc.nat(days).map((count) => addDays(day(first), count));
const births = fc.oneof(
  dayFrom('1995-01-01', 5500),
  fc.constantFrom('2004-02-29', '2008-02-29', '2000-02-29').map(day),
);

test('on every day the least pay is what a model says that knows nothing of stretches', () => {
  fc.assert(
    fc.property(
      births,
      dayFrom('2023-01-01', 1400),
      fc.integer({ min: 1, max: 1500 }),
      (birthDate, startsOn, length) => {
        const until = addDays(startsOn, length);
        const stretches = minimumPay(terms({ birthDate, startsOn, until, judgedOn: startsOn }));
        expect([stretches[0]?.from, stretches.at(-1)?.to]).toEqual([startsOn, addDays(until, -1)]);
        const looked: Day[] = stretches.flatMap(({ from, to }) => [from, to]);
        for (let on = startsOn; on < until; on = addDays(on, 13)) looked.push(on);
        for (const on of looked) {
          const within = stretches.filter(({ from, to }) => from <= on && on <= to);
          expect(within).toHaveLength(1);
          expect([on, (within[0]?.percent ?? 0) / 100, within[0]?.minimumCents]).toEqual([
            on,
            ...naive(birthDate, startsOn, on),
          ]);
        }
      },
    ),
    { seed: SEED, numRuns: runs(60, 5_000) },
  );
});

/** What is recorded of a contract from September 2025, signed in July, of somebody of 19 then. */
const recorded = (periods: ReturnType<typeof paid>[], more: Parameters<typeof form>[0] = {}) =>
  facts({
    form: form({
      employer: at('75011'),
      terms: { weeklyMinutes: 2100 },
      ...more,
      pay: { periods, ...more.pay },
    }),
  });
const pays = (values: Parameters<typeof recorded>) => inShort(findPay(recorded(...values)));

test.each<[string, Parameters<typeof recorded>, string[]]>([
  ['nothing recorded', [[]], []],
  [
    'the least percentage, at the SMIC of the signature',
    [[paid(77478, { percent: 43 })]],
    ['pay_below_expected'],
  ],
  ['a cent less', [[paid(77477, { percent: 43 })]], ['pay_below_minimum!sign']],
  ['as much as the SMIC of the next June asks for', [[paid(80282, { percent: 43 })]], []],
  ['a lower percentage, whatever the amount', [[paid(99999, { percent: 42 })]], ['pay_below_minimum!sign']],
  ['a part of the branch minimum: the amount counts', [[paid(80282, { percent: 30, base: 'SMC' })]], []],
  ['no hours: nobody knows the amount', [[paid(1, { percent: 43 })], { terms: {} }], ['pay_below_expected']],
  [
    'no postcode: nobody knows the SMIC',
    [[paid(1, { percent: 43 })], { employer: {} }],
    ['pay_below_expected'],
  ],
  [
    'two years at the first rate',
    [[paid(99999, { percent: 43, to: day('2027-08-31') })]],
    ['pay_below_minimum!sign'],
  ],
  ['in Mayotte', [[paid(58565, { percent: 43, to: day('2025-12-31') })], { employer: at('97600') }], []],
  [
    'housing of three quarters',
    [[paid(100000)], { pay: { benefitsInKind: true, housingMonthlyCents: 75000 } }],
    [],
  ],
  [
    'a cent more',
    [[paid(100000)], { pay: { benefitsInKind: true, housingMonthlyCents: 75001 } }],
    ['benefits_in_kind_high!sign'],
  ],
  ['a public employer', [[], { employer: { ...at('75011'), isPublic: true } }], ['public_increase_possible']],
])('what the form says of pay: %s', (_, values, found) => {
  expect(pays(values)).toEqual(found);
});

test('pay is held against the hours of each day, and the pay of each day against the least', () => {
  const of = (...agreed: CheckFacts['agreed']) => {
    const filled = recorded([paid(80282, { percent: 60 })]);
    return findPay({ ...filled, agreed }).map(({ code, pointer }) => `${code} ${pointer}`);
  };
  const from = day('2026-03-01');
  const raise = (percent: number) => ({ from, members: { 'pay.periods': [paid(199999, { percent })] } });
  expect(of()).toEqual([]);
  expect(of({ from, members: { 'terms.weeklyMinutes': 1800 } })).toEqual([]);
  expect(of({ from, members: { 'terms.weeklyMinutes': 2700 } })).toEqual([
    'pay_below_minimum /form/pay/periods/0',
  ]);
  expect(of({ from, members: { 'terms.weeklyMinutes': 2700 } }, raise(60))).toEqual([]);
  expect(of(raise(42))).toEqual(['pay_below_minimum /form/pay/periods/0']);
});

test('a year to a diploma of the level of the one held may be worth more', () => {
  const of = (held: string) =>
    inShort(
      findPay(
        facts({
          until: day('2026-09-01'),
          form: form({ alternant: { highestDiploma: held }, training: { diplomaType: '49' } }),
        }),
      ),
    );
  expect([of('41'), of('33')]).toEqual([['related_diploma_bonus_possible'], []]);
});

const before = (values: Partial<EarlierContract> = {}): EarlierContract => ({
  id: 'before' as ContractId,
  kind: 'apprenticeship',
  employerId: 'employer' as OrganisationId,
  startsOn: day('2023-09-01'),
  heldUntil: day('2025-09-01'),
  endedAs: null,
  isOfSameFramework: true,
  lastGrossCents: 95000,
  ...values,
});
test.each<[string, Partial<EarlierContract>, string | null, [number | null, number | null]]>([
  ['after one with the same employer', {}, '21', [5100, 95000]],
  ['with another employer', { employerId: 'other' as OrganisationId }, '22', [5100, null]],
  ['that nobody calls the one before', {}, '11', [null, null]],
  ['one that was broken', { endedAs: 'terminated' }, '21', [null, null]],
])('what a contract before leaves: %s', (_, values, contractType, [lastPercent, lastGrossCents]) => {
  const found = payTermsOf(facts({ earlier: [before(values)], form: form({ terms: { contractType } }) }));
  expect(found).toMatchObject({ lastPercent, lastGrossCents });
});

test.each<[string, Parameters<typeof facts>[0], number]>([
  ['nothing', {}, 0],
  ['begun at the centre', { form: form({ training: { startsOn: day('2024-08-31') } }) }, 12],
  [
    'a year less than the cycle',
    { until: day('2026-09-01'), form: form({ training: { cycleMonths: 24 } }) },
    12,
  ],
  [
    'broken and continued',
    {
      continuationOf: 'before' as ContractId,
      earlier: [before({ endedAs: 'terminated', heldUntil: day('2024-10-01') })],
    },
    13,
  ],
  [
    'broken, of another diploma',
    {
      continuationOf: 'before' as ContractId,
      earlier: [before({ endedAs: 'terminated', isOfSameFramework: false })],
    },
    0,
  ],
])('months of the cycle done before: %s', (_, values, months) => {
  expect(payTermsOf(facts(values)).monthsDone).toBe(months);
});

test.each<[string | null, string]>([
  [null, 'not_held'],
  ['33', 'not_held'],
  ['41', 'held'],
  ['42', 'not_held'],
  ['43', 'not_held'],
  ['49', 'perhaps'],
  ['54', 'held'],
  ['80', 'held'],
])('a vocational baccalaureate or more: %s', (highestDiploma, held) => {
  expect(payTermsOf(facts({ form: form({ alternant: { highestDiploma } }) })).vocationalBac).toBe(held);
});

test('months are whole, and the last percentage is that of the last day', () => {
  expect(wholeMonths(day('2025-01-31'), day('2025-02-28'))).toBe(1);
  expect(wholeMonths(day('2025-01-31'), day('2025-02-27'))).toBe(0);
  expect(lastPercentOf(terms())).toBe(6100);
});
