import { expect, test } from '@jest/globals';
import type { RefreshTokenRow } from '../../../src/features/identity/identity.types.js';
import { judgeRefreshToken } from '../../../src/features/identity/sign-in/refresh-tokens.rules.js';
import type { Instant } from '../../../src/kernel/days.js';

const now = '2026-03-12T08:00:00.000Z' as Instant;
const token = (values: Partial<RefreshTokenRow> = {}): RefreshTokenRow => ({
  accountId: 'a' as RefreshTokenRow['accountId'],
  expiresAt: '2026-03-12T08:00:00.001Z' as Instant,
  usedAt: null,
  revokedAt: null,
  ...values,
});

test.each([
  ['a token serves until it expires', token(), 'rotate'],
  ['not any more when it does', token({ expiresAt: now }), 'over'],
  ['one that served is reused', token({ usedAt: now }), 'reused'],
  ['also after it expired', token({ usedAt: now, expiresAt: now }), 'reused'],
  ['one that was ended is over', token({ revokedAt: now }), 'over'],
  ['whether it served or not', token({ revokedAt: now, usedAt: now }), 'over'],
])('%s', (_, given, judgement) => {
  expect(judgeRefreshToken(given, now)).toBe(judgement);
});
