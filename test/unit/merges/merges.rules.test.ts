import { expect, test } from '@jest/globals';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { ContractId, PersonId } from '../../../src/kernel/ids.js';
import { personMerged } from '../../../src/features/merges/merges.facts.js';
import { effectsOf, findObstacles } from '../../../src/features/merges/merges.rules.js';
import { findUndoObstacles } from '../../../src/features/merges/undo.rules.js';
import { MOST_CONTRACTS } from '../../../src/features/merges/sentences.rules.js';
import type {
  MergedContract,
  MergedRecord,
  MergePosition,
  UndoPosition,
} from '../../../src/features/merges/merges.types.js';
import { asOnePerson } from '../../../src/features/ladder/progress/same-person.rules.js';
import type { LadderFact } from '../../../src/features/ladder/facts.types.js';

const record = (values: Partial<MergedRecord> = {}): MergedRecord => ({
  id: 'k' as PersonId,
  givenName: 'Nadia',
  familyName: 'Petit',
  birthDate: '1990-05-04' as Day,
  externalId: null,
  mergedInto: null,
  administersPlatform: false,
  awaitsErasure: false,
  account: null,
  ...values,
});
const contract = (values: Partial<MergedContract> = {}): MergedContract => ({
  id: 'c' as ContractId,
  employer: 'EHPAD',
  trainingCentre: 'CFA',
  startsOn: '2025-09-01' as Day,
  isOfKept: false,
  isOfDuplicate: false,
  keptIs: [],
  duplicateIs: [],
  actedOn: false,
  overlaps: false,
  observations: 0,
  observedByBoth: false,
  decidedByBoth: false,
  ...values,
});
const account = (isDisabled = false, isDisabledByPlatform = false) => ({
  id: 'a',
  isDisabled,
  isDisabledByPlatform,
});
interface Given {
  kept?: Partial<MergedRecord>;
  duplicate?: Partial<MergedRecord>;
  contracts?: MergedContract[];
  byPlatform?: boolean;
}
const position = ({ kept, duplicate, contracts = [], byPlatform = false }: Given): MergePosition => ({
  records: { kept: record(kept), duplicate: record({ id: 'd' as PersonId, ...duplicate }) },
  byPlatform,
  memberships: [],
  contracts,
});

test.each<[string, Given, string[]]>([
  ['nothing', {}, []],
  ['a duplicate already', { duplicate: { mergedInto: 'x' as PersonId } }, ['merged_already']],
  ['the platform', { kept: { administersPlatform: true } }, ['platform_administrator']],
  ['two accounts', { kept: { account: account() }, duplicate: { account: account() } }, ['two_accounts']],
  [
    'only the other account is live',
    { kept: { account: account(true) }, duplicate: { account: account() } },
    ['two_accounts'],
  ],
  [
    'the account of the duplicate is disabled',
    { kept: { account: account() }, duplicate: { account: account(true) } },
    [],
  ],
  [
    'the platform disabled it',
    { kept: { account: account() }, duplicate: { account: account(true, true) } },
    ['account_disabled_by_platform'],
  ],
  [
    'and the platform merges',
    { kept: { account: account() }, duplicate: { account: account(true, true) }, byPlatform: true },
    [],
  ],
  ['another birth date', { duplicate: { birthDate: '1990-05-05' as Day } }, ['other_birth_date']],
  ['a birth date on the duplicate alone', { kept: { birthDate: null } }, ['birth_date_missing']],
  ['an erasure of the duplicate that waits', { duplicate: { awaitsErasure: true } }, ['erasure_asked']],
  ['one of the kept record', { kept: { awaitsErasure: true } }, []],
  ['a birth date on the kept record alone', { duplicate: { birthDate: null } }, []],
  [
    'contracts at once',
    { contracts: [contract({ isOfDuplicate: true, overlaps: true })] },
    ['contracts_overlap'],
  ],
  [
    'tutor of the other',
    { contracts: [contract({ isOfKept: true, duplicateIs: ['observer'] })] },
    ['own_contract'],
  ],
  [
    'alternant of the other',
    { contracts: [contract({ isOfDuplicate: true, keptIs: ['co_tutor'] })] },
    ['own_contract'],
  ],
  ['acted on the other', { contracts: [contract({ isOfDuplicate: true, actedOn: true })] }, ['own_contract']],
  [
    'tutor and referent',
    { contracts: [contract({ keptIs: ['referent'], duplicateIs: ['substitute'] })] },
    ['both_sides'],
  ],
  [
    'decided by both',
    { contracts: [contract({ keptIs: ['main_tutor'], decidedByBoth: true })] },
    ['both_sides'],
  ],
  ['tutors both', { contracts: [contract({ keptIs: ['main_tutor'], duplicateIs: ['co_tutor'] })] }, []],
  [
    'more contracts than are held',
    { contracts: Array.from({ length: MOST_CONTRACTS + 1 }, () => contract({ duplicateIs: ['observer'] })) },
    ['too_many_contracts'],
  ],
])('stands against a merge: %s', (_, given, codes) => {
  expect(findObstacles(position(given)).map(({ code }) => code)).toEqual(codes);
});

