import { expect, test } from '@jest/globals';
import { SIGNING_AGE } from '../../../src/features/contracts/signing/law.rules.js';
import type { Day } from '../../../src/kernel/days.js';
import { ruleOn } from '../../../src/kernel/law.js';

test('on any day one age to sign is in force, and says where it comes from', () => {
  for (const day of ['1990-01-01', '2026-03-12', '2090-12-31'] as Day[]) {
    expect(SIGNING_AGE.filter((rule) => ruleOn([rule], day))).toHaveLength(1);
    expect(ruleOn(SIGNING_AGE, day)?.source).not.toBe('');
  }
  expect(SIGNING_AGE).toMatchObject([{ certainty: 'ours', atLeast: 14, atMost: 80 }]);
});
