import { expect, test } from '@jest/globals';
import {
  findSigningRefusal,
  type Signing,
  type Tutor,
} from '../../../src/features/contracts/signing/signing.rules.js';
import { findWarnings } from '../../../src/features/contracts/signing/warnings.rules.js';
import { addMonths, type Day } from '../../../src/kernel/days.js';
import type { PersonId } from '../../../src/kernel/ids.js';

const day = (text: string) => text as Day;

const tutor = (values: Partial<Tutor> = {}): Tutor => ({
  personId: 'tutor' as PersonId,
  isMain: true,
  isMemberAtStart: true,
  from: day('2025-09-01'),
  until: null,
  birthDate: day('1985-02-03'),
  ...values,
});

const SHEET = { rncp: 'RNCP35830', expiresOn: day('2025-09-01'), successor: null };

const signing = (values: Partial<Signing> = {}): Signing => ({
  kind: 'apprenticeship',
  signedOn: day('2025-07-01'),
  startsOn: day('2025-09-01'),
  until: day('2027-09-01'),
  alternantBirthDate: day('2006-05-04'),
  hasLegalRepresentative: false,
  tutors: [tutor()],
  sheet: null,
  enteredOn: day('2025-09-01'),
  ...values,
});

test.each<[string, Partial<Signing>, string | null]>([
  ['all is well', {}, null],
  ['no tutor', { tutors: [] }, 'main_tutor_missing'],
  [
    'a main tutor who is not employed yet',
    { tutors: [tutor({ isMemberAtStart: false })] },
    'main_tutor_missing',
  ],
  ['a co-tutor only', { tutors: [tutor({ isMain: false })] }, 'main_tutor_missing'],
  [
    'a main tutor from the second day',
    { tutors: [tutor({ from: day('2025-09-02') })] },
    'main_tutor_missing',
  ],
  [
    'a main tutor until the day before',
    { tutors: [tutor({ from: day('2025-08-01'), until: day('2025-09-01') })] },
    'main_tutor_missing',
  ],
  ['a main tutor for the first day alone', { tutors: [tutor({ until: day('2025-09-02') })] }, null],
  [
    'an alternant who is 14 on the first day',
    { alternantBirthDate: day('2011-09-01'), hasLegalRepresentative: true },
    null,
  ],
  [
    'one who is 14 the day after',
    { alternantBirthDate: day('2011-09-02'), hasLegalRepresentative: true },
    'birth_date_implausible',
  ],
  ['an alternant of 80', { alternantBirthDate: day('1944-09-02') }, null],
  ['one who is 81 on the first day', { alternantBirthDate: day('1944-09-01') }, 'birth_date_implausible'],
  ['a tutor who is 18 on the first day', { tutors: [tutor({ birthDate: day('2007-09-01') })] }, null],
  [
    'a tutor who is 18 the day after',
    { tutors: [tutor({ birthDate: day('2007-09-02') })] },
    'tutor_under_age',
  ],
  [
    'a later co-tutor, 18 by then',
    { tutors: [tutor(), tutor({ isMain: false, from: day('2025-10-01'), birthDate: day('2007-10-01') })] },
    null,
  ],
  ['a tutor without birth date', { tutors: [tutor({ birthDate: null })] }, null],
  ['18 on the day of signature', { alternantBirthDate: day('2007-07-01') }, null],
  ['18 the day after', { alternantBirthDate: day('2007-07-02') }, 'legal_representative_missing'],
  [
    'a minor with a legal representative',
    { alternantBirthDate: day('2007-07-02'), hasLegalRepresentative: true },
    null,
  ],
  ['no birth date counts as a minor', { alternantBirthDate: null }, 'legal_representative_missing'],
])('signing: %s', (_, values, code) => {
  expect(findSigningRefusal(signing(values))?.code ?? null).toBe(code);
});

test.each<[string, Partial<Signing>, string[]]>([
  ['nothing unusual', {}, []],
  ['six months to the day', { until: day('2026-03-01') }, []],
  ['a day less than six months', { until: day('2026-02-28') }, ['contract_short']],
  ['three years to the day', { until: day('2028-09-01') }, []],
  ['a day more than three years', { until: day('2028-09-02') }, ['contract_long']],
  ['29 until the day after the start', { alternantBirthDate: day('1995-09-02') }, []],
  ['30 on the first day', { alternantBirthDate: day('1995-09-01') }, ['alternant_age_unusual']],
  ['16 on the first day', { alternantBirthDate: day('2009-09-01') }, []],
  ['16 the day after', { alternantBirthDate: day('2009-09-02') }, ['alternant_age_unusual']],
  [
    'older, in professionalisation',
    { kind: 'professionalisation', alternantBirthDate: day('1980-01-01') },
    [],
  ],
  [
    'unknown birth dates',
    { alternantBirthDate: null, tutors: [tutor({ birthDate: null })] },
    ['alternant_birth_date_unknown', 'tutor_birth_date_unknown'],
  ],
  ['a sheet that was open on the day of entry', { sheet: SHEET }, []],
  ['a sheet that expired before', { sheet: SHEET, enteredOn: day('2025-09-02') }, ['framework_expired']],
  [
    'signed late of one who entered before',
    { sheet: SHEET, startsOn: day('2025-10-01'), enteredOn: day('2025-09-01') },
    [],
  ],
  ['signed on a day to come', { signedOn: day('2025-07-03') }, ['signed_in_the_future']],
])('warnings: %s', (_, values, codes) => {
  expect(findWarnings(signing(values), day('2025-07-02')).map(({ code }) => code)).toEqual(codes);
});

test('months are counted on the calendar', () => {
  expect(addMonths(day('2025-08-31'), 6)).toBe('2026-02-28');
  expect(addMonths(day('2025-12-01'), 1)).toBe('2026-01-01');
  expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29');
});
