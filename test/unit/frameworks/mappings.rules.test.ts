import { expect, test } from '@jest/globals';
import {
  findMappedTwice,
  findMappingMistakes,
  levelsOf,
  type Side,
} from '../../../src/features/frameworks/mappings/mappings.rules.js';
import type {
  CompetencyMapping,
  SentMapping,
} from '../../../src/features/frameworks/mappings/mappings.types.js';
import type { Supervision } from '../../../src/features/frameworks/frameworks.types.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import { framework, named } from './world.js';

type Levels = readonly (readonly [string, Supervision])[];
const LOOK_HELP_CARE: Levels = [
  ['look', 'present_only'],
  ['help', 'direct'],
  ['care', 'indirect'],
];
const side = (id: string, levels: Levels = LOOK_HELP_CARE): Side => ({
  ladder: {
    id: id as LadderId,
    levels: levels.map(([code, supervision]) => ({
      code,
      title: code,
      supervision,
      unlock: 'automatic',
      requirements: [],
    })),
  },
  framework,
});
const [from, to] = [side('from'), side('to')];
const mistakesOf = (sent: Partial<SentMapping>, there = to) =>
  named(findMappingMistakes(from, there, { competencies: [], levels: null, ...sent }));
const maps = (pairs: string, kind: CompetencyMapping['kind'] = 'exact') => {
  const [a = '', b = ''] = pairs.split('>');
  return { from: a, to: b, kind };
};
const levels = (...pairs: string[]) =>
  pairs.map((pair) => ({ from: pair.split('>')[0] ?? '', to: pair.split('>')[1] ?? '' }));

test('a ladder is mapped to another one', () => {
  expect(mistakesOf({})).toEqual([]);
  expect(mistakesOf({}, from)).toEqual(['/toLadderId same_ladder']);
});

test('each competency is one of its own framework', () => {
  expect(mistakesOf({ competencies: [maps('C1>C2'), maps('X>C1'), maps('C2>Y')] })).toEqual([
    '/competencies/1/from unknown_competency',
    '/competencies/2/to unknown_competency',
  ]);
});

test.each([
  ['two partial ones', maps('C1>C1', 'partial'), maps('C2>C1', 'partial'), []],
  [
    'an exact one after a partial one',
    maps('C1>C1', 'partial'),
    maps('C2>C1'),
    ['/competencies/1/to target_taken'],
  ],
  [
    'a partial one after an exact one',
    maps('C1>C1'),
    maps('C2>C1', 'partial'),
    ['/competencies/1/to target_taken'],
  ],
  ['the same pair twice', maps('C1>C1', 'partial'), maps('C1>C1'), ['/competencies/1 duplicate_item']],
  ['one that stands for two', maps('C1>C1'), maps('C1>C2'), []],
])('a competency comes from %s', (_, first, second, expected) => {
  expect(mistakesOf({ competencies: [first, second] })).toEqual(expected);
  expect(named(findMappedTwice([first, null, second], []))).toEqual(
    expected.map((one) => one.replace('/1', '/2')),
  );
});

test.each([
  ['none', [], []],
  ['in order', levels('look>look', 'care>help'), []],
  [
    'an unknown one',
    levels('nope>look', 'look>nope'),
    ['/levels/0/from unknown_level', '/levels/1/to unknown_level'],
  ],
  ['one twice', levels('look>look', 'look>help'), ['/levels/1/from level_taken']],
  ['one for two', levels('look>look', 'help>look'), ['/levels/1/to level_taken']],
  ['crossed', levels('look>help', 'help>look'), ['/levels/1 levels_out_of_order']],
  ['listed from the top, yet in order', levels('care>care', 'look>look'), []],
])('levels stand for levels in the order of both ladders: %s', (_, sent, expected) => {
  expect(mistakesOf({ levels: sent })).toEqual(expected);
});

test('a level that is named twice is told before anybody knows the ladders', () => {
  expect(named(findMappedTwice([], [...levels('a>b'), null, ...levels('a>b')]))).toEqual([
    '/levels/2/from level_taken',
    '/levels/2/to level_taken',
  ]);
});

test.each<[string, Levels, string[] | null]>([
  ['all of the same', LOOK_HELP_CARE, ['look', 'help', 'care']],
  [
    'some of the same',
    [
      ['help', 'direct'],
      ['other', 'distant'],
    ],
    ['help'],
  ],
  ['none', [['other', 'direct']], null],
  [
    'in another order',
    [
      ['help', 'direct'],
      ['look', 'present_only'],
    ],
    null,
  ],
  ['with eyes farther away', [['help', 'distant']], null],
])('levels of one code stand for each other, where nobody’s standard is lowered: %s', (_, there, codes) => {
  const sent = { competencies: [], levels: null };
  expect(mistakesOf({}, side('to', there))).toEqual(codes ? [] : ['/levels levels_needed']);
  expect(levelsOf(from, side('to', there), sent)).toEqual(
    (codes ?? []).map((code) => ({ from: code, to: code })),
  );
  // What is said counts, whatever the codes say.
  const stated = levels('look>help');
  expect(levelsOf(from, side('to', there), { competencies: [], levels: stated })).toBe(stated);
});
