import { expect, test } from '@jest/globals';
import type {
  CheckFacts,
  EarlierContract,
  JudgedFinding,
} from '../../../../src/features/contracts/checks/check-facts.types.js';
import { findAge } from '../../../../src/features/contracts/checks/families/age.rules.js';
import { findDeadlines } from '../../../../src/features/contracts/checks/families/deadlines.rules.js';
import { findForm } from '../../../../src/features/contracts/checks/families/form.rules.js';
import { findLength } from '../../../../src/features/contracts/checks/families/length.rules.js';
import { findMinors } from '../../../../src/features/contracts/checks/families/minors.rules.js';
import { findProfessionalisation } from '../../../../src/features/contracts/checks/families/professionalisation.rules.js';
import { findSignature } from '../../../../src/features/contracts/checks/families/signature.rules.js';
import { findStart } from '../../../../src/features/contracts/checks/families/start.rules.js';
import type { Sheet } from '../../../../src/features/frameworks/sheets/sheets.types.js';
import { findTraining } from '../../../../src/features/contracts/checks/families/training.rules.js';
import { findTutors } from '../../../../src/features/contracts/checks/families/tutors.rules.js';
import type { ContractId } from '../../../../src/kernel/ids.js';
import { at, day, facts, form, inShort, tutor } from './facts.js';

type Row = [string, Partial<CheckFacts>, string[]];

const table = (family: string, find: (facts: CheckFacts) => JudgedFinding[], rows: Row[]) =>
  test.each(rows)(`${family}: %s`, (_, values, found) => {
    expect(inShort(find(facts(values)))).toEqual(found);
  });

const born = (date: string) => ({ alternantBirthDate: day(date) });
const CONTINUES = { continuationOf: 'before' as ContractId };
const NO_GROUND = { disabledWorker: false, topLevelAthlete: false, businessProject: false };

table('age', findAge, [
  ['19', {}, []],
  ['nobody knows', { alternantBirthDate: null }, ['alternant_birth_date_unknown']],
  ['16 on the first day', born('2009-09-01'), []],
  ['16 the day after', born('2009-09-02'), ['alternant_age_unusual']],
  ['15, school done', { ...born('2009-09-02'), form: form({ terms: { lowerSecondaryDone: true } }) }, []],
  [
    '15, school not done',
    { ...born('2009-09-02'), form: form({ terms: { lowerSecondaryDone: false } }) },
    ['alternant_age_unusual!sign~'],
  ],
  [
    '15, the derogation named',
    { ...born('2009-09-02'), form: form({ terms: { derogationType: '11' } }) },
    [],
  ],
  ['15 on the first day', born('2010-09-01'), ['alternant_age_unusual']],
  ['15 the day after, no form', born('2010-09-02'), ['alternant_age_unusual']],
  [
    '15 the day after, whatever was done',
    { ...born('2010-09-02'), form: form({ terms: { lowerSecondaryDone: true } }) },
    ['alternant_age_unusual!sign~'],
  ],
  ['29 until the day after', born('1995-09-02'), []],
  ['30 on the first day, no form', born('1995-09-01'), ['alternant_age_unusual']],
  [
    '30 at the start, 29 at the signature',
    { ...born('1995-08-01'), form: form({ alternant: NO_GROUND }) },
    ['alternant_age_unusual'],
  ],
  [
    '30 at both, an amendment',
    { ...born('1995-06-01'), form: form({ alternant: NO_GROUND, terms: { contractType: '31' } }) },
    ['alternant_age_unusual'],
  ],
  [
    '30 at both, an amendment of a contract that is known',
    {
      ...born('1995-06-01'),
      ...CONTINUES,
      form: form({ alternant: NO_GROUND, terms: { contractType: '31' } }),
    },
    [],
  ],
  [
    '30 at both, no ground',
    { ...born('1995-07-01'), form: form({ alternant: NO_GROUND }) },
    ['alternant_age_unusual!sign~'],
  ],
  [
    '30 at both, one ground not told',
    { ...born('1995-07-01'), form: form({ alternant: { ...NO_GROUND, disabledWorker: null } }) },
    ['alternant_age_unusual'],
  ],
  [
    '40, a disabled worker',
    { ...born('1985-01-01'), form: form({ alternant: { ...NO_GROUND, disabledWorker: true } }) },
    [],
  ],
  ['40, an athlete', { ...born('1985-01-01'), form: form({ alternant: { topLevelAthlete: true } }) }, []],
  [
    '40, a business project',
    { ...born('1985-01-01'), form: form({ alternant: { businessProject: true } }) },
    [],
  ],
  [
    'over 29 by derogation, 35 at the signature',
    {
      ...born('1989-07-02'),
      form: form({ alternant: NO_GROUND, terms: { derogationType: '12', contractType: '22' } }),
    },
    [],
  ],
  [
    'over 29 by derogation, 36 at the signature: a failed exam is left',
    {
      ...born('1989-07-01'),
      form: form({ alternant: NO_GROUND, terms: { derogationType: '12', contractType: '22' } }),
    },
    ['alternant_age_unusual'],
  ],
  [
    'over 29 by derogation, on a first contract',
    {
      ...born('1989-07-02'),
      form: form({ alternant: NO_GROUND, terms: { derogationType: '12', contractType: '11' } }),
    },
    ['alternant_age_unusual!sign~'],
  ],
  ['older, in professionalisation', { kind: 'professionalisation', ...born('1980-01-01') }, []],
  ['16 for DEAS', { ...born('2008-09-02'), rncp: 'RNCP40692' }, ['diploma_age_unusual']],
  ['17 for DEAS', { ...born('2008-09-01'), rncp: 'RNCP40692' }, []],
  ['16 for DEES', { ...born('2008-09-02'), rncp: 'RNCP37676' }, []],
  ['before the law of 2019: no rule is known', { ...born('1980-01-01'), signedOn: day('2018-12-31') }, []],
]);

