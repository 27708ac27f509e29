import { describe, expect, test } from '@jest/globals';
import { findUnsafe, findWrong } from '../../../src/platform/database/server-check.js';

// The judgement alone: of versions that cannot be run here, and of every value a setting has. What a real server shows
// is looked at in test/api/operations/server-check.test.ts.

const SOUND = {
  version: 18,
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  isolation: 'read committed',
  read_only: 'off',
  date_style: 'ISO, MDY',
  role: 'palier_api',
  above_row_security: false,
  is_maintenance: false,
} as const;

test('a sound server has nothing wrong', () => {
  expect([findWrong(SOUND), findUnsafe(SOUND)]).toEqual([[], []]);
});

describe('the version', () => {
  test.each([15, 16, 17, 18])('%d is taken', (version) => {
    expect(findWrong({ ...SOUND, version })).toEqual([]);
  });

  test.each([9, 13, 14, 19])('%d is refused, and told which to use', (version) => {
    expect(findWrong({ ...SOUND, version })).toEqual([`version ${version}: use PostgreSQL 15 to 18`]);
  });
});

test.each([
  ['on', true],
  ['local', true],
  ['remote_write', true],
  ['remote_apply', true],
  ['off', false],
])('synchronous_commit = %s waits for this server’s disk: %s', (synchronous_commit, isSafe) => {
  expect(findUnsafe({ ...SOUND, synchronous_commit })).toHaveLength(isSafe ? 0 : 1);
});

test.each(['ISO, DMY', 'ISO, MDY', 'ISO, YMD'])('DateStyle %s writes days as we read them', (date_style) => {
  expect(findWrong({ ...SOUND, date_style })).toEqual([]);
});