test('a merge tells all that it moves', () => {
  const contracts = [
    contract({ isOfDuplicate: true, duplicateIs: [], observations: 2, observedByBoth: true }),
  ];
  const effects = effectsOf(position({ duplicate: { externalId: 'T-2', account: account() }, contracts }));
  expect(effects.map(({ kind }) => kind)).toEqual([
    'contract',
    'account',
    'external_id',
    'facts',
    'counted_once',
  ]);
  expect(effects[0]?.detail.fr).toContain('« EHPAD »');
});

const free: UndoPosition = {
  isUndone: false,
  isMergedOn: false,
  contracts: [],
  actedSince: false,
  signedSince: false,
  movedSince: false,
};
test.each<[string, Partial<UndoPosition>, string, string[]]>([
  ['nothing, on the last day', {}, '2026-04-11T21:59:00.000Z', []],
  ['the day after', {}, '2026-04-11T22:00:00.000Z', ['too_late']],
  [
    'undone, and merged on',
    { isUndone: true, isMergedOn: true },
    '2026-03-12T09:00:00.000Z',
    ['undone_already', 'merged_on'],
  ],
  [
    'what happened since',
    { actedSince: true, signedSince: true, movedSince: true },
    '2026-03-12T09:00:00.000Z',
    ['acted_since', 'contract_changed_since', 'membership_changed_since'],
  ],
])('stands against undoing: %s', (_, given, now, codes) => {
  const merge = { mergedAt: '2026-03-12T08:00:00.000Z' as Instant };
  expect(findUndoObstacles(merge, { ...free, ...given }, now as Instant).map(({ code }) => code)).toEqual(
    codes,
  );
});

test('two records are one observer, also where the second was merged in turn', () => {
  const observed = (observerId: string) =>
    ({ kind: 'observation', observerId, items: [] }) as unknown as LadderFact;
  const same = (duplicateId: string, keptId: string) =>
    ({ contractId: 'c', duplicateId, keptId }) as unknown as Parameters<typeof asOnePerson>[1][number];
  const facts = asOnePerson(
    [observed('a'), observed('b'), observed('c'), observed('d')],
    [same('a', 'b'), same('b', 'c')],
  );
  expect(facts.map((fact) => fact.kind === 'observation' && fact.observerId)).toEqual(['c', 'c', 'c', 'd']);
});

test('the history of each contract tells of it', () => {
  const merge = { id: 'm', keptId: 'k', duplicateId: 'd' } as unknown as Parameters<typeof personMerged>[0];
  expect(personMerged(merge, null)).toEqual({
    event: { type: 'person.merged', data: { mergeId: 'm', keptId: 'k', duplicateId: 'd' } },
    rows: [],
  });
});
