import { expect, test } from '@jest/globals';
import { SIGNING_AGE, USUAL_AGE, USUAL_LENGTH } from '../../../src/features/contracts/signing/law.rules.js';
import { CONTRACT_KINDS } from '../../../src/features/contracts/contracts.types.js';
import type { Day } from '../../../src/kernel/days.js';
import { ruleOn, type LegalRule } from '../../../src/kernel/law.js';

const DAYS = ['1990-01-01', '2026-03-12', '2090-12-31'] as Day[];
const series: [string, readonly LegalRule[]][] = [
  ['the age to sign', SIGNING_AGE],
  ...CONTRACT_KINDS.flatMap((kind): [string, readonly LegalRule[]][] => [
    [`the usual length, ${kind}`, USUAL_LENGTH[kind]],
  ]),
  ['the usual age, apprenticeship', USUAL_AGE.apprenticeship],
];

test.each(series)('on any day one figure is in force, and says where it comes from: %s', (_, rules) => {
  for (const day of DAYS) {
    expect(rules.filter((rule) => ruleOn([rule], day))).toHaveLength(1);
    expect(ruleOn(rules, day)?.source).not.toBe('');
  }
});

test('an age that is usual can sign', () => {
  const [signing, usual] = [SIGNING_AGE[0], USUAL_AGE.apprenticeship[0]];
  expect(signing).toMatchObject({ certainty: 'ours', atLeast: 14, atMost: 80 });
  expect(usual).toMatchObject({ from: 16, to: 29 });
  expect(USUAL_AGE.professionalisation).toEqual([]);
});

test.each(CONTRACT_KINDS)('a contract usually lasts from six months to three years: %s', (kind) => {
  expect(USUAL_LENGTH[kind]).toMatchObject([{ minMonths: 6, maxMonths: 36 }]);
});
