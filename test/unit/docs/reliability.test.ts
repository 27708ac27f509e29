import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { withResults, type Results } from '../../../scripts/reliability.js';

const page = readFileSync('docs/reliability.md', 'utf8');
const results = JSON.parse(readFileSync('docs/reliability.json', 'utf8')) as Results;

test('the table of the page is that of the results', () => {
  expect(page).toBe(withResults(page, results));
});

test('nothing was lost, nothing was done twice', () => {
  expect(results.figures.length).toBeGreaterThan(10);
  expect(results.figures.filter(({ lost, doubled }) => lost + doubled !== 0)).toEqual([]);
  expect(results.figures.filter(({ tried, survived }) => tried !== survived)).toEqual([]);
});

test('every attack of the page names a test that is there', () => {
  const rows = page
    .slice(page.indexOf('## What was tried against it'))
    .split('\n')
    .filter((line) => /^\| .*`[^`]+` \|$/.test(line));
  const named = rows.flatMap((row) =>
    [...(row.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );

  expect(rows.length).toBeGreaterThan(50);
  const missing = named.filter((name) => {
    const path = name.startsWith('test/') ? name : `test/attacks/${name}`;
    return !existsSync(`${path}.test.ts`) && !existsSync(path);
  });
  expect(missing).toEqual([]);
});
