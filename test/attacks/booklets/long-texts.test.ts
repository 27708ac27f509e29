import { expect, test } from '@jest/globals';
import { formParts } from '../../../src/features/booklet/parts/reviews-part.rules.js';
import { printable } from '../../../src/features/booklet/printable.rules.js';
import type { Instant } from '../../../src/kernel/days.js';
import { Typesetter } from '../../../src/platform/typesetting/typesetter.js';

test('a text that is nothing but line ends takes no hundred pages of anybody’s file', async () => {
  const setter = new Typesetter();
  const data = { alternant: 'a\n'.repeat(10_000), employer: null, trainingCentre: null, parts: formParts() };
  const at = '2026-03-12T22:59:59.999Z' as Instant;
  const { pages } = await setter.set({ template: 'review-form', data: printable(data), at }, 'somebody');
  expect(pages).toBeLessThan(15);
  await setter.onApplicationShutdown();
});