const until = (date: string) => ({ until: day(date) });
table('length', findLength, [
  ['two years', {}, []],
  ['six months to the day', until('2026-03-01'), []],
  ['a day less, no form', until('2026-02-28'), ['contract_short']],
  [
    'a day less, a first contract',
    { ...until('2026-02-28'), form: form({ terms: { contractType: '11' } }) },
    ['contract_short!sign~'],
  ],
  [
    'a day less, after a breach',
    { ...until('2026-02-28'), form: form({ terms: { contractType: '23' } }) },
    [],
  ],
  [
    'a day less, an amendment',
    { ...until('2026-02-28'), form: form({ terms: { contractType: '31' } }) },
    ['contract_short'],
  ],
  [
    'a day less, an amendment of a contract that is known',
    { ...until('2026-02-28'), ...CONTINUES, form: form({ terms: { contractType: '31' } }) },
    [],
  ],
  ['three years to the day', until('2028-09-01'), []],
  ['a day more, no form', until('2028-09-02'), ['contract_long']],
  [
    'a day more, nobody who may',
    { ...until('2028-09-02'), form: form({ terms: { contractType: '11' }, alternant: NO_GROUND }) },
    ['contract_long!sign~'],
  ],
  [
    'four years of an athlete',
    { ...until('2029-09-01'), form: form({ alternant: { topLevelAthlete: true } }) },
    [],
  ],
  [
    'a day more than four years of an athlete',
    {
      ...until('2029-09-02'),
      form: form({ terms: { contractType: '11' }, alternant: { topLevelAthlete: true } }),
    },
    ['contract_long!sign~'],
  ],
  [
    'four years, prolonged after a failed exam',
    { ...until('2029-09-01'), form: form({ terms: { contractType: '33' }, alternant: NO_GROUND }) },
    [],
  ],
  [
    'four years, prolonged by an amendment',
    {
      ...until('2029-09-01'),
      prolongedFrom: day('2028-09-01'),
      form: form({ terms: { contractType: '11' }, alternant: NO_GROUND, training: { cycleMonths: 36 } }),
    },
    [],
  ],
  [
    'four years, prolonged by an amendment for an athlete',
    {
      ...until('2029-09-01'),
      isProlongedOnGround: true,
      form: form({ terms: { contractType: '11' }, alternant: NO_GROUND, training: { cycleMonths: 36 } }),
    },
    [],
  ],
  [
    'short, in professionalisation',
    { kind: 'professionalisation', ...until('2026-02-28') },
    ['contract_short'],
  ],
  ['31 days from the cycle', { ...until('2027-10-02'), form: form({ training: { cycleMonths: 24 } }) }, []],
  [
    '32 days from the cycle',
    { ...until('2027-10-03'), form: form({ training: { cycleMonths: 24 } }) },
    ['length_agreement_missing'],
  ],
  [
    'a year of two, by agreement',
    {
      ...until('2026-09-01'),
      form: form({ training: { cycleMonths: 24 }, terms: { lengthAgreementOnFile: true } }),
    },
    [],
  ],
]);

