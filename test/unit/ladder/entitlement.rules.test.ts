import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day, type Instant } from '../../../src/kernel/days.js';
import type { Place } from '../../../src/features/contracts/placements/placements.types.js';
import type { ContractLife } from '../../../src/features/contracts/contracts.types.js';
import { findLongAbsence } from '../../../src/features/ladder/entitlements/absence.rules.js';
import type { Mission } from '../../../src/features/frameworks/frameworks.types.js';
import { SUPERVISIONS } from '../../../src/features/frameworks/frameworks.types.js';
import {
  circumstancesOf,
  decideEntitlement,
  type Circumstances,
} from '../../../src/features/ladder/entitlements/entitlement.rules.js';
import { explainRefusal, type Refusal } from '../../../src/features/ladder/entitlements/entitlement.types.js';
import { evaluateLadder } from '../../../src/features/ladder/ladder.rules.js';
import type { Days } from '../../../src/features/ladder/entitlements/shift.types.js';
import { History, smallLadder } from './world.js';
import { runs, SEED } from '../../support/runs.js';

const ladder = smallLadder();
const LATER = '2027-01-01T00:00:00.000Z' as Instant;
const on = '2026-06-01' as Day;
const adult = {
  isActive: true,
  days: [on] as const,
  birthDate: '2000-01-01' as Day,
  structureType: 'EHPAD',
  places: [],
  isBackFromLongAbsence: false,
  withdrawn: new Set<string>(),
  declarations: [],
  attestations: [],
  minorHours: [],
};
const mission = (values: Partial<Mission> = {}): Mission => ({
  code: 'm',
  title: 'M',
  level: 'simple_tasks',
  competencies: ['A'],
  ...values,
});

const decide = (history: History, asked: Mission, circumstances: Circumstances = adult) =>
  decideEntitlement(ladder, evaluateLadder(ladder, history.facts, LATER), asked, circumstances);
const codes = (history: History, asked: Mission, circumstances: Circumstances = adult) =>
  decide(history, asked, circumstances).reasons.map((r) => r.code);

const achieved = (...levels: string[]) =>
  levels.reduce((history, code) => history.achieve(ladder, code), new History());

test('a mission above the current level is refused, with what is missing below it', () => {
  const refused = decide(new History(), mission());
  expect(refused).toMatchObject({ allowed: false, supervision: null });
  expect(refused.reasons).toMatchObject([
    {
      code: 'level_locked',
      level: 'simple_tasks',
      obstacles: {
        missing: [
          { level: 'observation', competency: 'A' },
          { level: 'observation', competency: 'B' },
        ],
        awaiting: [],
      },
    },
  ]);
});

test.each([
  [
    'watched as level 1 does while only level 1 is open',
    [],
    mission({ level: 'observation' }),
    'present_only',
  ],
  ['performed under direct eyes once level 2 is open', ['observation'], mission(), 'direct'],
  ['one level further as its competency is acquired', ['observation', 'simple_tasks'], mission(), 'indirect'],
  [
    'never closer than the first level that performs',
    ['observation', 'simple_tasks'],
    mission({ level: 'supervised_care', competencies: ['C'] }),
    'direct',
  ],
  [
    'within the limits of the profession at the top',
    ['observation', 'simple_tasks', 'supervised_care', 'autonomy'],
    mission(),
    'distant',
  ],
  [
    'held back by the competency that lags',
    ['observation', 'simple_tasks', 'supervised_care', 'autonomy'],
    mission({ competencies: ['A', 'C'] }),
    'direct',
  ],
  [
    'one level beyond the highest that is acquired',
    ['observation', 'simple_tasks', 'supervised_care'],
    mission({ level: 'supervised_care', competencies: ['A', 'B'] }),
    'distant',
  ],
] as const)('%s', (_, levels, asked, supervision) => {
  expect(decide(achieved(...levels), asked)).toMatchObject({ allowed: true, supervision });
});

