import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BoundedCache } from '../../../src/platform/bounded-cache.js';

const LIMITS = { entries: 4, bytes: 20 };
const cacheOf = () => new BoundedCache<string>(LIMITS, ({ length }) => length);

test('it keeps what was used last, within its entries and its bytes, and counts them rightly', () => {
  const act = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    value: fc.string({ maxLength: 25 }),
  });
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          act,
          act.map(({ key }) => ({ key, value: null })),
        ),
      ),
      (acts) => {
        const cache = cacheOf();
        let model: [string, string][] = [];
        for (const { key, value } of acts) {
          const known = model.find(([one]) => one === key);
          if (value === null) {
            expect(cache.get(key)).toBe(known?.[1]);
            if (known) model = [...model.filter((one) => one !== known), known];
            continue;
          }
          cache.set(key, value);
          model = model.filter((one) => one !== known);
          if (value.length <= LIMITS.bytes) model.push([key, value]);
          const bytes = () => model.reduce((sum, [, one]) => sum + one.length, 0);
          while (model.length > LIMITS.entries || bytes() > LIMITS.bytes) model.shift();
          expect([cache.size, cache.bytes]).toEqual([model.length, bytes()]);
        }
        for (const [key, value] of model) expect(cache.get(key)).toBe(value);
      },
    ),
  );
});

test('what is cleared is gone', () => {
  const cache = cacheOf();
  cache.set('a', 'one');
  cache.clear();
  expect([cache.get('a'), cache.size, cache.bytes]).toEqual([undefined, 0, 0]);
});
