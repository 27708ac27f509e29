import { expect, test } from '@jest/globals';
import type { Day } from '../../../src/kernel/days.js';
import { requireReader } from '../../../src/features/contracts/form/form.policy.js';
import { findFormFindings } from '../../../src/features/contracts/form/form-findings.rules.js';
import { findFormMistakes } from '../../../src/features/contracts/form/form-mistakes.rules.js';
import { formWords } from '../../../src/features/contracts/form/form-words.rules.js';
import { formFilled } from '../../../src/features/contracts/form/form.facts.js';
import {
  completeForm,
  EMPTY_FORM,
  findAgreedRefusal,
  mergeForm,
  strangersAmong,
  withKept,
} from '../../../src/features/contracts/form/form.rules.js';
import {
  hasDecaMonth,
  isDecaNumber,
  isDepartment,
  isDiplomaCode,
  isIdcc,
  isNaf,
  isPostcode,
  isRncp,
} from '../../../src/features/contracts/form/formats.rules.js';
import { changedMembers } from '../../../src/features/contracts/form/members.rules.js';
import { findMissing } from '../../../src/features/contracts/form/missing.rules.js';
import { normaliseForm } from '../../../src/features/contracts/form/normalise-form.rules.js';
import type { RecordedBeside } from '../../../src/features/contracts/form/recorded.types.js';
import type { OrganisationId, PersonId } from '../../../src/kernel/ids.js';

const filled = (patch: object) => mergeForm(EMPTY_FORM, patch);
const period = (from: string, to: string, year = 1) => ({
  from: from as Day,
  to: to as Day,
  year,
  percent: 43,
  base: 'SMIC' as const,
  grossMonthlyCents: 80_000,
});

test('what is sent changes, what is left out stays, null empties, a list is replaced whole', () => {
  const first = filled({
    employer: { naf: '8710A', address: { street: 'rue A', city: 'Lyon' } },
    pay: { periods: [period('2026-09-01', '2027-08-31')] },
  });
  const then = mergeForm(first, {
    employer: { address: { city: 'Vienne' }, headcount: 0 },
    terms: { riskyWork: false },
    pay: { periods: [period('2026-09-01', '2026-12-31'), period('2027-01-01', '2027-08-31')] },
  });

  expect(then.employer).toMatchObject({ naf: '8710A', headcount: 0 });
  expect(then.employer.address).toMatchObject({ street: 'rue A', city: 'Vienne', number: null });
  expect(then.pay.periods.map(({ to }) => to)).toEqual(['2026-12-31', '2027-08-31']);
  expect(changedMembers(first, then)).toEqual([
    'employer.address',
    'employer.headcount',
    'terms.riskyWork',
    'pay.periods',
  ]);
  const emptied = mergeForm(then, { employer: { address: { street: null, city: null } }, pay: null });
  expect([emptied.employer.address, emptied.pay.periods]).toEqual([null, []]);
  expect(mergeForm(then, { employer: undefined, formVersion: undefined })).toEqual(then);
});

test('a form that was kept with fewer members, or in another order, is whole again', () => {
  expect(completeForm(null)).toEqual(EMPTY_FORM);
  expect(completeForm({ terms: { weeklyMinutes: 2100, moon: 1 }, tutors: [{ personId: 'p' }] })).toEqual({
    ...EMPTY_FORM,
    terms: { ...EMPTY_FORM.terms, weeklyMinutes: 2100 },
    tutors: [
      {
        personId: 'p',
        jobHeld: null,
        diplomaTitle: null,
        diplomaLevel: null,
        sameField: null,
        experienceMonths: null,
        isEmployer: null,
      },
    ],
  });
  const form = filled({ alternant: { address: { city: 'Lyon', number: '1' } } });
  const reordered = { alternant: { address: { number: '1', city: 'Lyon' } } };
  expect(changedMembers(form, completeForm(reordered))).toEqual([]);
});

test('once signed, what was filled then is agreed on; what nobody had filled, and what comes later, is written down', () => {
  const signed = filled({
    terms: { weeklyMinutes: 2100, riskyWork: false },
    employer: { phone: '04 77 00 00 00' },
  });
  const agreed = { signed, amended: ['training.hours'] };
  const code = (...changed: string[]) => findAgreedRefusal('active', changed, agreed)?.code ?? null;

  expect(code('terms.weeklyMinutes')).toBe('amendment_required');
  expect(code('terms.riskyWork')).toBe('amendment_required');
  expect(code('training.hours')).toBe('amendment_required');
  expect(
    code('terms.decaNumber', 'employer.phone', 'alternant.address', 'training.title', 'tutors'),
  ).toBeNull();
  expect(findAgreedRefusal('terminated', ['terms.weeklyMinutes'], agreed)?.code).toBe('not_amendable');
  expect(findAgreedRefusal('terminated', ['terms.decaNumber'], agreed)).toBeNull();
  expect(findAgreedRefusal('cancelled', ['terms.decaNumber'], agreed)?.code).toBe('not_amendable');
  expect(findAgreedRefusal('signed', ['terms.weeklyMinutes'], { signed: null, amended: [] })).toBeNull();
});

