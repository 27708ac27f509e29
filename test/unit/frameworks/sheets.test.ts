import { expect, test } from '@jest/globals';
import {
  KNOWN_SHEETS,
  sheetAfter,
  sheetBefore,
} from '../../../src/features/frameworks/sheets/known-sheets.rules.js';
import {
  explainExpired,
  explainTooEarly,
  isExpiredFor,
  isTooEarlyFor,
} from '../../../src/features/frameworks/sheets/sheet-days.types.js';
import { sheetOf, type SheetDetails } from '../../../src/features/frameworks/sheets/sheets.types.js';
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
  [
    'no successor, which the data of the law has',
    { rncpSuccessor: null },
    { successor: { rncp: 'RNCP40692' } },
  ],
  [
    'no successor of a sheet that nobody knows',
    { rncp: 'RNCP1111', rncpSuccessor: { rncp: 'later' } },
    { successor: null, predecessor: null, certainty: null },
  ],
  [
    'no end, which the data of the law has',
    { rncpExpiresAt: null },
    { expiresOn: '2025-09-01', certainty: 'V' },
  ],
  [
    'an end that is no day',
    { rncp: 'RNCP1111', rncpExpiresAt: 'bientôt' },
    { expiresOn: null, startsOn: null },
  ],
  [
    'another end, by its author',
    { rncpExpiresAt: '2025-10-01' },
    { expiresOn: '2025-10-01', certainty: null },
  ],
  [
    'another end, in what is shipped and never changes',
    { rncpExpiresAt: '2025-10-01', isPlatforms: true },
    { expiresOn: '2025-09-01', certainty: 'V' },
  ],
  [
    'a sheet whose end nobody knows',
    { rncp: 'RNCP40692', rncpExpiresAt: undefined, rncpSuccessor: undefined },
    { startsOn: '2025-09-01', expiresOn: null, predecessor: { rncp: 'RNCP35830' }, successor: null },
  ],
  [
    'a programme that follows without a number',
    { rncp: 'RNCP37676', rncpExpiresAt: '2026-08-31', rncpSuccessor: undefined },
    { successor: { rncp: null, startsOn: '2026-09-01', isVerified: false } },
  ],
  ['no sheet', { rncp: { code: 1 } }, null],
])('%s', (_, values, sheet) => {
  const found = sheetOf({ ...DEAS, ...values });

  if (sheet) expect(found).toMatchObject(sheet);
  else expect(found).toBeNull();
});

const known = (rncp: string) => {
  const sheet = sheetOf({ title: '', rncp, rncpExpiresAt: null, rncpSuccessor: null });
  if (!sheet) throw new Error(rncp);
  return sheet;
};

test('whoever entered before its first day is told of the sheet of then', () => {
  const sheet = known('RNCP40692');

  expect(isTooEarlyFor(sheet, '2025-08-31' as Day)).toBe(true);
  expect(isTooEarlyFor(sheet, '2025-09-01' as Day)).toBe(false);
  expect(isExpiredFor(sheet, '2099-01-01' as Day)).toBe(false);
  expect(explainTooEarly(sheet).fr).toBe(
    "La fiche RNCP40692 vaut pour les entrées depuis le 1er septembre 2025 : avant, c’était RNCP35830, « Diplôme d'État d'aide-soignant ».",
  );
});

test('each sheet that the law’s data has follows the one before it, and each sentence is short', () => {
  for (const sheet of KNOWN_SHEETS) {
    const [before, after] = [sheetBefore(sheet), sheetAfter(sheet)];
    if (before) expect([sheetAfter(before), before.diploma]).toEqual([sheet, sheet.diploma]);
    if (after) expect((sheet.startsOn ?? '') < (after.startsOn ?? '')).toBe(true);
    if (sheet.rncp === null) continue;
    const read = known(sheet.rncp);
    const sentences = [
      ...(read.expiresOn ? [explainExpired(read), explainExpired({ ...read, successor: null })] : []),
      ...(read.startsOn ? [explainTooEarly(read), explainTooEarly({ ...read, predecessor: null })] : []),
    ];
    const texts = sentences.flatMap(({ fr, en }) => [fr, en]);
    expect(texts.filter((text) => countWords(text) > MAX_WORDS)).toEqual([]);
  }
  expect(KNOWN_SHEETS.filter(({ rncp }) => rncp === null).map(({ diploma }) => diploma)).toEqual(['DEES']);
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
