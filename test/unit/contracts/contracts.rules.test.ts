import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compareDetails,
  freesExternalId,
  findMistakes,
  findPinnedRefusal,
  mergeDetails,
  type Referred,
} from '../../../src/features/contracts/contracts.rules.js';
import type { ContractDetails } from '../../../src/features/contracts/contract-details.types.js';
import type { ContractStatus } from '../../../src/features/contracts/contracts.types.js';
import type { Day } from '../../../src/kernel/days.js';
import type { ContractId, LadderId, OrganisationId, PersonId } from '../../../src/kernel/ids.js';
import { details } from './details.js';

const known: Referred = {
  alternantIsKnown: true,
  employerKind: 'employer',
  trainingCentreKind: 'training_centre',
  ladderIsPublished: true,
  continuedAlternantId: null,
};
const [own, before] = ['own', 'before'] as [ContractId, ContractId];
const mistakesOf = (values: Partial<ContractDetails>, referred: Partial<Referred>) =>
  findMistakes(details(values), { ...known, ...referred }, own).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );
const continues = { continuationOf: before };

test.each<[string, Partial<ContractDetails>, Partial<Referred>, string[]]>([
  ['nothing is wrong', {}, {}, []],
  ['nobody knows the alternant', {}, { alternantIsKnown: false }, ['/alternantId unknown_reference']],
  ['nobody knows the employer', {}, { employerKind: null }, ['/employerId unknown_reference']],
  ['a centre employs', {}, { employerKind: 'training_centre' }, ['/employerId employer_expected']],
  ['nobody knows the centre', {}, { trainingCentreKind: null }, ['/trainingCentreId unknown_reference']],
  [
    'an employer trains',
    {},
    { trainingCentreKind: 'employer' },
    ['/trainingCentreId training_centre_expected'],
  ],
  ['the ladder is a draft', {}, { ladderIsPublished: false }, ['/ladderId unknown_reference']],
  ['it lasts one day', { until: '2026-01-02' as Day }, {}, []],
  ['it ends the day before it starts', { until: '2026-01-01' as Day }, {}, ['/endsOn before_start']],
  ['it continues another one', continues, { continuedAlternantId: 'ines' as PersonId }, []],
  ['it continues none that is known', continues, {}, ['/continuationOf unknown_reference']],
  [
    'it continues itself',
    { continuationOf: own },
    { continuedAlternantId: 'ines' as PersonId },
    ['/continuationOf unknown_reference'],
  ],
  [
    'it continues that of somebody else',
    continues,
    { continuedAlternantId: 'paul' as PersonId },
    ['/continuationOf other_alternant'],
  ],
])('a contract is looked at: %s', (_, values, referred, expected) => {
  expect(mistakesOf(values, referred)).toEqual(expected);
});

test('everything that is wrong is told at once', () => {
  const wrong = {
    alternantIsKnown: false,
    employerKind: null,
    trainingCentreKind: null,
    ladderIsPublished: false,
  };
  expect(mistakesOf({ ...continues, until: '2025-01-01' as Day }, wrong)).toHaveLength(6);
});

const representative = { givenName: 'Zoé', familyName: 'Parent', email: null, phone: null };
const CHANGES: readonly (readonly [string, Partial<ContractDetails>])[] = [
  ['kind', { kind: 'professionalisation' }],
  ['alternantId', { alternantId: 'paul' as PersonId }],
  ['employerId', { employerId: 'x' as OrganisationId }],
  ['trainingCentreId', { trainingCentreId: 'x' as OrganisationId }],
  ['ladderId', { ladderId: 'x' as LadderId }],
  ['startsOn', { startsOn: '2026-01-02' as Day }],
  ['endsOn', { until: '2027-01-02' as Day }],
  ['continuationOf', continues],
  ['externalId', { externalId: '42' }],
  ['legalRepresentative', { legalRepresentative: representative }],
];
const FREE = ['externalId', 'legalRepresentative'];

test('whatever changes is told, and only the external id and the legal representative are free', () => {
  fc.assert(
    fc.property(fc.subarray([...CHANGES]), (some) => {
      const given = details(Object.assign({}, ...some.map(([, values]) => values)));
      const names = some.map(([name]) => name);
      expect(compareDetails(details(), given)).toEqual({
        pinned: names.filter((name) => !FREE.includes(name)),
        free: names.filter((name) => FREE.includes(name)),
      });
    }),
  );
});

test('a legal representative changes with any word of theirs, and not with a copy', () => {
  const named = details({ legalRepresentative: representative });
  const changed = (values: object) =>
    compareDetails(named, details({ legalRepresentative: { ...representative, ...values } })).free;

  expect(changed({})).toEqual([]);
  for (const values of [{ givenName: 'Z' }, { familyName: 'P' }, { email: 'z@example.org' }, { phone: '1' }])
    expect(changed(values)).toEqual(['legalRepresentative']);
});

test.each([
  ['completed', '2025-09-01', true],
  ['terminated', '2025-09-01', true],
  ['completed', '2025-08-31', false],
  ['active', '2025-09-01', false],
  ['draft', '2025-09-01', false],
  ['cancelled', '2025-01-01', true],
] as const)(
  'a contract that is %s until 1 September 2025 frees its external id for %s: %s',
  (status, on, frees) => {
    const stored = { status, heldUntil: '2025-09-01' as Day };

    expect(freesExternalId(stored, { startsOn: on as Day })).toBe(frees);
  },
);

test.each<[ContractStatus, string[], string | null]>([
  ['draft', ['alternantId', 'endsOn'], null],
  ['signed', [], null],
  ['signed', ['startsOn'], 'amendment_required startsOn'],
  [
    'active',
    ['employerId', 'trainingCentreId', 'endsOn'],
    'amendment_required employerId trainingCentreId endsOn',
  ],
  ['suspended', ['endsOn'], 'amendment_required endsOn'],
  ['active', ['alternantId', 'endsOn'], 'not_amendable alternantId'],
  ['active', ['kind', 'ladderId', 'continuationOf'], 'not_amendable kind ladderId continuationOf'],
  ['completed', ['endsOn'], 'not_amendable endsOn'],
  ['terminated', ['endsOn'], 'not_amendable endsOn'],
  ['cancelled', ['startsOn'], 'not_amendable startsOn'],
])('an amendment is named only where one would help: %s, %j', (status, pinned, expected) => {
  const refusal = findPinnedRefusal(status, pinned);
  expect(refusal && [refusal.code, ...(refusal.details['fields'] as string[])].join(' ')).toBe(expected);
});

test('a correction leaves what it does not name, and clears what it names', () => {
  const stored = details({ externalId: '42', legalRepresentative: representative });
  expect(mergeDetails(stored, {})).toEqual(stored);
  expect(mergeDetails(stored, { externalId: null, until: '2027-06-01' as Day })).toEqual(
    details({ legalRepresentative: representative, until: '2027-06-01' as Day }),
  );
  expect(mergeDetails({ ...stored, more: 1 } as ContractDetails, {})).toEqual(stored);
});
