import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { LEGAL_RULES } from '../../../src/kernel/legal-rules.js';
import { NAMES, UNITS, WORDS } from './french.js';
import { rulesPage, THEMES } from './rules-page.js';

// `docs/rules.md` tells an officer every rule of `data/legal-rules.json`. UPDATE=1 writes it.

const PAGE = 'docs/rules.md';

test('the page of rules is what the data say', () => {
  const page = rulesPage();
  if (process.env['UPDATE'] === '1') writeFileSync(PAGE, page);

  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test('every rule has one theme, and every figure its French words', () => {
  const placed = LEGAL_RULES.map(({ code }) => [
    code,
    THEMES.filter(([, begins]) => begins.test(code)).length,
  ]);
  expect(placed.filter(([, themes]) => themes !== 1)).toEqual([]);
  const figures = LEGAL_RULES.flatMap(({ values }) => values);
  expect(figures.filter(({ name, unit }) => !(name in NAMES) || !(unit in UNITS))).toEqual([]);
  const words = figures
    .flatMap(({ value }) => value)
    .filter((one) => typeof one === 'string' && /[a-z]_|^[a-z]+$/.test(one) && !(one in WORDS));
  expect(words).toEqual([]);
});

test('every code that the program asks of the law is one of the data', () => {
  const known = new Set(LEGAL_RULES.map(({ code }) => code));
  const families = [...new Set([...known].map((code) => code.split('.')[0] ?? ''))].join('|');
  const asked = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'legal-rules.dto.ts')
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/legalRuleOn\(\s*'([^']+)'/g)].map((match) => match[1]),
    );

  expect(families).toContain('apprenticeship');
  expect(asked.filter((code) => code !== undefined && !known.has(code))).toEqual([]);
});
