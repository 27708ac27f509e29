import { expect, test } from '@jest/globals';
import type { Instant } from '../../../../src/kernel/days.js';
import type { ContractId, LadderId } from '../../../../src/kernel/ids.js';
import { findWanted, laddersAt, putWords } from '../../../../src/features/ladder/words/words.rules.js';
import type { KnownWords } from '../../../../src/features/ladder/words/words.types.js';
import type { Ladder } from '../../../../src/features/frameworks/frameworks.types.js';

const CONTRACT = '0199c1d2-0000-7000-8000-000000000031' as ContractId;
const PERSON = '0199c1d2-0000-7000-8000-000000000003';
const STRANGER = '0199c1d2-0000-7000-8000-000000000004';
const ladder = (title: string, missions: Ladder['missions'] = []): Ladder => ({
  id: '0199c1d2-0000-7000-8000-000000000009' as LadderId,
  code: 'L',
  title: 'L',
  levels: [{ code: 'one', title, supervision: 'direct', unlock: 'decision', requirements: [] }],
  missions,
  competencyTitles: { C1: 'Accompagner' },
});
const mission = { code: 'gone', title: 'Aider au lever', level: 'one', competencies: ['C1'] };
const NOW = ladder('Un');
const BEFORE = ladder('Premier', [mission]);
const KNOWN: KnownWords = {
  laddersOf: ({ contractId }) => (contractId === CONTRACT ? [NOW, BEFORE] : []),
  names: { [PERSON]: 'Claire Petit' },
};
const worded = (value: object, contractId: ContractId | null = null, known = KNOWN): object => {
  putWords(findWanted(value, { contractId, ladderId: null, at: null }), known);
  return value;
};

test.each([
  [{ level: 'one' }, { level: 'one', levelTitle: 'Un' }],
  [
    { competency: 'C1', maxLevel: null },
    { competencyTitle: 'Accompagner', maxLevelTitle: null },
  ],
  [{ data: [{ mission: 'gone' }] }, { data: [{ missionTitle: 'Aider au lever' }] }],
  [{ missions: ['gone', 'never'] }, { missionTitles: ['Aider au lever', 'never'] }],
  [{ levels: [{ level: 'one' }] }, { levels: [{ levelTitle: 'Un' }] }],
  [
    { recordedBy: PERSON, personId: STRANGER },
    { recordedByName: 'Claire Petit', personName: null },
  ],
])('%j, of a contract, is answered with %j', (value, expected) => {
  expect(worded(value, CONTRACT)).toMatchObject(expected);
});

test('a code is that of the contract that the object names, or that what it shows names', () => {
  expect(worded({ contractId: CONTRACT, level: 'one' })).toHaveProperty('levelTitle', 'Un');
  expect(worded({ ladder: { contractId: CONTRACT }, impact: { level: 'one' } })).toMatchObject({
    impact: { levelTitle: 'Un' },
  });
});

test.each([
  ['a code that nothing around explains', { level: 'one' }, null],
  ['what a centre wrote', { blocks: [{ level: 'one' }], details: { recordedBy: PERSON } }, CONTRACT],
  ['what is no code', { level: { code: 'one' }, recordedBy: 'somebody', levels: [] }, CONTRACT],
])('%s is answered as it is', (_, value, contractId) => {
  const before = structuredClone(value);

  expect(worded(value, contractId)).toEqual(before);
});

test('where names are not told, none is', () => {
  expect(worded({ recordedBy: PERSON, level: 'one' }, CONTRACT, { ...KNOWN, names: null })).toEqual({
    recordedBy: PERSON,
    level: 'one',
    levelTitle: 'Un',
  });
});

test('what was recorded has the titles of the ladder that the contract had then', () => {
  const [first, second, third] = ['1', '2', '3'] as LadderId[];
  const had = [
    { ladderId: third!, until: null },
    { ladderId: second!, until: '2026-02-02T00:00:00.000Z' as Instant },
    { ladderId: first!, until: '2026-01-01T00:00:00.000Z' as Instant },
  ];
  const at = (instant: string | null) => laddersAt(had, instant as Instant | null)[0];

  expect(
    [null, '2026-02-02T00:00:00.000Z', '2026-02-01T23:59:59.999Z', '2025-12-31T23:59:59.999Z'].map(at),
  ).toEqual([third, third, second, first]);
});
