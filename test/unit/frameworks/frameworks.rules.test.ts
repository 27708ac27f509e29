import { expect, test } from '@jest/globals';
import { readFramework } from '../../../src/features/frameworks/frameworks.rules.js';
import { changed, framework, named } from './world.js';

const { details: _, ...sentFramework } = framework;
const competencies = (count: number, prefix = 'C') =>
  Array.from({ length: count }, (_unused, i) => ({ code: `${prefix}${i}`, title: 'Faire' }));
const block = (code: string, count: number) => ({
  code,
  title: 'Bloc',
  competencies: competencies(count, `${code}.`),
});
const nested = (depth: number): unknown => (depth === 0 ? 'deep' : { in: nested(depth - 1) });

test('a framework keeps what nobody knows: under details, or where it stands in a block or a competency', () => {
  const body = {
    ...sentFramework,
    level: '4',
    durations: { total: 1540 },
    details: { source: 'RNCP' },
    blocks: [
      {
        ...framework.blocks[0],
        rncp: 'RNCP35830BC01',
        competencies: [{ code: 'C1', title: 'A', indicators: ['x'] }],
      },
    ],
  };

  const read = readFramework(body);

  expect(read.mistakes).toEqual([]);
  expect(read.framework).toEqual({
    ...sentFramework,
    blocks: body.blocks,
    details: { source: 'RNCP', level: '4', durations: { total: 1540 } },
  });
});

test.each([
  ['nothing is wrong', '/title', 'Aide-soignante', []],
  ['a title is missing', '/title', undefined, ['/title required']],
  ['a title is blank', '/blocks/0/title', ' ', ['/blocks/0/title text']],
  ['a title is 300 characters', '/title', 'x'.repeat(300), []],
  ['a title is longer', '/title', 'x'.repeat(301), ['/title text']],
  ['a competency is told in 1000 characters', '/blocks/0/competencies/0/title', 'x'.repeat(1000), []],
  [
    'a competency is told in more',
    '/blocks/0/competencies/0/title',
    'x'.repeat(1001),
    ['/blocks/0/competencies/0/title text'],
  ],
  ['a code has an accent', '/blocks/0/competencies/1/code', 'É1', ['/blocks/0/competencies/1/code code']],
  ['a version has spaces', '/version', '2018 (RNCP sheet 2023)', []],
  ['a version is a number', '/version', 2021, ['/version text']],
  [
    'a competency stands twice',
    '/blocks/0/competencies/1/code',
    'C1',
    ['/blocks/0/competencies/1/code duplicate_code'],
  ],
  [
    'a competency has the code of a block',
    '/blocks/0/competencies/1/code',
    'BC01',
    ['/blocks/0/competencies/1/code duplicate_code'],
  ],
  [
    'a code stands in two blocks',
    '/blocks/1',
    { code: 'BC02', title: 'B', competencies: [{ code: 'C1', title: 'A' }] },
    ['/blocks/1/competencies/0/code duplicate_code'],
  ],
  ['there is no block', '/blocks', [], ['/blocks list']],
  [
    'there are 51 blocks',
    '/blocks',
    Array.from({ length: 51 }, (_unused, i) => block(`B${i}`, 1)),
    ['/blocks list'],
  ],
  ['a block has no competency', '/blocks/0/competencies', [], ['/blocks/0/competencies list']],
  ['there are 500 competencies', '/blocks', [block('A', 250), block('B', 250)], []],
  [
    'there are 501 competencies',
    '/blocks',
    [block('A', 250), block('B', 251)],
    ['/blocks too_many_competencies'],
  ],
  ['a block is a word', '/blocks/0', 'BC01', ['/blocks/0 object']],
  ['an id is sent back', '/id', 'x', ['/id unknown_field']],
  ['details are a list', '/details', [], ['/details object']],
  ['a detail holds what PostgreSQL cannot', '/durations', { a: ['ok', 'a\u0000'] }, ['/durations/a/1 text']],
  ['half a character', '/blocks/0/note', '\uD800', ['/blocks/0/note text']],
  [
    'a name of a detail holds what PostgreSQL cannot',
    '/details',
    { 'a/\u0000': 1 },
    ['/details/a~1\u0000 name'],
  ],
  ['a detail is nested 8 deep', '/deep', nested(8), []],
  ['a detail is nested deeper', '/deep', nested(9), [`/deep${'/in'.repeat(8)} too_deep`]],
])('%s', (_name, path, value, mistakes) => {
  expect(named(readFramework(changed(sentFramework, path, value)).mistakes)).toEqual(mistakes);
});

test('all mistakes are told at once', () => {
  const wrong = {
    version: '',
    blocks: [
      { code: 'a b', competencies: [{ title: 'x' }, { code: 'C1', title: 'x' }, { code: 'C1', title: 'y' }] },
    ],
  };

  expect(named(readFramework(wrong).mistakes)).toEqual([
    '/code required',
    '/version text',
    '/title required',
    '/blocks/0/code code',
    '/blocks/0/title required',
    '/blocks/0/competencies/0/code required',
    '/blocks/0/competencies/2/code duplicate_code',
  ]);
});
