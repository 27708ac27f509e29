import { expect, test } from '@jest/globals';
import { instantToName, type Written } from '../../../src/features/ladder/named-instant.rules.js';
import type { Instant } from '../../../src/kernel/days.js';

const at = (ms: number) => new Date(Date.UTC(2026, 2, 12, 8, 0, 0, ms)).toISOString() as Instant;
const written = (last: number, writingForMs: number | null = null): Written => ({
  lastRecordedAt: at(last),
  writingForMs,
});
const named = (...contracts: Written[]) => instantToName(contracts, at(500), 10);

test('what nobody is writing is told of the clock, less what clocks may differ', () => {
  expect(named(written(100))).toBe(at(490));
  expect(named(written(495))).toBe(at(495));
});

test('what somebody is writing is told of when they began, and never of before the last fact', () => {
  expect(named(written(100, 200))).toBe(at(290));
  expect(named(written(400, 200))).toBe(at(400));
  expect(named(written(100, -1))).toBe(null);
});

test('of two contracts the earlier instant is told, if nothing that was read is later', () => {
  expect(named(written(100), written(200))).toBe(at(490));
  expect(named(written(100, 200), written(200))).toBe(at(290));
  expect(named(written(100), written(200, 150))).toBe(at(340));
  expect(named(written(100, 200), written(300))).toBe(null);
  expect(named(written(100), written(200, -1))).toBe(null);
});
