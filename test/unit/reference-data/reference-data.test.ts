import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CODE_LISTS } from '../../../src/features/reference-data/reference-data.types.js';

const { components } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  components: { schemas: Record<string, { enum?: string[] }> };
};
const enums = Object.entries(components.schemas).flatMap(([list, schema]) =>
  schema.enum ? [[list, schema.enum] as const] : [],
);

test.each(enums)('the codes of %s are those of the API document, each with its words', (list, codes) => {
  const known = CODE_LISTS.find((one) => one.list === list)?.codes ?? [];

  expect(known.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
});

test('labels are short, in both languages, and of one list no two are alike', () => {
  for (const { list, codes } of CODE_LISTS) {
    for (const language of ['fr', 'en'] as const) {
      const words = codes.map(({ label }) => label[language]);
      expect([list, words.filter((word) => word === '' || word.split(' ').length > 25)]).toEqual([list, []]);
      expect([list, new Set(words).size]).toEqual([list, words.length]);
    }
  }
});
