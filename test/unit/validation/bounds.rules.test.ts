import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  findReserved,
  isReserved,
  MAX_DEPTH,
  MAX_VALUES,
  pointerTo,
  requireBounded,
  unknownField,
} from '../../../src/platform/validation/bounds.rules.js';

/** A list within a list, that many of them. */
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
const refusalOf = (value: unknown): { pointer: string; code: string } | null => {
  try {
    requireBounded(value);
    return null;
  } catch (error) {
    const { details } = error as { details: { errors: { pointer: string; code: string }[] } };
    return details.errors[0] ?? null;
  }
};

test('a body nests as deep as the bound, and no deeper: the refusal points there', () => {
  expect(refusalOf(nested(MAX_DEPTH))).toBeNull();
  expect(refusalOf(nested(MAX_DEPTH + 1))).toMatchObject({
    code: 'too_deep',
    pointer: '/0'.repeat(MAX_DEPTH),
  });
  expect(refusalOf({ ok: 1, 'a/b': nested(MAX_DEPTH) })).toMatchObject({
    pointer: `/a~1b${'/0'.repeat(MAX_DEPTH - 1)}`,
  });
});

test('a body holds as many values as the bound, the list that holds them included, and not one more', () => {
  const values = (count: number) => Array.from({ length: count }, () => 0);
  expect(refusalOf(values(MAX_VALUES - 1))).toBeNull();
  expect(refusalOf(values(MAX_VALUES))).toMatchObject({ code: 'too_many_values', pointer: '' });
  const [some, more] = [values(MAX_VALUES / 2 - 2), values(MAX_VALUES / 2)];
  expect(refusalOf({ some, more: more.slice(1) })).toBeNull();
  expect(refusalOf({ some, more })).toMatchObject({ code: 'too_many_values' });
});

test('what is small and flat is bounded, whatever it is', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => refusalOf(value) === null));
});

test('a name that every object has is reserved, at any depth, in lists too', () => {
  expect(
    ['constructor', '__proto__', 'toString', 'hasOwnProperty'].filter((name) => !isReserved(name)),
  ).toEqual([]);
  expect(isReserved('name')).toBe(false);

  const sent = JSON.parse('{"a":[{"constructor":{"toString":1}},{"ok":1}],"b":{"__proto__":1}}') as unknown;
  expect(findReserved(sent)).toEqual([unknownField('/a/0/constructor'), unknownField('/b/__proto__')]);
  expect(findReserved(JSON.parse('{"toString":1}'), '/extra').map(({ pointer }) => pointer)).toEqual([
    '/extra/toString',
  ]);
  for (const value of [null, 1, 'constructor', [], ['constructor']]) expect(findReserved(value)).toEqual([]);
});

test('a pointer escapes what its syntax keeps for itself, so that no two names are told alike', () => {
  expect(pointerTo('/a', 'b/c~d')).toBe('/a/b~1c~0d');
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(pointerTo('', one) === pointerTo('', other)).toBe(one === other);
    }),
  );
});