test('a contract that is not active refuses every mission, whatever is acquired', () => {
  expect(codes(achieved('observation'), mission(), { ...adult, isActive: false })).toEqual([
    'contract_not_active',
  ]);
});

test.each([
  ['names it', ['m', 'other'], ['concern']],
  ['names others', ['other'], []],
  ['names none', [], []],
])('a mission is withdrawn when a high concern %s', (_, withdrawn, expected) => {
  const circumstances = { ...adult, withdrawn: new Set(withdrawn) };
  expect(codes(achieved('observation'), mission(), circumstances)).toEqual(expected);
});

test('a concern is one reason beside the others: people see all that stands in the way', () => {
  const circumstances = {
    ...adult,
    isActive: false,
    birthDate: '2010-01-01' as Day,
    withdrawn: new Set(['m']),
  };
  expect(codes(new History(), mission({ minAge: 18 }), circumstances)).toEqual([
    'contract_not_active',
    'level_locked',
    'concern',
    'age',
  ]);
});

test.each([
  ['2008-06-01', []],
  ['2008-06-02', ['age', 'regulated']],
  [null, ['age', 'regulated']],
])('born on %s, majority is on the birthday, and no birth date means a minor', (birthDate, expected) => {
  const regulated = mission({ minAge: 18, regulated: true });
  expect(codes(achieved('observation'), regulated, { ...adult, birthDate: birthDate as Day })).toEqual(
    expected,
  );
});

test.each([
  [undefined, 'EHPAD', []],
  [['*'], 'EHPAD', []],
  [['EHPAD', 'MAS'], 'EHPAD', []],
  [['IME'], 'EHPAD', ['structure']],
  [['IME'], null, []],
])('structures %p, employer %p', (structureTypes, structureType, expected) => {
  const asked = mission(structureTypes ? { structureTypes } : {});
  expect(codes(achieved('observation'), asked, { ...adult, structureType })).toEqual(expected);
});

test('a revocation never gives a mission, and never lets anybody look away further', () => {
  const far = (supervision: string | null) => SUPERVISIONS.indexOf(supervision as 'direct');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 6 }), (height, which) => {
      const history = achieved(
        ...['observation', 'simple_tasks', 'supervised_care', 'autonomy'].slice(0, height + 1),
      );
      const before = ladder.missions.map((m) => decide(history, m).supervision);
      const signed = history.facts.filter((fact) => fact.kind === 'sign_off');
      const fact = signed[which % signed.length];
      if (fact?.kind === 'sign_off') history.revoke(fact.id, fact.competency, fact.level);
      const after = ladder.missions.map((m) => decide(history, m).supervision);
      after.forEach((supervision, index) =>
        expect(far(supervision)).toBeLessThanOrEqual(far(before[index] ?? null)),
      );
    }),
  );
});

test('back from a long absence a mission is watched one level closer, never closer than the first level that performs', () => {
  const back = { ...adult, isBackFromLongAbsence: true };
  const all = achieved('observation', 'simple_tasks', 'supervised_care', 'autonomy');
  expect(decide(all, mission(), back).supervision).toBe('indirect');
  expect(decide(achieved('observation'), mission(), back).supervision).toBe('direct');
  expect(decide(new History(), mission({ level: 'observation' }), back).supervision).toBe('present_only');
});

test.each([
  ['89 days away', '2026-04-01', null, null],
  ['90 days away', '2026-04-02', null, '2026-04-02'],
  ['a resumption on the day of the return', '2026-04-02', '2026-04-02', null],
  ['a resumption before the return', '2026-04-02', '2026-04-01', '2026-04-02'],
])('%s', (_, until, lastResumedOn, awaited) => {
  const life = { suspensions: [{ from: '2026-01-02', until }] } as unknown as ContractLife;
  const absence = findLongAbsence({ life, lastResumedOn: lastResumedOn as Day | null }, on);
  expect(absence?.until ?? null).toBe(awaited);
  expect(findLongAbsence({ life, lastResumedOn: null }, '2026-04-01' as Day)).toBeNull();
});

