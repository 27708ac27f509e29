import { expect, test } from '@jest/globals';
import { SIGNING_AGE, TUTOR_AGE, TUTOR_CAPACITY } from '../../../src/features/contracts/signing/law.rules.js';
import { CONTRACT_KINDS } from '../../../src/features/contracts/contracts.types.js';
import type { Day } from '../../../src/kernel/days.js';
import { ruleOn, type LegalRule } from '../../../src/kernel/law.js';

const DAYS = ['1990-01-01', '2026-03-12', '2090-12-31'] as Day[];
const series: [string, readonly LegalRule[]][] = [
  ['the age to sign', SIGNING_AGE],
  ['the age of a tutor', TUTOR_AGE],
  ...CONTRACT_KINDS.map((kind): [string, readonly LegalRule[]] => [
    `the capacity of a tutor, ${kind}`,
    TUTOR_CAPACITY[kind],
  ]),
];

test.each(series)('on any day one figure is in force, and says where it comes from: %s', (_, rules) => {
  for (const day of DAYS) {
    expect(rules.filter((rule) => ruleOn([rule], day))).toHaveLength(1);
    expect(ruleOn(rules, day)?.source).not.toBe('');
  }
});

test('an age that is usual can sign, and no tutor is younger than the law wants', () => {
  const [signing, tutor] = [SIGNING_AGE[0], TUTOR_AGE[0]];
  expect(signing).toMatchObject({ certainty: 'ours', atLeast: 14, atMost: 80 });
  expect(tutor?.atLeast).toBe(18);
});

test('a tutor follows two apprentices and one who repeats, or three on professionalisation contracts', () => {
  expect(TUTOR_CAPACITY).toMatchObject({
    apprenticeship: [{ atOnce: 2, repeating: 1 }],
    professionalisation: [{ atOnce: 3, repeating: 0 }],
  });
});
