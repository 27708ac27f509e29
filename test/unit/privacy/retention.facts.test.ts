import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { SECTION_TITLES } from '../../../src/features/privacy/export/sections.rules.js';
import { RETENTION } from '../../../src/features/privacy/retention/retention.facts.js';

const page = readFileSync('docs/privacy.md', 'utf8');

test('the page for a data protection officer tells how long each kind is kept, and why, as the product does', () => {
  const thens = { deleted: 'supprimé', erased: 'effacé', kept: 'gardé' };
  const rows = RETENTION.map(
    ({ title, kept, because, fate }) => `| ${title.fr} | ${kept.fr} | ${because.fr} | ${thens[fate]} |`,
  );
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
});

test('the page names every part of a file', () => {
  expect(Object.values(SECTION_TITLES).filter(({ fr }) => !page.includes(fr))).toEqual([]);
});
