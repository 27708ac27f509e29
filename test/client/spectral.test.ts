import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import core, { type RulesetDefinition } from '@stoplight/spectral-core';
import parsers from '@stoplight/spectral-parsers';
import rulesets from '@stoplight/spectral-rulesets';

// Every rule of Spectral, those too that it leaves off by itself. Redocly's are a check of its own (redocly.yaml).

test('what Spectral finds is what the page of findings justifies, and nothing else', async () => {
  const spectral = new core.Spectral();
  spectral.setRuleset({ extends: [[rulesets.oas as RulesetDefinition, 'all']] });
  const document = new core.Document(await readFile('openapi.json', 'utf8'), parsers.Json, 'openapi.json');
  const found = new Set((await spectral.run(document)).map(({ code }) => String(code)));

  const page = await readFile('docs/development/openapi-findings.md', 'utf8');
  const [, table = ''] = page.split('## Spectral');
  const justified = [...table.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, rule]) => rule);

  expect([...found].sort()).toEqual(justified.sort());
});

test('what Redocly is told to leave alone is justified there, too', async () => {
  const settings = await readFile('redocly.yaml', 'utf8');
  const page = await readFile('docs/development/openapi-findings.md', 'utf8');
  const [, table = ''] = page.split('## Redocly');
  const silenced = [...settings.matchAll(/^ {2}([\w-]+): off/gm)].map(([, rule]) => rule);

  expect(
    [...(table.split('## ')[0] ?? '').matchAll(/^\| `([\w-]+)` \|/gm)].map(([, rule]) => rule).sort(),
  ).toEqual(silenced.sort());
});