const practical = (date: string) => ({ form: form({ terms: { practicalTrainingStartsOn: day(date) } }) });
const centre = (date: string, contractType: string | null = null) => ({
  form: form({ training: { startsOn: day(date) }, terms: { contractType } }),
});
table('start', findStart, [
  ['nothing told', {}, []],
  ['practical training three months later', practical('2025-12-01'), []],
  ['a day more', practical('2025-12-02'), ['practical_training_late!sign~']],
  ['the day before', practical('2025-08-31'), ['practical_training_early']],
  ['the centre three months later', centre('2025-12-01'), []],
  ['the centre a day more', centre('2025-12-02'), ['centre_training_late!sign~']],
  ['the centre three months before', centre('2025-06-01'), []],
  ['the centre a day earlier', centre('2025-05-31'), ['centre_training_early']],
  ['after another contract', centre('2024-09-01', '23'), []],
  ['in professionalisation', { ...practical('2026-12-01'), kind: 'professionalisation' }, []],
]);

const mode = (isPublic: boolean | null, contractMode: string) =>
  form({ employer: { isPublic }, terms: { contractMode } });
table('signature', findSignature, [
  ['all is well', {}, []],
  ['nobody tutors', { tutors: [] }, ['main_tutor_missing!sign']],
  ['nobody tutors, signed', { tutors: [], isSigned: true }, []],
  ['signed on a day to come', { signedOn: day('2025-07-03') }, ['signed_in_the_future']],
  ['the first day', { today: day('2025-09-01') }, []],
  ['the day after', { today: day('2025-09-02') }, ['signature_late']],
  ['public, limited', { form: mode(true, '1') }, []],
  ['public, open-ended', { form: mode(true, '2') }, ['public_employer_fixed_term!sign']],
  ['private, open-ended', { form: mode(false, '2') }, []],
  ['nobody knows, open-ended', { form: mode(null, '2') }, []],
]);

const before = { kind: 'apprenticeship', isOfSameFramework: true } as EarlierContract;
const SHEET: Sheet = {
  rncp: 'RNCP40692',
  startsOn: day('2025-09-01'),
  expiresOn: day('2025-09-01'),
  certainty: 'S',
  predecessor: null,
  successor: null,
};
const hours = (count: number, contractType: string | null = null) =>
  form({ training: { hours: count }, terms: { contractType } });
table('training', findTraining, [
  ['a sheet that was open on the day of entry', { sheet: SHEET }, []],
  ['a sheet that expired before', { sheet: SHEET, enteredOn: day('2025-09-02') }, ['framework_expired']],
  ['a sheet that began after', { sheet: SHEET, enteredOn: day('2025-08-31') }, ['framework_too_recent']],
  ['a sheet without days', { sheet: { ...SHEET, startsOn: null, expiresOn: null } }, []],
  [
    'another sheet in the form',
    { rncp: 'RNCP1', form: form({ training: { rncp: 'RNCP2' } }) },
    ['sheet_differs'],
  ],
  ['the second contract to a diploma', { earlier: [before] }, []],
  ['the third', { earlier: [before, before] }, ['third_contract']],
  ['a quarter of two years', { form: hours(804) }, []],
  ['an hour less', { form: hours(803) }, ['training_share_low']],
  ['an hour less, after a breach', { form: hours(803, '23') }, []],
  ['exams on the last day', { form: form({ training: { endsOn: day('2027-08-31') } }) }, []],
  [
    'exams the day after',
    { form: form({ training: { endsOn: day('2027-09-01') } }) },
    ['contract_ends_before_exams'],
  ],
  ['two months after the exams', { form: form({ training: { endsOn: day('2027-07-01') } }) }, []],
  ['a day more', { form: form({ training: { endsOn: day('2027-06-30') } }) }, ['contract_ends_after_exams']],
  [
    'a day more, after a failed exam',
    { form: form({ training: { endsOn: day('2027-06-30') } }), prolongedFrom: day('2027-07-01') },
    [],
  ],
  [
    'four fifths at a distance',
    { form: form({ training: { hours: 1000, distanceHours: 800 } }) },
    ['distance_training_high'],
  ],
  ['an hour less at a distance', { form: form({ training: { hours: 1000, distanceHours: 799 } }) }, []],
]);