test('who leaves again on the day of the return has been away all the while, however it is stored', () => {
  const lifeOf = (...days: [string, string][]) =>
    ({ suspensions: days.map(([from, until]) => ({ from, until })) }) as unknown as ContractLife;
  const parts = lifeOf(['2026-01-02', '2026-02-20'], ['2026-02-20', '2026-04-02']);
  const withADayBack = lifeOf(['2026-01-02', '2026-02-20'], ['2026-02-21', '2026-04-02']);

  const whole = findLongAbsence({ life: lifeOf(['2026-01-02', '2026-04-02']), lastResumedOn: null }, on);
  expect(findLongAbsence({ life: parts, lastResumedOn: null }, on)).toEqual(whole);
  expect(findLongAbsence({ life: withADayBack, lastResumedOn: null }, on)).toBeNull();
});

test.each([
  ['nothing was declared', [], 'Travail réglementé'],
  ['it was declared', [{ declaredOn: '2023-06-02', missions: ['m'] }], null],
  [
    'another mission was',
    [{ declaredOn: '2026-01-01', missions: ['other'] }],
    'demandez aux RH de le déclarer',
  ],
  ['it expired', [{ declaredOn: '2023-06-01', missions: ['m'] }], 'jusqu’au 31 mai 2026'],
])('regulated work of a minor when %s', (_, declared, stated) => {
  const declarations = declared.map((one) => ({ ...one, declaredOn: one.declaredOn as Day }));
  const minor = { ...adult, birthDate: '2009-01-01' as Day, declarations };
  const [reason, ...more] = decide(achieved('observation'), mission({ regulated: true }), minor).reasons;
  expect(more).toEqual([]);
  expect(reason?.code).toBe(stated === null ? undefined : 'regulated');
  if (reason) expect(explainRefusal(reason).fr).toContain(stated);
  expect(codes(achieved('observation'), mission({ regulated: true }), { ...minor, birthDate: null })).toEqual(
    stated === null ? [] : ['regulated'],
  );
});

test('a declaration gives back no younger age than the mission asks for', () => {
  const declarations = [{ declaredOn: '2026-01-01' as Day, missions: ['m'] }];
  const minor = { ...adult, birthDate: '2009-01-01' as Day, declarations };
  expect(codes(achieved('observation'), mission({ regulated: true, minAge: 18 }), minor)).toEqual(['age']);
});

test('acts that are never an alternant’s close a mission at the top of the ladder, to everybody', () => {
  const top = achieved('observation', 'simple_tasks', 'supervised_care', 'autonomy');
  const { reasons, supervision } = decide(top, mission({ acts: ['injection', 'infusion'] }));
  expect(supervision).toBeNull();
  expect(reasons).toEqual([
    { code: 'never_for_an_alternant', act: 'injection' },
    { code: 'never_for_an_alternant', act: 'infusion' },
  ]);
});

test('a refusal says what is missing, until when it held, and who can help, in French and in English', () => {
  const stated = (reason: Refusal) => Object.values(explainRefusal(reason));
  expect(
    stated({ code: 'prerequisite', prerequisite: 'afgsu_2', lapsedOn: '2026-03-01' as Day, holdsFrom: null }),
  ).toEqual([
    'Il manque l’AFGSU de niveau 2 (gestes d’urgence), attesté jusqu’au 28 février 2026 : demandez aux RH, au tuteur principal ou au référent de l’enregistrer.',
    'Missing is the AFGSU 2 (emergency care), attested until 28 February 2026: ask HR, the main tutor or the referent to record it.',
  ]);
});

const placed = (from: string, until: string, structureType: string) =>
  ({ id: from, from, until, structureType, name: `Maison ${structureType}` }) as unknown as Place;

