import { expect, test } from '@jest/globals';
import {
  POOLED,
  rounded,
  roundedParts,
  tellable,
  tellableMedian,
  type Cell,
} from '../../../src/features/figures/suppression.rules.js';

const cell = (key: string, count: number): Cell => ({
  key,
  count,
  people: new Set(Array.from({ length: count }, (_, index) => `${key}${index}`)),
});
const sizes = (...counts: number[]) =>
  tellable(counts.map((count, index) => cell(String(index), count)))?.map(({ key, count }) => [key, count]);

test('four are never told: they are put together, and take in who is needed', () => {
  expect(sizes(5, 9)).toEqual([
    ['0', 5],
    ['1', 9],
  ]);
  expect(sizes(9, 3, 2)).toEqual([
    ['0', 9],
    [POOLED, 5],
  ]);
  expect(sizes(9, 6, 4)).toEqual([
    ['0', 9],
    [POOLED, 10],
  ]);
  expect(sizes(9, 4)).toEqual([[POOLED, 13]]);
  expect(sizes(2, 2)).toBeUndefined();
  expect(sizes()).toBeUndefined();
});

test('five contracts of four people are four people', () => {
  expect(tellable([{ key: 'a', count: 5, people: new Set(['1', '2', '3', '4']) }])).toBeNull();
});

test('parts add up to the rounded whole', () => {
  expect([5, 7, 8, 12, 13].map(rounded)).toEqual([5, 5, 10, 10, 15]);
  expect([...roundedParts([cell('a', 7), cell('b', 6)])]).toEqual([
    ['a', 10],
    ['b', 5],
  ]);
});

test('a middle has five people behind it', () => {
  const of = (...values: number[]) => values.map((value, index) => ({ personId: String(index), value }));
  expect(tellableMedian(of(1, 2, 3, 4))).toBeNull();
  expect(tellableMedian(of(9, 1, 4, 2, 3))).toBe(3);
  expect(tellableMedian(of(9, 1, 4, 2, 3, 5))).toBe(4);
  expect(tellableMedian(of(1, 2, 3, 4).concat({ personId: '0', value: 5 }))).toBeNull();
});