const tutoring = (
  experienceMonths: number | null,
  sameField: boolean | null,
  isPublic: boolean | null = false,
) =>
  form({
    employer: { isPublic },
    tutors: [{ ...form().terms, personId: 'tutor', experienceMonths, sameField }] as never,
  });
table('tutors', findTutors, [
  ['known', {}, []],
  ['without a birth date', { tutors: [tutor({ birthDate: null })] }, ['tutor_birth_date_unknown']],
  ['a year, of the field', { form: tutoring(12, true) }, []],
  ['eleven months, of the field', { form: tutoring(11, true) }, ['tutor_not_eligible']],
  ['two years, of another field', { form: tutoring(24, false) }, []],
  ['23 months, of another field', { form: tutoring(23, false) }, ['tutor_not_eligible']],
  ['23 months, of a field that nobody told', { form: tutoring(23, null) }, []],
  ['23 months, of another field, public', { form: tutoring(23, false, true) }, ['tutor_not_eligible!sign']],
  ['nobody counted', { form: tutoring(null, false, true) }, []],
  [
    '23 months, as tuteur',
    { kind: 'professionalisation', form: tutoring(23, true) },
    ['tutor_not_eligible!sign'],
  ],
  [
    'not attested',
    { form: form({ terms: { tutorEligibilityAttested: false } }) },
    ['tutor_eligibility_unattested'],
  ],
]);

const MINOR = ['minor_hours', 'minor_night', 'minor_sunday', 'minor_holidays'];
const week = (minutes: number) => ({ form: form({ terms: { weeklyMinutes: minutes } }) });
table('minors', findMinors, [
  ['18 on the first day', born('2007-09-01'), []],
  ['48 hours of an adult', week(2880), []],
  ['a minute more of an adult', week(2881), ['week_long']],
  ['18 the day after', born('2007-09-02'), MINOR],
  [
    'of age since it was signed',
    { ...born('2007-09-02'), ...week(2880), isSigned: true, today: day('2025-09-02') },
    [],
  ],
  ['nobody knows', { alternantBirthDate: null }, MINOR],
  ['35 hours', { ...born('2008-01-01'), ...week(2100) }, MINOR],
  ['a minute more', { ...born('2008-01-01'), ...week(2101) }, ['minor_week_long!sign~', ...MINOR]],
  [
    'over 40 hours nobody knows better',
    { ...born('2008-01-01'), ...week(2401) },
    ['minor_week_long!sign', ...MINOR],
  ],
  [
    '39 hours, nobody knows the age',
    { alternantBirthDate: null, ...week(2340) },
    ['minor_week_long', ...MINOR],
  ],
  [
    'risky work that nobody declared',
    { ...born('2008-01-01'), form: form({ terms: { riskyWork: true } }) },
    ['regulated_work_undeclared', ...MINOR],
  ],
  [
    'risky work that was declared',
    { ...born('2008-01-01'), form: form({ terms: { riskyWork: true } }), declaresRegulatedWork: true },
    MINOR,
  ],
]);

test('a minor’s holidays are those of the employer’s department, and nights those of their age', () => {
  const of = (postcode: string, birth = '2008-01-01') =>
    findMinors(facts({ ...born(birth), form: form({ employer: at(postcode) }) }));
  const fr = (postcode: string, code: string, birth?: string) =>
    of(postcode, birth).find((found) => found.code === code)?.detail.fr;
  expect(fr('67000', 'minor_holidays')).toContain('les 11 jours fériés, ni le 26 décembre.');
  expect(fr('97600', 'minor_holidays')).toContain(', ni le 27 avril.');
  expect(fr('97400', 'minor_holidays')).toContain(', ni le 20 décembre.');
  expect(fr('75011', 'minor_holidays')).toContain('les 11 jours fériés.');
  expect(fr('75011', 'minor_night')).toBe(
    'Jusqu’au 1er janvier 2026 : aucun travail de 22:00 à 06:00 ; le soin n’a pas de dérogation.',
  );
  expect(fr('75011', 'minor_night', '2009-09-02')).toContain('de 20:00 à 06:00');
});

