import { expect, test } from '@jest/globals';
import { mayGive, requireAnotherHolder } from '../../../src/features/mandates/mandates.policy.js';
import {
  findAbsenceMistake,
  findEndMistake,
  findMistakes,
  findOtherMainTutor,
  findTwin,
  type MandateContext,
  type NewMandate,
} from '../../../src/features/mandates/mandates.rules.js';
import {
  MANDATE_ROLES,
  type Mandate,
  type MandateRole,
} from '../../../src/features/mandates/mandates.types.js';
import type { Day } from '../../../src/kernel/days.js';
import type { ContractId, MandateId, OrganisationId, PersonId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';

const day = (text: string) => text as Day;

const mandate = (values: Partial<Mandate> = {}): Mandate => ({
  id: 'old' as MandateId,
  contractId: 'contract' as ContractId,
  personId: 'sophie' as PersonId,
  role: 'main_tutor',
  from: day('2025-09-01'),
  until: null,
  maxLevel: null,
  absences: [],
  memberOn: [{ from: null, until: null }],
  ...values,
});

const opened = (values: Partial<NewMandate> = {}): NewMandate => ({
  personId: 'claude' as PersonId,
  role: 'main_tutor',
  from: day('2026-03-12'),
  until: null,
  maxLevel: null,
  replaces: null,
  placementId: null,
  ...values,
});

const context = (values: Partial<MandateContext> = {}): MandateContext => ({
  isSigned: true,
  alternantId: 'ines' as PersonId,
  levels: ['observation', 'autonomy'],
  personIsVisible: true,
  employerRoles: ['tutor'],
  centreRoles: [],
  mandates: [mandate()],
  today: day('2026-03-12'),
  ...values,
});

test.each<[string, Partial<NewMandate>, Partial<MandateContext>, string[]]>([
  ['a tutor of the employer', {}, {}, []],
  ['its HR tutors too', {}, { employerRoles: ['hr'] }, []],
  ['somebody unknown', {}, { personIsVisible: false, employerRoles: [] }, ['/personId unknown_reference']],
  ['somebody of elsewhere', {}, { employerRoles: [] }, ['/personId not_a_member']],
  ['an auditor does not tutor', {}, { employerRoles: ['auditor'] }, ['/personId not_a_member']],
  ['a referent is of the centre', { role: 'referent' }, { centreRoles: ['referent'], employerRoles: [] }, []],
  ['a referent is not of the employer', { role: 'referent' }, {}, ['/personId not_a_member']],
  [
    'a learner does not refer',
    { role: 'referent' },
    { centreRoles: ['alternant'] },
    ['/personId not_a_member'],
  ],
  ['an observer is of either', { role: 'observer' }, { employerRoles: [], centreRoles: ['alternant'] }, []],
  [
    'the alternant does not observe themself',
    { role: 'observer', personId: 'ines' as PersonId },
    {},
    ['/personId alternant_themself'],
  ],
  ['seven days back', { from: day('2026-03-05') }, {}, []],
  ['eight days back', { from: day('2026-03-04') }, {}, ['/from too_far_back']],
  ['eight days back on a draft', { from: day('2026-03-04') }, { isSigned: false }, []],
  ['a level of the ladder', { maxLevel: 'autonomy' }, {}, []],
  ['another level', { maxLevel: 'nursing' }, {}, ['/maxLevel unknown_level']],
  ['an observer has no level', { role: 'observer', maxLevel: 'autonomy' }, {}, ['/maxLevel tutor_only']],
  ['one replaced', { replaces: 'old' as MandateId }, {}, []],
  ['one replaced that is not there', { replaces: 'other' as MandateId }, {}, ['/replaces unknown_reference']],
  ['one of another role', { replaces: 'old' as MandateId, role: 'co_tutor' }, {}, ['/replaces other_role']],
  [
    'one that ends the day before',
    { replaces: 'old' as MandateId },
    { mandates: [mandate({ until: day('2026-03-11') })] },
    ['/replaces already_ended'],
  ],
  [
    'one that ends right then',
    { replaces: 'old' as MandateId },
    { mandates: [mandate({ until: day('2026-03-12') })] },
    [],
  ],
  [
    'one that begins later',
    { replaces: 'old' as MandateId },
    { mandates: [mandate({ from: day('2026-03-13') })] },
    ['/from before_replaced'],
  ],
])('opening: %s', (_, values, known, expected) => {
  expect(
    findMistakes(opened(values), context(known)).map(({ pointer, code }) => `${pointer} ${code}`),
  ).toEqual(expected);
});

test('all mistakes are told at once', () => {
  const errors = findMistakes(
    opened({ from: day('2026-01-01'), maxLevel: 'x', replaces: 'y' as MandateId }),
    context({ employerRoles: [] }),
  );

  expect(errors.map(({ pointer }) => pointer)).toEqual(['/personId', '/from', '/maxLevel', '/replaces']);
});

test.each<[string, string | null, string, string | null]>([
  ['on its first day', null, '2025-09-01', null],
  ['the day before', null, '2025-08-31', 'before_start'],
  ['on its present end', '2026-06-01', '2026-06-01', null],
  ['after its present end', '2026-06-01', '2026-06-02', 'after_end'],
])('ending: %s', (_, until, on, code) => {
  expect(findEndMistake(mandate({ until: until === null ? null : day(until) }), day(on))?.code ?? null).toBe(
    code,
  );
});

const parties = {
  alternantId: person('ines'),
  employerId: 'ehpad' as OrganisationId,
  trainingCentreId: 'cfa' as OrganisationId,
};
const HR: MandateRole[] = ['main_tutor', 'co_tutor', 'substitute', 'observer'];

test.each<[string, { hrOf: OrganisationId[]; adminOf: OrganisationId[] }, MandateRole[]]>([
  ['HR of the employer', { hrOf: [parties.employerId], adminOf: [] }, HR],
  [
    'an administrator of the centre',
    { hrOf: [], adminOf: [parties.trainingCentreId] },
    ['observer', 'referent'],
  ],
  ['HR of another employer', { hrOf: ['mas' as OrganisationId], adminOf: [] }, []],
  ['an administrator of another centre', { hrOf: [], adminOf: [parties.employerId] }, []],
])('which roles they give: %s', (_, authority, roles) => {
  expect(
    MANDATE_ROLES.filter((role) => mayGive({ people: [], ...authority }, parties, { role, toHr: false })),
  ).toEqual(roles);
});

test('where the tutor is HR themself, the centre names them too', () => {
  const byCentre = { people: [], hrOf: [], adminOf: [parties.trainingCentreId] };

  expect(MANDATE_ROLES.filter((role) => mayGive(byCentre, parties, { role, toHr: true }))).toEqual(
    MANDATE_ROLES,
  );
});

test('nobody opens a mandate for themself, nor for one of those who stand behind a client', () => {
  const [sophie, paul] = ['sophie', 'paul'] as PersonId[] as [PersonId, PersonId];

  expect(() => requireAnotherHolder([sophie], sophie)).toThrow('Nobody opens');
  expect(() => requireAnotherHolder([paul, sophie], sophie)).toThrow('Nobody opens');
  expect(() => requireAnotherHolder([paul], sophie)).not.toThrow();
  expect(() => requireAnotherHolder([], sophie)).not.toThrow();
});

test.each([
  ['2026-03-11', '2026-03-20', 'before_start'],
  ['2026-03-12', '2026-03-20', undefined],
  ['2026-03-20', '2026-03-20', undefined],
  ['2026-03-21', '2026-03-20', 'after_end'],
  ['2028-03-21', null, undefined],
])('an absence from 12 March, back on %s where it ends on %s: %s', (back, on, code) => {
  const absence = { from: day('2026-03-12'), until: on as Day | null };
  expect(findAbsenceMistake(absence, day(back))?.code).toBe(code);
});

test.each([
  ['the day after the last', { from: day('2026-07-01') }, false],
  ['the last day', { from: day('2026-06-30') }, true],
  ['days before', { from: day('2025-01-01'), until: day('2025-09-01') }, false],
  ['the day before and the first', { from: day('2025-01-01'), until: day('2025-09-02') }, true],
  ['days that it replaces', { from: day('2026-03-12'), replaces: 'old' as MandateId }, false],
  ['a co-tutor', { role: 'co_tutor' as MandateRole }, false],
])('another main tutor until 30 June 2026, and %s', (_, values, overlaps) => {
  const held = mandate({ until: day('2026-07-01') });

  expect(findOtherMainTutor(opened(values), [held])).toBe(overlaps ? held : null);
});

test('a twin says the same of the same person, on the same days, up to the same level', () => {
  const held = mandate({ personId: 'claude' as PersonId, from: day('2026-03-12') });

  expect(findTwin(opened(), [held])).toBe(held);
  for (const other of [{ until: day('2026-03-13') }, { maxLevel: 'one' }, { role: 'co_tutor' as const }])
    expect(findTwin(opened(other), [held])).toBeNull();
});
