import { expect, test } from '@jest/globals';
import {
  explainExpired,
  isExpiredFor,
  sheetOf,
  type SheetDetails,
} from '../../../src/features/frameworks/sheets/sheets.types.js';
import type { Day } from '../../../src/kernel/days.js';
import { countWords, MAX_WORDS } from '../../../src/kernel/sentences.js';

const DEAS: SheetDetails = {
  title: 'Diplôme d’État d’aide-soignant',
  rncp: 'RNCP35830',
  rncpExpiresAt: '2025-09-01',
  rncpSuccessor: { rncp: 'RNCP40692', verified: false },
};

test.each<[string, Partial<SheetDetails>, object | null]>([
  [
    'a sheet with its successor',
    {},
    { rncp: 'RNCP35830', successor: { rncp: 'RNCP40692', title: DEAS.title } },
  ],
  [
    'a successor that has a framework',
    { successorTitle: 'Aide-soignant 2025' },
    { successor: { title: 'Aide-soignant 2025' } },
  ],
  [
    'a number alone',
    { rncp: '35830', rncpSuccessor: '40692' },
    { rncp: 'RNCP35830', successor: { rncp: 'RNCP40692' } },
  ],
  ['no successor', { rncpSuccessor: null }, { successor: null }],
  ['a successor that is none', { rncpSuccessor: { rncp: 'later' } }, { successor: null }],
  ['no end', { rncpExpiresAt: null }, null],
  ['an end that is no day', { rncpExpiresAt: 'bientôt' }, null],
  ['no sheet', { rncp: { code: 1 } }, null],
])('%s', (_, values, sheet) => {
  const found = sheetOf({ ...DEAS, ...values });

  if (sheet) expect(found).toMatchObject(sheet);
  else expect(found).toBeNull();
});

test('whoever entered on its last day is under it; the next day nobody is', () => {
  const sheet = sheetOf(DEAS);
  if (!sheet) throw new Error('no sheet');

  expect(isExpiredFor(sheet, '2025-09-01' as Day)).toBe(false);
  expect(isExpiredFor(sheet, '2025-09-02' as Day)).toBe(true);
  const detail = explainExpired(sheet);
  expect(detail.fr).toBe(
    'La fiche RNCP35830 n’admet plus d’entrée après le 1er septembre 2025 : voyez RNCP40692, « Diplôme d’État d’aide-soignant » (à vérifier).',
  );
  const alone = explainExpired({ ...sheet, successor: null });
  const texts = [detail.fr, detail.en, alone.fr, alone.en];
  expect(texts.filter((text) => countWords(text) > MAX_WORDS)).toEqual([]);
});