/** Told again, by strings of days and nothing else. */
function refusedFor(asked: Mission, known: Circumstances, reached: boolean): string[] {
  const { days, birthDate, declarations, attestations, places, withdrawn, minorHours } = known;
  const turns = (years: number) =>
    birthDate === null ? '9999' : `${Number(birthDate.slice(0, 4)) + years}${birthDate.slice(4)}`;
  const isDeclared = (on: string) =>
    declarations.some(
      ({ declaredOn, missions }) =>
        missions.includes(asked.code) &&
        declaredOn <= on &&
        on < `${Number(declaredOn.slice(0, 4)) + 3}${declaredOn.slice(4)}`,
    );
  const types = asked.structureTypes ?? [];
  // Day by day, from one list of all that is on at that day: the last that began, and the employer before any.
  const typeOn = (on: string) =>
    places.reduce<string | null>(
      (type, { from, until, structureType }) => (from <= on && on < until ? structureType : type),
      known.structureType,
    );
  return [
    ...(known.isActive ? [] : ['contract_not_active']),
    ...(reached ? [] : ['level_locked']),
    ...(withdrawn.has(asked.code) ? ['concern'] : []),
    ...(asked.minAge !== undefined && days[0] < turns(asked.minAge) ? ['age'] : []),
    ...minorHours.map(() => 'age'),
    ...(asked.regulated && days.some((on) => on < turns(18) && !isDeclared(on)) ? ['regulated'] : []),
    ...(types.length > 0 && days.some((on) => !types.includes(typeOn(on) ?? types[0] ?? ''))
      ? ['structure']
      : []),
    ...(asked.prerequisites ?? [])
      .filter(
        (code) =>
          !days.every((on) =>
            attestations.some(
              ({ prerequisite, from, until }) =>
                prerequisite === code && from <= on && (until === null || on < until),
            ),
          ),
      )
      .map(() => 'prerequisite'),
    ...(asked.acts ?? []).map(() => 'never_for_an_alternant'),
  ];
}

test('whatever is known, a mission is refused for just what a plain reading of the rules refuses it for', () => {
  const day = fc.constantFrom(
    ...['2023-05-31', '2023-06-01', '2023-06-02', '2026-05-31', '2026-06-01', '2026-06-02', '2027-01-01'].map(
      (one) => one as Day,
    ),
  );
  const birthDate = fc.option(
    fc
      .constantFrom('2000-02-29', '2008-05-31', '2008-06-01', '2008-06-02', '2008-06-08', '2010-06-01')
      .map((one) => one as Day),
  );
  const known = fc.record({
    isActive: fc.boolean(),
    days: fc
      .tuple(day, fc.nat(1))
      .map(([first, more]): Days => [first, ...(more ? [addDays(first, 1)] : [])]),
    birthDate,
    structureType: fc.constantFrom(null, 'EHPAD', 'IME'),
    places: fc.constantFrom<Place[][]>(
      [],
      [placed('2023-06-01', '2023-06-02', 'IME')],
      [placed('2023-06-01', '2023-06-02', 'EHPAD'), placed('2023-06-02', '2026-06-02', 'MAS')],
      [placed('2026-05-31', '2026-06-02', 'MAS'), placed('2026-06-02', '2027-01-01', 'EAJE')],
    ),
    isBackFromLongAbsence: fc.boolean(),
    withdrawn: fc.subarray(['m', 'other']).map((codesOf) => new Set(codesOf)),
    declarations: fc.array(
      fc.record({ declaredOn: day, missions: fc.subarray(['m', 'other'], { minLength: 1 }) }),
      { maxLength: 3 },
    ),
    attestations: fc.array(
      fc.record({ prerequisite: fc.constantFrom('p', 'q'), from: day, until: fc.option(day) }),
      { maxLength: 4 },
    ),
    minorHours: fc.constantFrom([], [{ kind: 'sunday' as const, on: '2026-06-07' as Day }]),
  });
  const asked = fc.record(
    {
      level: fc.constantFrom('observation', 'simple_tasks', 'supervised_care'),
      minAge: fc.constantFrom(16, 18),
      regulated: fc.boolean(),
      structureTypes: fc.subarray(['EHPAD', 'MAS']),
      prerequisites: fc.subarray(['p', 'q']),
      acts: fc.subarray(['injection']),
    },
    { requiredKeys: ['level'] },
  );
  const histories = [achieved(), achieved('observation'), achieved('observation', 'simple_tasks')] as const;
  fc.assert(
    fc.property(known, asked, fc.constantFrom(0, 1, 2), (circumstances, values, height) => {
      const wanted = mission(values as Partial<Mission>);
      const reached = ladder.levels.findIndex(({ code }) => code === wanted.level) <= height;
      const { allowed, supervision, reasons } = decide(histories[height] as History, wanted, circumstances);
      const expected = refusedFor(wanted, circumstances, reached);

      expect(reasons.map(({ code }) => code)).toEqual(expected);
      expect(allowed).toBe(expected.length === 0);
      expect(supervision === null).toBe(!allowed);
      for (const reason of reasons) {
        const { fr, en } = explainRefusal(reason);
        expect([fr, en].join(' ')).not.toMatch(/undefined|null|NaN|Invalid/);
      }
    }),
    { seed: SEED, numRuns: runs(400, 1500) },
  );
});

