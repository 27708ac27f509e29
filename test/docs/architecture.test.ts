import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';

const page = readFileSync('docs/architecture.md', 'utf8');
const MOST_FILES = 15;

/** The files that a walk names, in its order. */
function walk(name: 'write' | 'read'): string[] {
  const [, after = ''] = page.split(`<!-- walk: ${name} -->`);
  return [...(after.split('<!-- end -->')[0] ?? '').matchAll(/^\d+\. `(src\/[^`]+)`/gm)].map(
    ([, file]) => file ?? '',
  );
}

test.each(['write', 'read'] as const)('the walk of one %s names files that are there, each once', (name) => {
  const files = walk(name);

  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  expect(new Set(files).size).toBe(files.length);
});

test('one sign-off is followed from the controller to the commit in fifteen files at most', () => {
  expect(walk('write').length).toBeLessThanOrEqual(MOST_FILES);
});

test('the walk leads on: each file is imported by one that was named, but for the interceptor around them', () => {
  const files = walk('write');
  const importsOf = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) =>
      normalize(join(dirname(file), path.replace(/\.js$/, '.ts'))),
    );
  const lost = files
    .slice(1)
    .filter((file) => basename(file) !== 'answer.interceptor.ts')
    .filter((file) => !files.some((other) => other !== file && importsOf(other).includes(file)));

  expect(lost).toEqual([]);
});

test('what the walk says is called there, is there', () => {
  const stated = [...page.matchAll(/^\d+\. `(src\/[^`]+)`[^`]*: `(\w+)`/gm)];

  expect(stated.length).toBeGreaterThan(5);
  const missing = stated.filter(([, file = '', name = '']) => !readFileSync(file, 'utf8').includes(name));
  expect(missing.map(([line]) => line)).toEqual([]);
});
