import { expect, test } from '@jest/globals';
import {
  appraise,
  type Appraised,
  type TutoredContract,
} from '../../../src/features/contracts/tutoring/appraisals.types.js';
import { findTutorFindings } from '../../../src/features/contracts/tutoring/tutor-findings.rules.js';
import type { Day } from '../../../src/kernel/days.js';
import type { MandateId, PersonId } from '../../../src/kernel/ids.js';
import type { MandateRole } from '../../../src/kernel/mandate-roles.js';

const day = (text: string) => text as Day;
const CONTRACT: TutoredContract = {
  kind: 'apprenticeship',
  signedOn: null,
  startsOn: day('2026-04-01'),
  isPublic: null,
  idcc: null,
  frameworkCode: 'DEAS',
  level: 4,
};
const work = (months: number) => ({
  kind: 'experience' as const,
  title: null,
  level: null,
  frameworkCode: 'DEAS',
  obtainedOn: null,
  from: null,
  until: null,
  months,
  isPlacement: false,
  hours: null,
  idcc: null,
});
const judged = (
  role: MandateRole,
  months: number | null,
  contract: Partial<TutoredContract> = {},
): Appraised => {
  const tutor = { role, from: day('2026-04-01'), proofs: months === null ? [] : [work(months)] };
  return {
    ...tutor,
    mandateId: 'm' as MandateId,
    personId: 'p' as PersonId,
    name: 'Sophie Garnier',
    eligibility: appraise({ ...CONTRACT, ...contract }, tutor, [], day('2026-03-12')),
  };
};
const found = (...tutors: Appraised[]) =>
  findTutorFindings(tutors).map(({ code, severity, blocks }) => [code, severity, blocks]);

test('a main tutor who is not eligible warns, and stops the signature only by a rule that may', () => {
  const isPublic = true;
  expect(found(judged('main_tutor', 24))).toEqual([]);
  expect(found(judged('main_tutor', null))).toEqual([['maitre_eligibility_unknown', 'warn', null]]);
  expect(found(judged('main_tutor', 6))).toEqual([['maitre_not_eligible', 'warn', null]]);
  expect(found(judged('main_tutor', 6, { isPublic }))).toEqual([['maitre_not_eligible', 'block', 'sign']]);
  expect(found(judged('main_tutor', null, { isPublic }))).toEqual([
    ['maitre_eligibility_unknown', 'warn', null],
  ]);
  expect(found(judged('main_tutor', 6, { kind: 'professionalisation' }))).toEqual([
    ['maitre_not_eligible', 'block', 'sign'],
  ]);
});

test('of those beside the main tutor it informs, and of what nobody recorded it is silent', () => {
  expect(
    found(judged('co_tutor', 6, { isPublic: true }), judged('substitute', null), judged('observer', 0)),
  ).toEqual([['maitre_not_eligible', 'inform', null]]);
  expect(findTutorFindings([judged('main_tutor', 6)])[0]).toMatchObject({
    rule: 'maitre.eligibility.default',
    article: 'R6223-22',
    detail: { en: expect.stringContaining('Sophie Garnier') },
  });
});

test('a contract is judged by the rule of its signature, and the work by the day on which they begin', () => {
  const tutor = {
    role: 'main_tutor' as const,
    from: day('2026-04-01'),
    proofs: [{ ...work(0), from: day('2024-04-02') }],
  };
  const wordOn = (from: string, signedOn: string | null) =>
    appraise(
      { ...CONTRACT, signedOn: signedOn as Day | null },
      { ...tutor, from: day(from) },
      [],
      day('2026-03-12'),
    ).word;
  expect(wordOn('2026-04-01', null)).toBe('eligible');
  expect(wordOn('2026-03-01', null)).toBe('unknown');
  expect(wordOn('2026-04-01', '2018-12-31')).toBe('not_asked');
});