test('tutors of a form are those whose records are kept, each once', () => {
  const form = filled({ tutors: [{ personId: 'a', jobHeld: 'AS' }, { personId: 'b' }] });
  const of = (kept: Record<string, string>) => withKept(form, kept).tutors.map(({ personId }) => personId);
  expect([of({}), of({ a: 'c' }), of({ a: 'b' })]).toEqual([['a', 'b'], ['c', 'b'], ['b']]);
});

test('identifiers are taken as people type them and kept in one way', () => {
  const form = normaliseForm(
    filled({
      employer: { naf: '87.10a', idcc: '413', address: { postcode: '42 000' } },
      alternant: { birthDepartment: '2a' },
      terms: { decaNumber: '042 202609 12 0042' },
      training: {
        rncp: '40692',
        siteUai: ' 0755805c',
        siteSiret: '779 378 272 00016',
        diplomaCode: '46033104',
      },
    }),
  );
  expect(form.employer).toMatchObject({ naf: '8710A', idcc: '0413' });
  expect(form.employer.address?.postcode).toBe('42000');
  expect(form.alternant.birthDepartment).toBe('2A');
  expect(form.terms.decaNumber).toBe('042202609120042');
  expect(form.training).toMatchObject({
    rncp: 'RNCP40692',
    siteUai: '0755805C',
    siteSiret: '77937827200016',
  });
});

test.each([
  [isNaf, ['8710A', '87.10A'], ['871A', '87100', '8710AB']],
  [isIdcc, ['29', '0413', '9999'], ['04131', 'A413', '']],
  [isPostcode, ['42000', '97 400'], ['4200', '2A000']],
  [isDepartment, ['01', '42', '2B', '95', '974', '99'], ['00', '96', '970', '1']],
  [isRncp, ['RNCP40692', '123', 'rncp 36004'], ['RNCP12', 'RNCP123456', 'RS1234']],
  [isDiplomaCode, ['46033104', '56033207'], ['4603310', 'DEAS']],
  [
    isDecaNumber,
    ['02B202212000000', '042202613120042', '042202612NC0042', '97120260912004' + '2'],
    ['042202609', '04A202609120042'],
  ],
])('%p', (check, right, wrong) => {
  expect(right.filter((value) => !check(value))).toEqual([]);
  expect(wrong.filter((value) => check(value))).toEqual([]);
});

test('the month of a DECA number is a rule of its own', () => {
  expect(['042202600120042', '042202613120042'].some(hasDecaMonth)).toBe(false);
  expect(['042202601120042', '042202612120042'].every(hasDecaMonth)).toBe(true);
  expect(findFormMistakes({ terms: { decaNumber: '042202613120042' } })).toMatchObject([
    { pointer: '/terms/decaNumber', code: 'deca_month' },
  ]);
});

test('mistakes between members: days, overlaps, two periods a year, the same tutor twice, the sector', () => {
  const mistakes = (form: Parameters<typeof findFormMistakes>[0]) =>
    findFormMistakes(form).map(({ pointer, code }) => `${pointer} ${code}`);
  const three = [
    period('2026-09-01', '2026-12-31'),
    period('2026-12-31', '2027-02-28'),
    period('2027-05-01', '2027-04-30'),
  ];

  expect(mistakes({ pay: { periods: three } })).toEqual([
    '/pay/periods/1/from overlaps_period',
    '/pay/periods/2/to before_start',
    '/pay/periods/2/year too_many_of_year',
  ]);
  expect(mistakes({ pay: { periods: [three[0], undefined, period('2027-01-01', '2027-08-31')] } })).toEqual(
    [],
  );
  expect(mistakes({ tutors: [{ personId: 'p' }, { personId: 'p' }] })).toEqual([
    '/tutors/1/personId duplicate_tutor',
  ]);
  expect(mistakes({ training: { startsOn: '2026-09-02' as Day, endsOn: '2026-09-01' as Day } })).toEqual([
    '/training/endsOn before_start',
  ]);
  expect(mistakes({ employer: { isPublic: false, employerType: '25' } })).toEqual([
    '/employer/employerType other_sector',
  ]);
  expect(mistakes({ employer: { isPublic: true, employerType: '25' } })).toEqual([]);
  expect(
    strangersAmong(filled({ tutors: [{ personId: 'p' }, { personId: 'q' }] }).tutors, ['q' as PersonId]),
  ).toEqual([0]);
});

const person = (birthDate: string | null, isKnown = true) => ({
  personId: 'p' as PersonId,
  givenName: 'Inès',
  familyName: 'Moreau',
  birthDate: birthDate as Day | null,
  email: 'ines@example.org',
  phone: '+33 1 99 00 12 34',
  isKnown,
});
const organisation = { id: 'o' as OrganisationId, name: 'CFA', siret: '77937827200016', uai: '0755805C' };
const recorded: RecordedBeside = {
  kind: 'apprenticeship',
  status: 'draft',
  startsOn: '2026-09-01' as Day,
  endsOn: '2028-08-31' as Day,
  signedOn: null,
  employer: organisation,
  trainingCentre: organisation,
  alternant: person('2008-03-13'),
  legalRepresentative: null,
  tutors: [],
};
const missing = (patch: object, beside: Partial<RecordedBeside> = {}, today = '2026-03-12') =>
  findMissing(filled(patch), { ...recorded, ...beside }, today as Day);

