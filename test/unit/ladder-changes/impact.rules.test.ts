import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import type { MappingContent } from '../../../src/features/frameworks/mappings/mappings.types.js';
import {
  endedMissions,
  findMoveImpact,
  takesAway,
  type Position,
} from '../../../src/features/ladder-changes/impact.rules.js';
import type { LadderChangeRow } from '../../../src/features/ladder-changes/ladder-change.entity.js';
import { ladderChanged, progressionOf } from '../../../src/features/ladder-changes/ladder-changes.facts.js';
import { requireMover } from '../../../src/features/ladder-changes/ladder-changes.policy.js';
import type {
  LadderChangeId,
  MoveImpact,
  Moving,
} from '../../../src/features/ladder-changes/ladder-changes.types.js';
import type { KnownCircumstances } from '../../../src/features/ladder/circumstances.types.js';
import { lastingCircumstancesOf } from '../../../src/features/ladder/entitlements/entitlement.rules.js';
import { viewLadder } from '../../../src/features/ladder/ladder.rules.js';
import type { LadderProgress } from '../../../src/features/ladder/progress/ladder-progress.types.js';
import { migrateProgress } from '../../../src/features/ladder/versions/migrate-progress.rules.js';
import type { Day } from '../../../src/kernel/days.js';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { History, progressAfter, smallLadder, person } from '../ladder/world.js';
import { authorship, codeOf, life, now, today, tomorrow, yesterday } from '../mandates/team.js';

const from = smallLadder();
const ladderTo = (values: Partial<Ladder> = {}): Ladder => ({
  ...smallLadder(),
  id: 'next' as LadderId,
  ...values,
});
const same = from.levels.map(({ code }) => ({ from: code, to: code }));
const exact = (...codes: string[]): MappingContent['competencies'] =>
  codes.map((code) => ({ from: code, to: code, kind: 'exact' }));
const WHOLE: MappingContent = { competencies: exact('A', 'B'), levels: same };

const known: KnownCircumstances = {
  birthDate: '2000-01-01' as Day,
  structureType: 'ehpad',
  places: [],
  lastResumedOn: null,
  concerns: [],
  unsafe: [],
  attestations: [],
  declarations: [],
};
const positionOf = (ladder: Ladder, progress: LadderProgress): Position => ({
  ladder,
  progress,
  state: viewLadder(ladder, progress, now),
  on: (day) => lastingCircumstancesOf({ ...known, life }, day),
});

/** Three levels are achieved when the contract moves. */
function moved(to: Ladder, mapping: MappingContent) {
  const history = new History();
  for (const { code } of from.levels.slice(0, 3)) history.achieve(from, code);
  const progress = progressAfter(from, history);
  const signed = history.facts.flatMap((fact) =>
    fact.kind === 'sign_off' ? [[fact.id, fact] as const] : [],
  );
  const change = { sequence: 99, recordedAt: now, to, mapping };
  const led = migrateProgress(from, progress, change, new Map(signed));
  return { before: positionOf(from, progress), after: positionOf(to, led.progress), changes: led.changes };
}
type Hanging = Pick<Moving, 'assignments' | 'mandates' | 'concerns'>;
const impactOf = (to: Ladder, mapping: MappingContent, hanging: Partial<Hanging> = {}) => {
  const { before, after } = moved(to, mapping);
  return findMoveImpact(
    before,
    after,
    mapping,
    { assignments: [], mandates: [], concerns: [], ...hanging },
    today,
  );
};
const given = (mission: string, start = today, until: Day | null = null) =>
  ({
    assignmentId: `${mission} ${start}`,
    mission,
    from: start,
    until,
  }) as unknown as Hanging['assignments'][number];

