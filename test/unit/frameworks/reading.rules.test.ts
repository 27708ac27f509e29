import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  CODE,
  noteRepeated,
  readCode,
  readCodes,
} from '../../../src/features/frameworks/reading/codes.rules.js';
import { readOthers, refuseOthers } from '../../../src/features/frameworks/reading/extras.rules.js';
import { sent } from '../../../src/features/frameworks/reading/reading.rules.js';
import { named } from './world.js';

test.each([
  ['A', true],
  ['BC01-1.2_b', true],
  ['9', true],
  ['a'.repeat(64), true],
  ['a'.repeat(65), false],
  ['', false],
  ['-a', false],
  ['é', false],
  ['a b', false],
  ['a\n', false],
  [1, false],
])('%j is a code: %s', (code, expected) => {
  const from = sent({ code });
  expect(readCode(from, 'code')).toBe(expected ? code : '');
  expect(named(from.mistakes)).toEqual(expected ? [] : ['/code code']);
});

test('a code that is missing is told as missing', () => {
  const from = sent({});
  expect(readCode(from, 'code')).toBe('');
  expect(named(from.mistakes)).toEqual(['/code required']);
});

test('of a list of codes each is told at its place, and what is none is empty there', () => {
  const from = sent({ codes: ['A', 'b c', 'D', null] });
  expect(readCodes(from, 'codes', 4)).toEqual(['A', '', 'D', '']);
  expect(named(from.mistakes)).toEqual(['/codes/1 code', '/codes/3 code']);

  const many = sent({ codes: ['A', 'B'] });
  expect(readCodes(many, 'codes', 1)).toEqual([]);
  expect(named(many.mistakes)).toEqual(['/codes list']);
  expect(readCodes(sent({ codes: ['*'] }), 'codes', 1, /^\*$/)).toEqual(['*']);
});

test('a code is repeated from the second time on; an empty one was told of before', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('', 'A', 'B', 'C')), (codes) => {
      const listed = codes.map((code, index) => ({ code, pointer: `/${index}` }));
      const expected = codes.flatMap((code, index) =>
        code !== '' && codes.indexOf(code) < index ? [`/${index} duplicate_code`] : [],
      );
      expect(named(noteRepeated(listed))).toEqual(expected);
    }),
  );
  expect(CODE.test('A')).toBe(true);
});

test('where a document is closed, each member that nobody knows is refused', () => {
  const from = sent({ code: 1, title: 2, 'a/b': 3 });
  refuseOthers(from, ['code', 'title']);
  expect(named(from.mistakes)).toEqual(['/a~1b unknown_field']);
});

test('where it is open, they are kept as they came', () => {
  const extra = { list: [1, null, 'a'.repeat(10_000)], ['n'.repeat(200)]: true };
  const from = sent({ code: 'A', ...extra });
  expect(readOthers(from, ['code'])).toEqual(extra);
  expect(from.mistakes).toEqual([]);
});

/** An object within an object, that many of them. */
const nested = (depth: number): unknown => (depth === 0 ? 1 : { in: nested(depth - 1) });

test.each<[string, object, string[]]>([
  ['a text too long', { a: 'x'.repeat(10_001) }, ['/a text']],
  ['a control character', { a: ['ok', 'a\u0000b'] }, ['/a/1 text']],
  ['half a character', { a: { b: '\ud800' } }, ['/a/b text']],
  ['a name too long', { ['n'.repeat(201)]: 1 }, [`/${'n'.repeat(201)} name`]],
  ['a name with a control character', { 'a\u0001': 1 }, ['/a\u0001 name']],
  ['as deep as may be', { a: nested(8) }, []],
  ['too deep', { a: nested(9) }, [`/a${'/in'.repeat(8)} too_deep`]],
])('what cannot be stored is told where it stands: %s', (_, members, expected) => {
  const from = sent(members);
  readOthers(from, []);
  expect(named(from.mistakes)).toEqual(expected);
});