test('what the form requires and lacks is told, some of it only after another answer', () => {
  expect(missing({})).toEqual(
    expect.arrayContaining([
      '/employer/naf',
      '/employer/address',
      '/tutors',
      '/pay/periods',
      '/terms/contractMode',
    ]),
  );
  expect(missing({ employer: { headcount: 0, isPublic: false } })).not.toContain('/employer/headcount');
  expect(missing({ employer: { address: { street: 'rue A', city: 'Lyon' } } })).toContain(
    '/employer/address/postcode',
  );
  const asked = (patch: object, pointer: string) => missing(patch).includes(pointer);
  expect(asked({ terms: { contractType: '11' } }, '/terms/previousNumber')).toBe(false);
  expect(asked({ terms: { contractType: '21' } }, '/terms/previousNumber')).toBe(true);
  expect(asked({ formVersion: '10103*13' }, '/training/distanceHours')).toBe(false);
  expect(asked({ formVersion: '10103*14' }, '/training/distanceHours')).toBe(true);
  expect(asked({ training: { sameResponsible: false } }, '/training/siteAddress')).toBe(true);
});

test('a minor on the day of the signature has a representative, unless emancipated; the day they are 18 nobody asks', () => {
  const ofMinor = (patch: object, today: string) =>
    missing(patch, {}, today).filter((pointer) => /emancipated|epresentative/.test(pointer));

  expect(ofMinor({}, '2026-03-12')).toEqual([
    '/alternant/emancipated',
    '/recorded/legalRepresentative',
    '/alternant/representativeAddress',
  ]);
  expect(ofMinor({ alternant: { emancipated: true } }, '2026-03-12')).toEqual([]);
  expect(ofMinor({}, '2026-03-13')).toEqual([]);
});

test('of a record that the reader does not see whole, nothing is missing', () => {
  const unknown = { ...person(null, false), email: null };
  expect(missing({}, { alternant: unknown }).filter((one) => one.startsWith('/recorded/alternant'))).toEqual(
    [],
  );
  expect(missing({}, { alternant: { ...unknown, isKnown: true } })).toContain(
    '/recorded/alternant/birthDate',
  );
});

test('codes come with the words of the paper', () => {
  const words = formWords(
    filled({ employer: { employerType: '15' }, tutors: [{ personId: 'p', diplomaLevel: '3' }] }),
  );
  expect(words.map(({ pointer, label }) => [pointer, label.fr])).toEqual([
    ['/employer/employerType', 'Association'],
    ['/tutors/0/diplomaLevel', 'CAP, BEP'],
  ]);
});

test('what a version does not have, and a wrong key of a UAI, is found and stops nothing', () => {
  const codes = (patch: object) =>
    findFormFindings('apprenticeship', filled(patch)).map(({ code, blocks }) => [code, blocks]);
  expect(codes({ formVersion: '10103*12', alternant: { youthEquivalence: false } })).toEqual([
    ['form_version_lacks_member', null],
  ]);
  expect(codes({ formVersion: '10103*13', alternant: { youthEquivalence: true } })).toEqual([]);
  expect(codes({ formVersion: '10103*13', training: { distanceHours: 10 } })).toHaveLength(1);
  expect(codes({ formVersion: '12434*03' })).toEqual([['form_of_other_kind', null]]);
  expect(codes({ training: { siteUai: '0755805A' } })).toEqual([['site_uai_key', null]]);
  expect(codes({})).toEqual([]);
});

test('the history names what changed and never to what, and of the alternant not even which member', () => {
  const form = filled({ alternant: { disabledWorker: true }, terms: { weeklyMinutes: 2100 } });
  const changed = changedMembers(EMPTY_FORM, form);
  const fact = formFilled(
    { author: { recordedBy: 'p' as PersonId, recordedByClient: null }, newId: () => 'f' as never },
    form,
    changed,
  );
  expect(fact).toMatchObject({
    event: { type: 'contract.form_filled', data: { changed: ['alternant', 'terms.weeklyMinutes'] } },
    rows: [
      { table: 'contract_forms', values: { id: 'f', recordedBy: 'p', content: form, byAmendment: false } },
    ],
  });
});

test('the alternant and both sides read the form, nobody else', () => {
  const parties = {
    alternantId: 'a' as PersonId,
    employerId: 'e' as OrganisationId,
    trainingCentreId: 'c' as OrganisationId,
  };
  const reads = (personId: string, hrOf: string[] = [], adminOf: string[] = []) => {
    const authority = { people: [personId], hrOf, adminOf } as unknown as Parameters<typeof requireReader>[0];
    return () => requireReader(authority, parties, personId as PersonId);
  };
  for (const reader of [reads('a'), reads('h', ['e']), reads('h', [], ['c'])]) expect(reader).not.toThrow();
  for (const reader of [reads('t'), reads('h', ['c'], ['e'])]) expect(reader).toThrow('administrators');
});
