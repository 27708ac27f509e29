import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { holdsNir } from '../../../src/kernel/nir.js';
import { runs, SEED } from '../../support/runs.js';

const isNir = (text: string) => stdnum['FR']?.['nir']?.validate(text).isValid;

/** The known sample, made of digits that belong to nobody. */
const PARTS = ['2', '55', '08', '14', '168', '025', '38'] as const;

test.each([
  PARTS.join(''),
  PARTS.join(' '),
  PARTS.join('.'),
  PARTS.join('-'),
  PARTS.join('\u00A0'),
  '2550814168025 / 38',
  '2550814168025 (38)',
  '25508 14168 02538',
  'n°255081416802538.',
  'NIR255081416802538',
  'tel 06 12 34 56 78, 2 55 08 14 168 025 38',
  'née en 1955 2 55 08 14 168 025 38',
  '２５５０８１４１６８０２５３８',
  'Sécurité sociale : 2550814168025',
  'nir 2550814168025',
  '2550814168025 clé 38',
  '2550814168025 (clé : 38)',
  '2 55 08 14 168 025',
  '155082A168025',
  '1 55 08 2b 168 025',
])('%s is one', (text) => {
  expect(holdsNir(text)).toBe(true);
  expect(holdsNir(`Elle dit ${text} et s’en va`)).toBe(true);
});

test.each([
  ['another key', '255081416802539'],
  ['13 digits of which nothing is told', '2550814168025'],
  ['milliseconds', '1770110400000'],
  ['milliseconds of a key', 'clé USB 1770110400000'],
  ['milliseconds of a day', 'depuis 1772323200000 jusqu’à 1774915200000'],
  ['a SIRET', '77937827200016'],
  ['a SIRET with gaps', '779 378 272 00016'],
  ['a phone', '+33 1 99 00 12 34'],
  ['phones', '06 12 34 56 78 - 01 45 67 89 10'],
  ['a UUID', '01997a1e-2550-7814-9680-255081416802'],
  ['a UUID of digits', '25508141-6802-4538-8255-081416802538'],
  ['days', '2026-03-12 2027-08-31 2028-01-01'],
  ['a DECA number', '042202609120042'],
  ['an IBAN', 'FR76 3000 6000 0112 3456 7890 189'],
  ['a card', '4970 1012 3456 7890'],
  ['a hash', 'e3b0c255081416802538c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['more digits around it', '1255081416802538'],
  ['numbers of a list', '12 500\n13 800\n14 168\n02 538'],
  ['a month that is none', '255 43 14 168 025 38'],
  ['an RNCP sheet and a diploma code', 'RNCP40692 46033104 56033207'],
])('%s is none', (_, text) => expect(holdsNir(text)).toBe(false));

const digits = (min: number, max: number, length: number) =>
  fc.integer({ min, max }).map((n) => String(n).padStart(length, '0'));
const bare = fc
  .tuple(
    fc.constantFrom('1', '2'),
    digits(0, 99, 2),
    digits(1, 12, 2),
    fc.oneof(digits(1, 95, 2), fc.constantFrom('2A', '2B')),
    digits(1, 990, 3),
    digits(1, 999, 3),
  )
  .map((parts) => [...parts]);
const keyOf = (nir: string) => 97 - (Number(nir.replace('2A', '19').replace('2B', '18')) % 97);

test('what another library takes for one is refused, with any gaps; with another key it is not', () => {
  fc.assert(
    fc.property(
      bare,
      fc.constantFrom('', ' ', '.', '-', ' - '),
      fc.integer({ min: 1, max: 96 }),
      (parts, gap, shift) => {
        const key = keyOf(parts.join(''));
        const nir = (last: number) => [...parts, String(last).padStart(2, '0')];
        expect(isNir(nir(key).join(''))).toBe(true);
        expect(holdsNir(nir(key).join(gap))).toBe(true);
        const wrong = ((key + shift - 1) % 97) + 1;
        expect(isNir(nir(wrong).join(''))).toBe(false);
        expect(holdsNir(nir(wrong).join(''))).toBe(false);
      },
    ),
    { seed: SEED, numRuns: runs(200, 20_000) },
  );
});

test('nothing else is: of fifteen digits exactly those of which the other library says so, in a month that may be', () => {
  fc.assert(
    fc.property(digits(100_000_000_000_000, 299_999_999_999_999, 15), (text) => {
      const month = Number(text.slice(3, 5));
      const mayBe = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
      const isSound = mayBe && text.slice(7, 10) !== '000' && text.slice(10, 13) !== '000';
      expect(holdsNir(text)).toBe(isSound && isNir(text));
    }),
    { seed: SEED, numRuns: runs(500, 50_000) },
  );
});

test('a long text is walked through once', () => {
  const long = ['1 '.repeat(100_000), '2550814168025 '.repeat(15_000), '2A'.repeat(100_000)];
  for (const text of long) {
    const start = performance.now();
    expect(holdsNir(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(3_000);
  }
});
