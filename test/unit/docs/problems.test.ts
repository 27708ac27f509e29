import { WARNING_CODES } from '../../../src/features/contracts/signing/warnings.rules.js';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PASSWORD_FLAWS } from '../../../src/kernel/password-flaws.js';

const files = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name));
const source = files.map((file) => readFileSync(file, 'utf8')).join('\n');
const filter = readFileSync('src/platform/responses/problem.filter.ts', 'utf8');
const [problems = '', inErrors = '', reasons = '', warnings = ''] = readFileSync(
  'docs/problems.md',
  'utf8',
).split(/^# Codes .*$/m);

const STATUS = new Map(
  found(filter, /^ {2}(\w+): (\d{3}),$/gm).map(([kind, status]) => [kind, Number(status)]),
);

test('each problem is documented with its status and its kind, and no other is', () => {
  const literal = found(source, /new AppError\(\s*'(\w+)',\s*'(\w+)'/g).map(([kind, code]) => [code, kind]);
  const byHelper = found(source, /\b(?:refused|decisionProblem)\(\s*'(\w+)'/g).map(([code]) => [
    code,
    'conflict',
  ]);
  const [order = ''] = /REFUSAL_ORDER = \[[^\]]+\]/.exec(source) ?? [];
  const byItem = found(order, /'(\w+)'/g).map(([code]) => [code, 'conflict']);
  const given = [...literal, ...byHelper, ...byItem].map(
    ([code, kind]) => `${code} ${STATUS.get(kind ?? '')} ${kind}`,
  );
  const documented = found(problems, /^## (\w+)\n\n(\d{3}) `(\w+)`$/gm).map((parts) => parts.join(' '));

  expect(documented.sort()).toEqual([...new Set(given)].sort());
  expect(problems).toContain('## internal_error\n\n500\n');
});

test('a problem whose code is not written beside its kind comes from a helper that this test reads', () => {
  const helpers = files.filter((file) => /new AppError\(\s*'\w+',\s*[^'\s]/.test(readFileSync(file, 'utf8')));

  expect(helpers.sort()).toEqual([
    'src/features/amendments/amendments.errors.ts',
    'src/features/contracts/signing/signing.errors.ts',
    'src/features/level-decisions/level-decisions.errors.ts',
    'src/features/sign-offs/item-refusals.errors.ts',
  ]);
});

test('every code of a field is documented, and no other', () => {
  const given = [
    ...found(source, /\b(?:fieldError|invalidField)\(\s*[^,]+,\s*'(\w+)'/g),
    ...found(source, /\bnote\(\s*[^,]+,\s*[^,]+,\s*'(\w+)'/g),
    ...found(source, /\b(?:field|typedByHand|Identifier)\(\s*'(\w+)'/g),
    ...Object.values(PASSWORD_FLAWS).map(({ code }) => [code]),
  ];

  expect(rowsOf(inErrors)).toEqual([...new Set(given.map(([code]) => code))].sort());
});

test('every reason against a mission, and every warning, is documented', () => {
  const [refusal = ''] = /export type Refusal =[\s\S]*?;\n\n/.exec(source) ?? [];

  expect(rowsOf(reasons)).toEqual(
    found(refusal, /code: '(\w+)'/g)
      .flat()
      .sort(),
  );
  expect(rowsOf(warnings)).toEqual(
    [...new Set([...found(source, /\bfinding\(\s*'(\w+)'/g).flat(), ...WARNING_CODES])].sort(),
  );
});

test('each kind of error has the documented status', () => {
  const documented = found(readFileSync('docs/status-codes.md', 'utf8'), /^\| (\d{3}) \| `(\w+)` \|/gm).map(
    ([status, kind]) => [kind, Number(status)],
  );

  expect(STATUS.size).toBeGreaterThan(5);
  expect(new Map(documented as [string, number][])).toEqual(STATUS);
});

function rowsOf(table: string): (string | undefined)[] {
  return found(table, /^\| `(\w+)` \|/gm)
    .flat()
    .sort();
}

/** What each match caught. */
function found(text: string, pattern: RegExp): string[][] {
  return [...text.matchAll(pattern)].map(([, ...caught]) => caught);
}
