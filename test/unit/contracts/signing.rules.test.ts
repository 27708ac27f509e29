import { expect, test } from '@jest/globals';
import {
  findSigningRefusal,
  type Signing,
  type Tutor,
} from '../../../src/features/contracts/signing/signing.rules.js';
import { addMonths, type Day } from '../../../src/kernel/days.js';
import type { PersonId } from '../../../src/kernel/ids.js';

const day = (text: string) => text as Day;

const tutor = (values: Partial<Tutor> = {}): Tutor => ({
  personId: 'tutor' as PersonId,
  isMain: true,
  isCounted: true,
  isMemberAtStart: true,
  from: day('2025-09-01'),
  until: null,
  birthDate: day('1985-02-03'),
  ...values,
});

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

test('months are counted on the calendar', () => {
  expect(addMonths(day('2025-08-31'), 6)).toBe('2026-02-28');
  expect(addMonths(day('2025-12-01'), 1)).toBe('2026-01-01');
  expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29');
});