const lifeUntil = (until: string, ...suspensions: [string, string | null][]) =>
  ({
    startsOn: '2026-01-01',
    signedOn: '2026-01-01',
    until,
    endedOn: null,
    endedAs: null,
    cancelledOn: null,
    suspensions: suspensions.map(([from, back]) => ({ from, until: back })),
  }) as unknown as ContractLife;
/** All that may be recorded of a contract, and nothing that closes anything. */
const open = {
  life: lifeUntil('2027-09-01'),
  lastResumedOn: null,
  birthDate: '2000-01-01' as Day,
  structureType: 'EHPAD',
  places: [],
  concerns: [],
  unsafe: [],
  declarations: [{ declaredOn: '2024-01-01' as Day, missions: ['m'] }],
  attestations: [{ prerequisite: 'p', from: '2024-01-01' as Day, until: null }],
};
type Known = Parameters<typeof circumstancesOf>[0];
test('on the days of a placement its structure type is judged, and the refusal names the place', () => {
  const places = [placed('2026-06-02', '2026-06-05', 'EAJE')];
  const forCreche = mission({ structureTypes: ['EAJE'] });
  const of = (wanted: Mission, on: string) =>
    decide(achieved('observation'), wanted, circumstancesOf({ ...open, places }, on as Day)).reasons;

  expect(of(forCreche, '2026-06-01')).toEqual([{ code: 'structure', structureType: 'EHPAD', host: null }]);
  expect(of(forCreche, '2026-06-02')).toEqual([]);
  expect(of(forCreche, '2026-06-04')).toEqual([]);
  expect(of(forCreche, '2026-06-05')).toHaveLength(1);
  const [refused] = of(mission({ structureTypes: ['EHPAD'] }), '2026-06-02');
  expect(refused).toEqual({ code: 'structure', structureType: 'EAJE', host: 'Maison EAJE' });
  expect(refused && explainRefusal(refused).fr).toContain('« Maison EAJE », de type EAJE');
});

const asked = mission({ regulated: true, prerequisites: ['p'] });
const codesOf = (known: Known, of: Parameters<typeof circumstancesOf>[1]) =>
  codes(achieved('observation'), asked, circumstancesOf(known, of));
const shiftOf = (from: string, to: string) => ({
  from: `${from}:00.000Z` as Instant,
  to: `${to}:00.000Z` as Instant,
});
// In summer, from the evening of Tuesday 2 June to the next morning.
const NIGHT = shiftOf('2026-06-02T17:00', '2026-06-03T04:00');
const EVENING = shiftOf('2026-06-02T12:00', '2026-06-02T22:00');

