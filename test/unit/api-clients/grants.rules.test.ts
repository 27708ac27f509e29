import { expect, test } from '@jest/globals';
import { grantStateOf } from '../../../src/features/api-clients/grants/grants.rules.js';
import type { Instant } from '../../../src/kernel/days.js';

const at = '2026-03-12T08:00:00.000Z' as Instant;

test.each([
  ['asked', { acceptedAt: null, withdrawnAt: null, stands: false }, 'pending'],
  ['accepted', { acceptedAt: at, withdrawnAt: null, stands: true }, 'in_force'],
  ['who accepted left', { acceptedAt: at, withdrawnAt: null, stands: false }, 'administrator_missing'],
  ['withdrawn before it was accepted', { acceptedAt: null, withdrawnAt: at, stands: false }, 'withdrawn'],
  ['withdrawn', { acceptedAt: at, withdrawnAt: at, stands: false }, 'withdrawn'],
])('a grant is, once %s', (_, grant, state) => {
  expect(grantStateOf(grant)).toBe(state);
});