const YEAR = { kind: 'professionalisation', until: day('2026-09-01') } as const;
const prof = (values: object, more: object = {}) => ({
  ...YEAR,
  form: form({ professionalisation: values, ...more }),
});
table('professionalisation', findProfessionalisation, [
  ['an apprentice', { form: form({ professionalisation: { renewals: 9 } }) }, []],
  ['a year', prof({}), []],
  ['a day more', { ...prof({}), until: day('2026-09-02') }, ['action_long']],
  ['two years by agreement', { ...prof({ longerByAgreement: true }), until: day('2027-09-01') }, []],
  ['three years on a minimum benefit', { ...prof({ minimumBenefit: 'RSA' }), until: day('2028-09-01') }, []],
  ['25', { ...prof({}), ...born('1999-09-02') }, []],
  ['26', { ...prof({}), ...born('1999-09-01') }, ['professionalisation_age_unusual']],
  ['26, a job seeker', { ...prof({ jobSeeker: true }), ...born('1999-09-01') }, []],
  ['15 % of a year', prof({}, { training: { hours: 242 } }), []],
  ['an hour less', prof({}, { training: { hours: 241 } }), ['training_share_low']],
  [
    '150 hours at least',
    { ...prof({}, { training: { hours: 149 } }), until: day('2026-03-01') },
    ['training_share_low'],
  ],
  ['renewed once', prof({ renewals: 1 }), []],
  ['renewed twice', prof({ renewals: 2 }), ['renewed_too_often!sign']],
  ['a trial of a month', prof({ nature: 'fixed_term', trialDays: 30 }), []],
  ['a day more', prof({ nature: 'fixed_term', trialDays: 31 }), ['trial_period_long']],
  [
    'a day for each whole week',
    { ...prof({ nature: 'fixed_term', trialDays: 26 }), until: day('2026-03-06') },
    [],
  ],
  [
    'a day for a week that is not whole',
    { ...prof({ nature: 'fixed_term', trialDays: 27 }), until: day('2026-03-06') },
    ['trial_period_long'],
  ],
  [
    'two weeks of six months',
    { ...prof({ nature: 'fixed_term', trialDays: 15 }), until: day('2026-03-01') },
    ['trial_period_long'],
  ],
  ['a public employer', prof({}, { employer: { isPublic: true } }), ['public_employer_unusual']],
]);

table('form', findForm, [
  ['nobody looked', {}, []],
  ['nothing missing', { missing: [] }, []],
  ['something missing', { missing: ['/pay/periods'] }, ['form_incomplete!deposit']],
  ['a form of another kind', { form: { ...form(), formVersion: '12434*03' } }, ['form_of_other_kind']],
]);

table('deadlines', findDeadlines, [
  ['before the first day', {}, ['hiring_declaration_due', 'deposit_due', 'medical_visit_due']],
  [
    'a small private employer, level of the baccalaureate',
    {
      today: day('2025-12-01'),
      signedOn: day('2025-11-01'),
      form: form({ training: { diplomaType: '49' }, employer: { isPublic: false, headcount: 249 } }),
    },
    ['medical_visit_due', 'hiring_aid_possible'],
  ],
  [
    'one employee more',
    {
      today: day('2025-12-01'),
      signedOn: day('2025-11-01'),
      form: form({ training: { diplomaType: '49' }, employer: { isPublic: false, headcount: 250 } }),
    },
    ['medical_visit_due'],
  ],
  ['from the first day on', { today: day('2025-09-01') }, ['medical_visit_due']],
  ['professionalisation', { kind: 'professionalisation', today: day('2025-09-01') }, ['fit_review_due']],
  [
    'exams, licence level, private',
    {
      today: day('2025-09-01'),
      form: form({
        training: { endsOn: day('2027-07-01'), diplomaType: '69' },
        employer: { isPublic: false },
      }),
    },
    ['medical_visit_due', 'exam_leave_due', 'employer_participation_due'],
  ],
]);

test('a minor has the medical visit before the post, an adult within two months', () => {
  const visit = (birth: string) =>
    findDeadlines(facts(born(birth))).find(({ code }) => code === 'medical_visit_due')?.detail.en;
  expect(visit('2008-01-01')).toContain('before taking up the post, on 1 September 2025');
  expect(visit('2000-01-01')).toContain('by 1 November 2025');
});
