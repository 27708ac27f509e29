import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isFiness,
  isSiret,
  isUai,
  normaliseDigits,
  normaliseFiness,
  normaliseUai,
} from '../../../src/features/organisations/identifiers.rules.js';
import {
  findMisplacedFields,
  normaliseOrganisation,
  sameOrganisation,
} from '../../../src/features/organisations/organisations.rules.js';
import type { OrganisationDetails } from '../../../src/features/organisations/organisations.types.js';

/** The digit that makes a number pass Luhn's test, counted apart from the rule. */
const luhnKey = (digits: string): string => {
  const sum = [...digits]
    .reverse()
    .map((digit, index) => (index % 2 === 0 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] : Number(digit)))
    .reduce<number>((a, b) => a + (b ?? 0), 0);
  return String((10 - (sum % 10)) % 10);
};
const keyed = (digits: string) => digits + luhnKey(digits);
const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const siret = fc
  .tuple(digits(8), digits(4))
  .map(([siren, nic]) => keyed(keyed(siren) + nic))
  .filter((one) => !/^0+$/.test(one));

test('a SIRET with both its keys is one, and is none once a digit of it changes', () => {
  fc.assert(
    fc.property(siret, fc.nat(13), fc.integer({ min: 1, max: 9 }), (good, at, by) => {
      expect(isSiret(good)).toBe(true);
      const bad = good.slice(0, at) + ((Number(good[at]) + by) % 10) + good.slice(at + 1);
      // The establishments of La Poste have a rule of their own.
      fc.pre(!bad.startsWith('356000000'));
      expect(isSiret(bad)).toBe(false);
    }),
  );
});

test('nor is it one where only its SIREN is wrong', () => {
  const wrong = fc.tuple(digits(8), fc.integer({ min: 1, max: 9 }), digits(4)).map(([siren, by, nic]) => {
    const key = (Number(luhnKey(siren)) + by) % 10;
    return keyed(`${siren}${key}${nic}`);
  });
  fc.assert(fc.property(wrong, (bad) => bad.startsWith('356000000') || !isSiret(bad)));
});

test.each([
  ['732 829 320 00074', true],
  ['732-829-320.00074', true],
  ['73282932000075', false],
  ['7328293200007', false],
  ['732829320000744', false],
  ['00000000000000', false],
  ['7328293200007A', false],
  ['35600000000048', true], // La Poste, by Luhn
  ['35600000049837', true], // La Poste, by the sum of its digits
  ['35600000049838', false],
])('%s is a SIRET: %s', (value, expected) => {
  expect(isSiret(value)).toBe(expected);
});

test('a UAI has one key among 23 letters', () => {
  fc.assert(
    fc.property(digits(7), (number) => {
      const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) => isUai(number + letter));
      expect(letters).toEqual(['ABCDEFGHJKLMNPRSTUVWXYZ'[Number(number) % 23]]);
      expect(isUai(` ${number}${letters[0]?.toLowerCase()} `)).toBe(true);
    }),
  );
});

test.each([
  ['750712184', true],
  ['75 071 218 4', true],
  ['750712185', false],
  ['75071218', false],
  ['000000000', false],
  ['2A0000123', true],
  ['2b0000123', true],
  ['1A0000123', false],
  ['2C0000123', false],
])('%s is a FINESS: %s', (value, expected) => {
  expect(isFiness(value)).toBe(expected);
});

test('a FINESS outside Corsica has one key', () => {
  fc.assert(
    fc.property(
      digits(8).filter((all) => !/^0+$/.test(all)),
      (number) => {
        const good = [...'0123456789'].filter((key) => isFiness(number + key));
        expect(good).toEqual([luhnKey(number)]);
      },
    ),
  );
});

const details = (values: Partial<OrganisationDetails> = {}): OrganisationDetails => ({
  kind: 'employer',
  name: 'Les Tilleuls',
  siret: '732 829 320 00074',
  uai: null,
  finess: null,
  structureType: null,
  externalId: null,
  ...values,
});

test('identifiers are stored without what was typed around them, and storing them again changes nothing', () => {
  const typed = details({ uai: ' 0750001x ', finess: '2a 0000 123' });
  const stored = normaliseOrganisation(typed);

  expect(stored).toMatchObject({ siret: '73282932000074', uai: '0750001X', finess: '2A0000123' });
  expect(normaliseOrganisation(stored)).toEqual(stored);
  expect(normaliseOrganisation(details())).toMatchObject({ uai: null, finess: null });
  for (const normalise of [normaliseDigits, normaliseFiness, normaliseUai])
    fc.assert(fc.property(fc.string(), (text) => normalise(normalise(text)) === normalise(text)));
});

test.each<[string, Partial<OrganisationDetails>]>([
  ['kind', { kind: 'training_centre' }],
  ['name', { name: 'Les Érables' }],
  ['SIRET', { siret: '1' }],
  ['UAI', { uai: '1' }],
  ['FINESS', { finess: '1' }],
  ['structure', { structureType: 'ehpad' }],
  ['external id', { externalId: '1' }],
])('another %s is another word about an organisation', (_, values) => {
  expect(sameOrganisation(details(), details())).toBe(true);
  expect(sameOrganisation(details(), details(values))).toBe(false);
});

test.each<[OrganisationDetails['kind'], string[]]>([
  ['employer', ['/uai training_centre_only']],
  ['training_centre', ['/finess employer_only', '/structureType employer_only']],
])('an organisation that is a %s has no field of the other kind', (kind, expected) => {
  const all = { kind, uai: '1', finess: '1', structureType: 'ehpad' };
  expect(findMisplacedFields(all).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  expect(findMisplacedFields({ kind, uai: null, finess: null, structureType: null })).toEqual([]);
});
