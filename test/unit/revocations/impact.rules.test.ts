import { expect, test } from '@jest/globals';
import type { ContractLife } from '../../../src/features/contracts/contracts.types.js';
import type { KnownCircumstances } from '../../../src/features/ladder/circumstances.types.js';
import { entitledAt, summaryOf } from '../../../src/features/ladder/entitlements/entitled.rules.js';
import { lastingCircumstancesOf } from '../../../src/features/ladder/entitlements/entitlement.rules.js';
import { viewLadder } from '../../../src/features/ladder/ladder.rules.js';
import { findImpact } from '../../../src/features/revocations/impact.rules.js';
import type { RunningAssignment } from '../../../src/features/sign-offs/facts/facts.types.js';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { SignOffId } from '../../../src/kernel/ids.js';
import { History, progressAfter, smallLadder } from '../ladder/world.js';
import { life, now, today, tomorrow } from '../mandates/team.js';

const ladder = smallLadder();
const known: KnownCircumstances & { readonly life: ContractLife } = {
  life,
  birthDate: '2000-01-01' as Day,
  structureType: 'ehpad',
  places: [],
  lastResumedOn: null,
  concerns: [],
  unsafe: [],
  attestations: [],
  declarations: [],
};
const stateAfter = (history: History) => viewLadder(ladder, progressAfter(ladder, history), now);
const given = (mission: string, from = today) =>
  ({ assignmentId: `${mission} ${from}`, mission, from, until: null }) as unknown as RunningAssignment;

/** Everything is achieved, and then A is revoked at one level. */
function impactAt(level: string, assignments: readonly RunningAssignment[] = [], circumstances = known) {
  const history = new History();
  for (const { code } of ladder.levels) history.achieve(ladder, code);
  const before = stateAfter(history);
  const signed = history.facts.find(
    (fact) => fact.kind === 'sign_off' && fact.level === level && fact.competency === 'A',
  ) as { id: SignOffId };
  history.revoke(signed.id, 'A', level);
  return findImpact(ladder, before, stateAfter(history), assignments, {
    today,
    on: (day) => lastingCircumstancesOf(circumstances, day),
  });
}

test('what is revoked at the top reopens it, and leaves what is below', () => {
  expect(impactAt('autonomy')).toMatchObject({
    levels: [{ level: 'autonomy', before: 'achieved', after: 'reopened' }],
    signOffs: [{ level: 'autonomy', competency: 'A', effect: 'revoked' }],
    assignments: [],
  });
});

test('what is revoked below takes the same competency above with it, and keeps the others until its basis returns', () => {
  const { levels, signOffs, missions } = impactAt('simple_tasks');

  expect(levels.map(({ level, after }) => `${level} ${after}`)).toEqual([
    'simple_tasks reopened',
    'supervised_care locked',
    'autonomy locked',
  ]);
  expect(signOffs.map(({ level, competency, effect }) => `${level} ${competency} ${effect}`)).toEqual([
    'simple_tasks A revoked',
    'supervised_care A revoked',
    'supervised_care B kept',
    'autonomy A revoked',
  ]);
  expect(missions).toContainEqual({ mission: 'wash', before: expect.any(String), after: null });
  for (const { before, after } of missions) expect(after).not.toBe(before);
});

test('an assignment falls with its mission, whether it runs or is to come; one of an unknown mission is left alone', () => {
  const assignments = [given('wash'), given('wash', tomorrow), given('meal'), given('nope')];
  expect(impactAt('simple_tasks', assignments).assignments).toEqual(assignments.slice(0, 2));
});

test('what was refused before, for whatever it was, is not taken away', () => {
  const young = { ...known, concerns: [{ severity: 'high' as const, missions: ['wash'] }] };
  const { missions, assignments } = impactAt('simple_tasks', [given('wash')], young);
  expect(missions.filter(({ mission }) => mission === 'wash')).toEqual([]);
  expect(assignments).toEqual([]);
});

test('whoever asks of many missions is told of each; one that the ladder has not is allowed to nobody', () => {
  const history = new History().achieve(ladder, 'observation');
  const { state, to } = entitledAt({ ...known, ladder, progress: progressAfter(ladder, history) }, now);

  expect(state.currentLevel).toBe('simple_tasks');
  expect(summaryOf(to('meal'))).toMatchObject({ allowed: true, reasons: [] });
  expect(summaryOf(to('wash'))).toMatchObject({
    allowed: false,
    supervision: null,
    reasons: ['level_locked'],
  });
  expect(to('nope')).toBeNull();
  expect(summaryOf(null)).toMatchObject({ allowed: false, supervision: null, reasons: ['unknown_mission'] });
});

test.each([
  ['on its last day', '2026-12-31T22:59:59.999Z', []],
  ['from its first day out on', '2026-12-31T23:00:00.000Z', ['contract_not_active']],
])('a contract allows by the day in France: %s', (_, at, reasons) => {
  const history = new History().achieve(ladder, 'observation');
  const { to } = entitledAt({ ...known, ladder, progress: progressAfter(ladder, history) }, at as Instant);
  expect(summaryOf(to('meal')).reasons).toEqual(reasons);
});