test('a move where everything is exact keeps all, and takes nothing away', () => {
  const impact = impactOf(ladderTo(), WHOLE, {
    assignments: [given('wash')],
    mandates: [{ mandateId: 'm', maxLevel: 'autonomy' }],
    concerns: [{ severity: 'high', missions: ['wash'] }],
  });

  expect(takesAway(impact)).toBe(false);
  expect(impact).toMatchObject({
    currentLevel: { before: 'autonomy', after: 'autonomy' },
    toReacquire: [],
    lost: [],
    missions: [],
    assignments: [],
    mandates: [],
    concerns: [],
  });
  expect(impact.keeps.map(({ level, competency, status }) => `${level} ${competency} ${status}`)).toEqual([
    'observation A acquired',
    'observation B acquired',
    'simple_tasks A acquired',
    'simple_tasks B acquired',
    'supervised_care A acquired',
    'supervised_care B acquired',
  ]);
});

test('what is partial must be acquired again, and is counted as seen until then', () => {
  const partial = [...exact('A'), { from: 'B', to: 'B', kind: 'partial' as const }];
  const impact = impactOf(
    ladderTo(),
    { competencies: partial, levels: same },
    { assignments: [given('wash')] },
  );

  expect(takesAway(impact)).toBe(true);
  expect(impact.toReacquire).toMatchObject([
    { level: 'observation', competency: 'B', signOffIds: [expect.any(String)] },
    { level: 'simple_tasks', competency: 'B', signOffIds: [expect.any(String)] },
    { level: 'supervised_care', competency: 'B', signOffIds: [expect.any(String)] },
  ]);
  expect(impact.lost).toEqual([]);
  expect(impact.currentLevel.after).toBe('observation');
  expect(impact.missions).toContainEqual({ mission: 'wash', before: expect.any(String), after: null });
  expect(impact.assignments.map(({ mission }) => mission)).toEqual(['wash']);
});

test('what nothing stands for is lost, and asked again by levels that were achieved', () => {
  const { lost, toReacquire } = impactOf(ladderTo(), { competencies: exact('A'), levels: same });
  const pairs = ['observation B', 'simple_tasks B', 'supervised_care B'];
  expect(lost.map(({ level, competency }) => `${level} ${competency}`)).toEqual(pairs);
  expect(
    toReacquire.map(({ level, competency, signOffIds }) => [`${level} ${competency}`, signOffIds]),
  ).toEqual(pairs.map((pair) => [pair, []]));
});

test('each level is shown with the one that stands for it, and those that none stands for after them', () => {
  const mapping = { ...WHOLE, levels: same.slice(0, 1) };
  expect(impactOf(ladderTo(), mapping).levels).toEqual([
    { from: 'observation', before: 'achieved', to: 'observation', after: 'achieved' },
    { from: null, before: null, to: 'simple_tasks', after: 'open' },
    { from: null, before: null, to: 'supervised_care', after: 'locked' },
    { from: null, before: null, to: 'autonomy', after: 'locked' },
    { from: 'simple_tasks', before: 'achieved', to: null, after: null },
    { from: 'supervised_care', before: 'achieved', to: null, after: null },
    { from: 'autonomy', before: 'open', to: null, after: null },
  ]);
});

test('with a mission that the new ladder has not, what was given of it and what was raised about it end', () => {
  const to = ladderTo({ missions: from.missions.filter(({ code }) => code !== 'wash') });
  const impact = impactOf(to, WHOLE, {
    assignments: [given('wash', yesterday, tomorrow), given('wash', tomorrow), given('meal')],
    concerns: [
      { severity: 'high', missions: ['wash', 'meal'] },
      { severity: 'low', missions: ['wash'] },
    ],
  });

  expect(endedMissions(from, to)).toEqual(['wash']);
  expect(endedMissions(to, from)).toEqual([]);
  // The last day, included.
  expect(impact.assignments.map(({ assignmentId, to: last }) => [assignmentId, last])).toEqual([
    [`wash ${yesterday}`, today],
    [`wash ${tomorrow}`, null],
  ]);
  expect(impact.concerns).toEqual(['wash']);
});

test('a mandate up to a level is opened again, unless that level stands for itself', () => {
  const mandates = ['observation', 'simple_tasks', 'autonomy'].map((maxLevel) => ({
    mandateId: maxLevel,
    maxLevel,
  }));
  const mapping = { ...WHOLE, levels: [...same.slice(0, 1), { from: 'simple_tasks', to: 'autonomy' }] };
  expect(impactOf(ladderTo(), mapping, { mandates }).mandates.map(({ maxLevel }) => maxLevel)).toEqual([
    'simple_tasks',
    'autonomy',
  ]);
});

