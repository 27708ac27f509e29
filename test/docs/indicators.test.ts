import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { INDICATORS } from '../../src/features/figures/indicators.rules.js';
import { SMALLEST_GROUP } from '../../src/features/figures/suppression.rules.js';

// `docs/indicators.md` tells every indicator as the program counts it. UPDATE=1 writes it.

const PAGE = 'docs/indicators.md';

const page = () => `# Indicateurs

Ce que comptent les chiffres de \`GET /v1/reports/figures\`. Cette page est faite du code (\`indicators.rules.ts\`) et comparée par un
test.

**Population.** Les contrats signés d’un centre ou d’un employeur qui commencent dans une année scolaire (1er septembre au 31 août), tels
qu’ils étaient enregistrés au 1er octobre qui la suit. Un contrat est d’une seule année et d’une seule formation.

**Secret.** Aucun groupe de moins de ${SMALLEST_GROUP} personnes : ce qui est trop petit est réuni, ou non communiqué. Les effectifs vont de
${SMALLEST_GROUP} en ${SMALLEST_GROUP} ; une part est celle des effectifs arrondis. Il n’y a pas de total à côté des formations.

${Object.entries(INDICATORS)
  .map(
    ([code, { title, definition, source, unit }]) =>
      `## ${title.fr} (\`${code}\`)\n\n${definition.fr}\n\n*${title.en}.* ${definition.en}\n\nUnité : \`${unit}\`. ${source.fr}\n`,
  )
  .join('\n')}`;

test('the page of indicators is what the program counts', () => {
  if (process.env['UPDATE'] === '1') writeFileSync(PAGE, page());

  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});
