import { expect, test } from '@jest/globals';
import { judgeTutor, type TutorToJudge } from '../../../src/features/tutors/eligibility.rules.js';
import { sentenceOf } from '../../../src/features/tutors/sentences.rules.js';
import type { BranchRule, Proof } from '../../../src/features/tutors/tutors.types.js';
import type { Day } from '../../../src/kernel/days.js';
import { countWords } from '../../../src/kernel/sentences.js';

const day = (text: string) => text as Day;
const proof = (values: Partial<Proof>): Proof => ({
  kind: 'experience',
  title: null,
  level: null,
  frameworkCode: 'DEAS',
  obtainedOn: null,
  from: null,
  until: null,
  months: null,
  isPlacement: false,
  hours: null,
  idcc: null,
  ...values,
});
const worked = (months: number, values: Partial<Proof> = {}) => proof({ months, ...values });
const diploma = (level: number, values: Partial<Proof> = {}) => proof({ kind: 'diploma', level, ...values });
const tutor = (proofs: readonly Proof[], values: Partial<TutorToJudge> = {}): TutorToJudge => ({
  role: 'main_tutor',
  contractKind: 'apprenticeship',
  signedOn: day('2025-07-01'),
  on: day('2025-08-31'),
  isPublic: null,
  idcc: null,
  frameworkCode: 'DEAS',
  level: 4,
  proofs,
  branchRules: [],
  ...values,
});
const BRANCH: BranchRule = {
  idcc: '0413',
  from: day('2020-01-01'),
  until: null,
  monthsWithDiploma: 6,
  monthsWithoutDiploma: 36,
  level: null,
  apprentices: null,
  source: 'Accord de branche',
};

test.each<[string, TutorToJudge, string]>([
  ['nothing recorded', tutor([]), 'unknown'],
  ['two years of work', tutor([worked(24)]), 'eligible'],
  ['a month less', tutor([worked(23)]), 'unknown'],
  [
    'a month less, and a diploma of another field',
    tutor([worked(23), diploma(4, { frameworkCode: 'DEES' })]),
    'not_eligible',
  ],
  ['a year and a diploma of the level', tutor([worked(12), diploma(4)]), 'eligible'],
  ['a year and a diploma below the level', tutor([worked(12), diploma(3)]), 'not_eligible'],
  [
    'a year and a diploma of an unknown field',
    tutor([worked(12), diploma(4, { frameworkCode: null })]),
    'unknown',
  ],
  ['eleven months and a diploma', tutor([worked(11), diploma(6)]), 'not_eligible'],
  ['a diploma alone', tutor([diploma(6)]), 'unknown'],
  [
    'a diploma given after they begin',
    tutor([worked(12), diploma(4, { obtainedOn: day('2025-09-01') })]),
    'not_eligible',
  ],
  ['two years, as a placement', tutor([worked(24, { isPlacement: true })]), 'not_eligible'],
  ['two years of another field', tutor([worked(24, { frameworkCode: 'DEES' })]), 'not_eligible'],
  ['two years of an unknown field', tutor([worked(24, { frameworkCode: null })]), 'unknown'],
  ['since two years, to the day', tutor([proof({ from: day('2023-09-01') })]), 'eligible'],
  ['since a day later', tutor([proof({ from: day('2023-09-02') })]), 'unknown'],
  [
    'days that two proofs tell count once',
    tutor([
      proof({ from: day('2023-09-01'), until: day('2025-01-01') }),
      proof({ from: day('2024-06-01'), until: day('2025-03-01') }),
    ]),
    'unknown',
  ],
  ['an observer', tutor([], { role: 'observer' }), 'not_asked'],
  ['before the rule', tutor([worked(1)], { signedOn: day('2018-12-31') }), 'not_asked'],
  ['a tuteur of two years', tutor([worked(24)], { contractKind: 'professionalisation' }), 'eligible'],
  [
    'a tuteur of one year with a diploma',
    tutor([worked(12), diploma(7)], { contractKind: 'professionalisation' }),
    'not_eligible',
  ],
  ['by the branch', tutor([worked(6), diploma(4)], { idcc: '0413', branchRules: [BRANCH] }), 'eligible'],
  [
    'not by the branch',
    tutor([worked(24), diploma(3)], { idcc: '0413', branchRules: [BRANCH] }),
    'not_eligible',
  ],
  [
    'by the branch of somebody else',
    tutor([worked(6), diploma(4)], { idcc: '2941', branchRules: [BRANCH] }),
    'not_eligible',
  ],
  [
    'certified by the branch',
    tutor([proof({ kind: 'branch_rule', idcc: '0413' })], { branchRules: [BRANCH] }),
    'eligible',
  ],
  [
    'certified by a branch that asks nothing known',
    tutor([proof({ kind: 'branch_rule', idcc: '0413' })]),
    'unknown',
  ],
  [
    'no agreement binds a public employer',
    tutor([proof({ kind: 'branch_rule', idcc: '0413' }), worked(6)], {
      isPublic: true,
      idcc: '0413',
      branchRules: [BRANCH],
    }),
    'not_eligible',
  ],
])('a tutor: %s', (_, asked, word) => {
  expect(judgeTutor(asked).word).toBe(word);
});

test('only what the law lets block may block: a public employer, a tuteur', () => {
  const short = [worked(6)];
  expect(judgeTutor(tutor(short))).toMatchObject({ rule: 'maitre.eligibility.default', mayBlock: false });
  expect(judgeTutor(tutor(short, { isPublic: true }))).toMatchObject({ article: 'D6273-1', mayBlock: true });
  expect(judgeTutor(tutor(short, { contractKind: 'professionalisation' })).mayBlock).toBe(true);
});

test('the verdict says what it takes and what is there', () => {
  const { detail } = judgeTutor(tutor([worked(6)]));
  expect(detail.fr).toBe(
    'Non éligible : il faut 24 mois de métier, ou un diplôme et 12 mois ; 6 mois sont établis. Complétez les preuves, ou désignez quelqu’un d’autre.',
  );
  expect(countWords(sentenceOf('not_asked', null, null, 0).fr)).toBeLessThanOrEqual(25);
});
