import { expect, test } from '@jest/globals';
import { readLadder } from '../../../src/features/frameworks/ladders/ladder-form.rules.js';
import { allMistakes, findLadderMistakes } from '../../../src/features/frameworks/ladders/ladders.rules.js';
import { sent } from '../../../src/features/frameworks/reading/reading.rules.js';
import { changed, framework, ladder, named } from './world.js';

const level = (code: string) => ({ ...ladder().levels[1], code });
const levels = (count: number) =>
  Array.from({ length: count }, (_, i) => level(['observation', 'autonomy'][i] ?? `level_${i}`));

test('a ladder that works is read as it was written', () => {
  const from = sent(ladder());
  const read = readLadder(from, 'frameworkId');

  expect(from.mistakes).toEqual([]);
  expect(read).toEqual(ladder());
  expect(findLadderMistakes(read, framework)).toEqual([]);
});

test.each([
  ['a single level', '/levels', levels(1), ['/levels list', '/missions/0/level unknown_level']],
  ['two levels', '/levels', levels(2), []],
  ['eight levels', '/levels', levels(8), []],
  ['nine levels', '/levels', levels(9), ['/levels list']],
  ['no levels', '/levels', undefined, ['/levels required']],
  ['levels that are no list', '/levels', {}, ['/levels list']],
  [
    'a level that is no object',
    '/levels/1',
    'autonomy',
    ['/levels/1 object', '/missions/0/level unknown_level'],
  ],
  [
    'a level code twice',
    '/levels/1/code',
    'observation',
    ['/levels/1/code duplicate_code', '/missions/0/level unknown_level'],
  ],
  [
    'a level without requirement',
    '/levels/0/requirements',
    [],
    ['/levels/0/requirements level_without_requirement'],
  ],
  ['requirements that nobody sent', '/levels/0/requirements', undefined, ['/levels/0/requirements required']],
  ['an unknown supervision', '/levels/0/supervision', 'none', ['/levels/0/supervision one_of']],
  ['an unknown unlock', '/levels/0/unlock', 'magic', ['/levels/0/unlock one_of']],
  [
    'only levels where nothing is performed',
    '/levels/1/supervision',
    'present_only',
    ['/levels nothing_is_performed'],
  ],
  [
    'a requirement of another framework',
    '/levels/1/requirements/1/competency',
    'C9',
    ['/levels/1/requirements/1/competency unknown_competency'],
  ],
  [
    'a block in place of a competency',
    '/levels/1/requirements/1/competency',
    'BC01',
    ['/levels/1/requirements/1/competency unknown_competency'],
  ],
  [
    'a requirement twice',
    '/levels/1/requirements/1/competency',
    'C1',
    ['/levels/1/requirements/1/competency duplicate_code'],
  ],
  [
    'a quorum of none',
    '/levels/1/requirements/0/quorum/minDistinctDays',
    0,
    ['/levels/1/requirements/0/quorum/minDistinctDays whole_number'],
  ],
  [
    'half an observer',
    '/levels/1/requirements/0/quorum/minObservers',
    1.5,
    ['/levels/1/requirements/0/quorum/minObservers whole_number'],
  ],
  ['as many observers as observations', '/levels/1/requirements/0/quorum/minObservers', 2, []],
  [
    'more observers than observations',
    '/levels/1/requirements/0/quorum/minObservers',
    3,
    ['/levels/1/requirements/0/quorum/minObservers quorum_impossible'],
  ],
  [
    'more days than observations',
    '/levels/1/requirements/0/quorum/minDistinctDays',
    3,
    ['/levels/1/requirements/0/quorum/minDistinctDays quorum_impossible'],
  ],
  ['days with no number of observations', '/levels/1/requirements/0/quorum', { minDistinctDays: 3 }, []],
  [
    'as many days as there are to count',
    '/levels/1/requirements/0/quorum',
    { minDistinctDays: 3, maxAgeDays: 2 },
    [],
  ],
  [
    'more days than there are to count',
    '/levels/1/requirements/0/quorum',
    { minDistinctDays: 4, maxAgeDays: 2 },
    ['/levels/1/requirements/0/quorum/minDistinctDays quorum_out_of_time'],
  ],
  ['an empty quorum', '/levels/1/requirements/0/quorum', {}, []],
  [
    'a quorum with a word too many',
    '/levels/1/requirements/0/quorum',
    { minimum: 1 },
    ['/levels/1/requirements/0/quorum/minimum unknown_field'],
  ],
  ['no mission yet', '/missions', [], []],
  ['a mission code twice', '/missions/1/code', 'meal', ['/missions/1/code duplicate_code']],
  ['a mission that no level reaches', '/missions/1/level', 'mastery', ['/missions/1/level unknown_level']],
  [
    'a mission without competency',
    '/missions/1/competencies',
    [],
    ['/missions/1/competencies mission_without_competency'],
  ],
  [
    'a mission of another framework',
    '/missions/0/competencies',
    ['C1', 'C9'],
    ['/missions/0/competencies/1 unknown_competency'],
  ],
  [
    'a competency twice in a mission',
    '/missions/0/competencies',
    ['C1', 'C1'],
    ['/missions/0/competencies/1 duplicate_code'],
  ],
  [
    'a competency that is no code',
    '/missions/0/competencies',
    ['C1', 7],
    ['/missions/0/competencies/1 code'],
  ],
  ['an act that is never an alternant’s', '/missions/1/acts', ['injection', 'infusion'], []],
  [
    'an act that nobody knows',
    '/missions/1/acts',
    ['injection', 'massage'],
    ['/missions/1/acts/1 unknown_act'],
  ],
  ['an act twice', '/missions/1/acts', ['injection', 'injection'], ['/missions/1/acts/1 duplicate_code']],
  ['an act that is no code', '/missions/1/acts', ['une piqûre'], ['/missions/1/acts/0 code']],
  ['acts that are no list', '/missions/1/acts', 'injection', ['/missions/1/acts list']],
  [
    'prerequisites of the shipped list and of one’s own',
    '/missions/1/prerequisites',
    ['afgsu_2', 'ours'],
    [],
  ],
  [
    'a prerequisite twice',
    '/missions/1/prerequisites',
    ['afgsu_2', 'afgsu_2'],
    ['/missions/1/prerequisites/1 duplicate_code'],
  ],
  [
    'a prerequisite in words',
    '/missions/1/prerequisites',
    ['vaccin à jour'],
    ['/missions/1/prerequisites/0 code'],
  ],
  [
    'twenty-one prerequisites',
    '/missions/1/prerequisites',
    Array.from({ length: 21 }, (_, i) => `p${i}`),
    ['/missions/1/prerequisites list'],
  ],
  ['a structure type of our own', '/missions/1/structureTypes', ['TINY_HOUSE', '*'], []],
  [
    'a structure type twice',
    '/missions/1/structureTypes',
    ['MAS', 'MAS'],
    ['/missions/1/structureTypes/1 duplicate_code'],
  ],
  [
    'a structure type that is no code',
    '/missions/1/structureTypes',
    ['a place'],
    ['/missions/1/structureTypes/0 code'],
  ],
  ['13 years', '/missions/1/minAge', 13, ['/missions/1/minAge whole_number']],
  ['14 years', '/missions/1/minAge', 14, []],
  ['30 years', '/missions/1/minAge', 30, []],
  ['31 years', '/missions/1/minAge', 31, ['/missions/1/minAge whole_number']],
  ['a maybe regulated mission', '/missions/1/regulated', 'maybe', ['/missions/1/regulated boolean']],
  ['a blank title', '/title', '  ', ['/title text']],
  ['a title with a control character', '/title', 'a\u0000b', ['/title text']],
  ['a code with a space', '/code', 'my ladder', ['/code code']],
  ['a field that nobody knows', '/colour', 'red', ['/colour unknown_field']],
])('%s', (_, path, value, mistakes) => {
  expect(mistakesOf(changed(ladder(), path, value))).toEqual(mistakes);
});