const NOTHING: MoveImpact = {
  currentLevel: { before: 'a', after: 'a' },
  levels: [],
  keeps: [],
  toReacquire: [],
  lost: [],
  missions: [],
  assignments: [],
  mandates: [],
  halfSignatures: [],
  concerns: [],
};
const level = (before: 'achieved' | 'open', after: 'achieved' | 'open') => [
  { from: 'a', before, to: 'a', after },
];
const mission = (before: 'direct' | 'distant' | null, after: 'direct' | 'distant' | null) => [
  { mission: 'm', before, after },
];

test.each<[string, Partial<MoveImpact>, boolean]>([
  ['nothing', {}, false],
  ['something to acquire again', { toReacquire: [{ level: 'a', competency: 'A', signOffIds: [] }] }, true],
  ['something lost', { lost: [{ level: 'a', competency: 'A', signOffId: 's' }] }, true],
  ['an assignment', { assignments: [{ assignmentId: 'a', mission: 'm', from: today, to: null }] }, true],
  ['a mandate', { mandates: [{ mandateId: 'm', maxLevel: 'a' }] }, true],
  ['half of a signature', { halfSignatures: ['a'] }, true],
  ['a level that was achieved', { levels: level('achieved', 'open') }, true],
  ['a level that becomes achieved', { levels: level('open', 'achieved') }, false],
  ['a mission', { missions: mission('direct', null) }, true],
  ['eyes that come closer', { missions: mission('distant', 'direct') }, true],
  ['eyes that go farther', { missions: mission('direct', 'distant') }, false],
  ['a mission more', { missions: mission(null, 'direct') }, false],
  ['a concern, which is reviewed first', { concerns: ['m'] }, false],
])('whoever moves a contract must have seen what falls: %s, %s', (_, values, expected) => {
  expect(takesAway({ ...NOTHING, ...values })).toBe(expected);
});

const [centre, other] = ['centre', 'other'] as [OrganisationId, OrganisationId];

const ofCentre = { alternantId: person('ines'), trainingCentreId: centre };

test('the centre moves a contract by its administrators, never its own alternant; others do not', () => {
  expect(requireMover({ people: [], adminOf: [other, centre] }, ofCentre).trainingCentreId).toBe(centre);
  expect(codeOf(() => requireMover({ people: [], adminOf: [other] }, ofCentre))).toBe('forbidden');
  expect(codeOf(() => requireMover({ people: [person('ines')], adminOf: [centre] }, ofCentre))).toBe(
    'forbidden',
  );
});

test('a move is told first, then the levels that it takes up or down; nobody waits for what it makes ready', () => {
  const to = ladderTo({ missions: [] });
  const led = moved(to, { competencies: exact('A'), levels: same });
  const by = requireMover({ people: [], adminOf: [centre] }, ofCentre);
  const reported = {
    mappingId: 'map' as LadderChangeRow['mappingId'],
    fromLadderId: from.id,
    toLadderId: to.id,
  };
  const fact = ladderChanged(
    by,
    authorship('admin'),
    'x' as LadderChangeId,
    { id: reported.mappingId, ...reported },
    led,
  );

  expect(fact.event).toEqual({ type: 'contract.ladder_changed', data: { ladderChangeId: 'x', ...reported } });
  expect(rowIn<LadderChangeRow>([fact], 'ladder_changes')).toEqual({
    ...reported,
    id: 'x',
    recordedBy: 'admin',
    recordedByClient: null,
    endedMissions: ['meal', 'wash', 'welcome'],
  });
  const progression = progressionOf(led);
  expect(progression.start).toBe(led.before);
  const { state, events } = progression.advance(led.before, led, 99);
  expect(state).toBe(led.after);
  expect(events).toHaveLength(led.changes.length);
  expect(events[0]).toEqual({ type: 'level.reopened', data: { level: 'observation', because: 99 } });
  expect(progression.updateOf(state)).toMatchObject({
    mode: 'upsert',
    awaited: null,
    values: { sequence: 99 },
  });
});