test.each<[string, Partial<Known>, string[]]>([
  ['everything holds', {}, []],
  [
    'suspended from the second day',
    { life: lifeUntil('2027-09-01', ['2026-06-03', null]) },
    ['contract_not_active'],
  ],
  [
    'back on the second day',
    { life: lifeUntil('2027-09-01', ['2026-05-03', '2026-06-03']) },
    ['contract_not_active'],
  ],
  ['the contract ends on the first day', { life: lifeUntil('2026-06-03') }, ['contract_not_active']],
  [
    'the attestation ends on the first day',
    { attestations: [{ prerequisite: 'p', from: '2024-01-01' as Day, until: '2026-06-03' as Day }] },
    ['prerequisite'],
  ],
  [
    'an attestation takes over from another',
    {
      attestations: [
        { prerequisite: 'p', from: '2024-01-01' as Day, until: '2026-06-03' as Day },
        { prerequisite: 'p', from: '2026-06-03' as Day, until: null },
      ],
    },
    [],
  ],
  ['the place of the second day', { places: [placed('2026-06-03', '2026-06-04', 'IME')] }, []],
  ['an adult needs no declaration', { declarations: [] }, []],
  [
    'the declaration ends on the first day, for a minor',
    { declarations: [{ declaredOn: '2023-06-03' as Day, missions: ['m'] }], birthDate: '2009-01-01' as Day },
    ['age', 'regulated'],
  ],
  [
    'the declaration ends on the first day, the eve of the majority',
    { declarations: [{ declaredOn: '2023-06-03' as Day, missions: ['m'] }], birthDate: '2008-06-03' as Day },
    ['age'],
  ],
])('a shift over midnight, when %s', (_, known, expected) => {
  expect(codesOf({ ...open, ...known }, NIGHT)).toEqual(expected);
  // Until midnight in Paris, and not a minute of the next day.
  const isBackLater = expected.length > 0 && codesOf({ ...open, ...known }, '2026-06-02' as Day).length > 0;
  expect(codesOf({ ...open, ...known }, EVENING).filter((code) => code !== 'age')).toEqual(
    isBackLater ? expected : [],
  );
});

test('a shift is refused for just what one of the days that it touches is refused for, and the hours of a minor', () => {
  const day = fc.constantFrom(
    ...['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04'].map((one) => one as Day),
  );
  const known = fc.record({
    life: fc
      .tuple(day, day, fc.option(day))
      .map(([end, from, back]) => lifeUntil(end, [from, back === null || back > from ? back : null])),
    birthDate: fc.constantFrom(null, '2008-06-02' as Day, '2008-06-03' as Day, '2000-01-01' as Day),
    declarations: fc.array(
      fc.record({
        declaredOn: fc.constantFrom('2023-06-02' as Day, '2023-06-03' as Day, '2026-06-03' as Day),
        missions: fc.constant(['m']),
      }),
      { maxLength: 2 },
    ),
    attestations: fc.array(fc.record({ prerequisite: fc.constant('p'), from: day, until: fc.option(day) }), {
      maxLength: 3,
    }),
  });
  const closing = (found: string[]) => new Set(found.filter((code) => code !== 'age'));
  fc.assert(
    fc.property(known, fc.constantFrom(NIGHT, EVENING), (values, shift) => {
      const context = { ...open, ...values };
      const days = shift === NIGHT ? ['2026-06-02', '2026-06-03'] : ['2026-06-02'];
      const alone = days.flatMap((one) => codesOf(context, one as Day));
      expect(closing(codesOf(context, shift))).toEqual(closing(alone));
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['2026-06-06', '2009-01-01', []],
  ['2026-06-07', '2009-01-01', ['age']],
  ['2026-06-07', null, ['age']],
  ['2026-06-07', '2008-06-07', []],
  ['2026-06-07', '2008-06-08', ['age']],
  ['2026-07-14', '2009-01-01', ['age']],
  ['2026-11-01', '2009-01-01', ['age', 'age']],
  ['2026-07-14', '2000-01-01', []],
])('of %s only the day is known: born on %s, refused for %p', (on, birthDate, expected) => {
  expect(codesOf({ ...open, birthDate: birthDate as Day | null }, on as Day)).toEqual(expected);
});