test('all mistakes are told at once, those of form and those of meaning', () => {
  let wrong = changed(ladder(), '/title', 7);
  wrong = changed(wrong, '/levels/0/requirements', []);
  wrong = changed(wrong, '/levels/1/requirements/0/competency', 'C9');
  wrong = changed(wrong, '/missions/0/level', 'mastery');
  wrong = changed(wrong, '/missions/1/minAge', 3);

  expect(mistakesOf(wrong)).toEqual([
    '/title text',
    '/missions/1/minAge whole_number',
    '/levels/0/requirements level_without_requirement',
    '/missions/0/level unknown_level',
    '/levels/1/requirements/0/competency unknown_competency',
  ]);
});

test('what is no object lacks every field', () => {
  expect(mistakesOf(null)).toEqual([
    '/code required',
    '/title required',
    '/levels required',
    '/missions required',
  ]);
});

test('without its framework, only the competencies of a ladder are left unjudged', () => {
  const from = sent(
    changed(changed(ladder(), '/missions/0/competencies', ['C9']), '/missions/1/level', 'mastery'),
  );

  expect(named(findLadderMistakes(readLadder(from, 'frameworkId'), null))).toEqual([
    '/missions/1/level unknown_level',
  ]);
});

function mistakesOf(body: unknown): string[] {
  const from = sent(body);
  return named(allMistakes(from.mistakes, findLadderMistakes(readLadder(from, 'frameworkId'), framework)));
}
