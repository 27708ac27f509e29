import { expect, test } from '@jest/globals';
import {
  findItemMistakes,
  findMissingWords,
  findObservationMistakes,
  findSignOffRefusals,
  isLocked,
  observationItemsOf,
  statusAgainstObserving,
  statusAgainstSigning,
} from '../../../src/features/sign-offs/sign-offs.rules.js';
import type { SignOffItem } from '../../../src/features/sign-offs/facts/facts.types.js';
import { viewLadder } from '../../../src/features/ladder/ladder.rules.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import { day, History, person, progressAfter, smallLadder } from '../ladder/world.js';
import { life, today, yesterday } from '../mandates/team.js';

const ladder = smallLadder({ minObservations: 2, minObservers: 1, minDistinctDays: 1 });
const judged = (competency: string, level: string, values: Partial<SignOffItem> = {}): SignOffItem => ({
  competency,
  level,
  outcome: 'acquired',
  nextStep: null,
  reason: null,
  comment: null,
  ...values,
});
const places = (mistakes: readonly { pointer: string; code: string }[]) =>
  mistakes.map(({ pointer, code }) => `${pointer} ${code}`);

test.each([
  ['acquired', null, null, []],
  ['not_yet', null, null, ['/items/3/nextStep required']],
  ['not_yet', 'Encore', null, []],
  ['cannot_assess', 'Encore', null, ['/items/3/reason required']],
  ['cannot_assess', null, 'Absente', []],
] as const)('%s says what comes next (%s) or why (%s)', (outcome, nextStep, reason, expected) => {
  expect(places(findMissingWords({ outcome, nextStep, reason }, '/items/3'))).toEqual(expected);
});

test('each mistake of a sign-off is told at its place in the body, also where the items begin later', () => {
  const items = [
    judged('A', 'simple_tasks'),
    judged('A', 'nowhere'),
    judged('B', 'autonomy'),
    judged('A', 'simple_tasks', { outcome: 'not_yet' }),
  ];
  expect(places(findItemMistakes(ladder, items, 5))).toEqual([
    '/items/6/level unknown_level',
    '/items/7/competency not_required',
    '/items/8/nextStep required',
    '/items/8 duplicate_item',
  ]);
});

test('an observation is of any competency of the ladder at any of its levels, each once', () => {
  const seen = (competency: string, level: string) => ({
    competency,
    level,
    outcome: 'performed' as const,
    comment: null,
  });
  expect(findObservationMistakes(ladder, 'meal', [seen('B', 'autonomy'), seen('A', 'autonomy')])).toEqual([]);
  expect(
    places(findObservationMistakes(ladder, 'nope', [seen('C', 'autonomy'), seen('A', 'x'), seen('A', 'x')])),
  ).toEqual([
    '/items/0/competency unknown_competency',
    '/items/1/level unknown_level',
    '/items/2/level unknown_level',
    '/items/2 duplicate_item',
    '/mission unknown_mission',
  ]);
});

test('what could not be assessed was not seen; a doubt asks for practice', () => {
  const items = (['acquired', 'not_yet', 'cannot_assess'] as const).map((outcome) =>
    judged('A', 'observation', { outcome, comment: 'Confidentiel' }),
  );
  expect(observationItemsOf(items)).toEqual([
    { competency: 'A', level: 'observation', outcome: 'performed', comment: null },
    { competency: 'A', level: 'observation', outcome: 'needs_practice', comment: null },
  ]);
});

const ending = (until: Day) => ({ ...life, until });
const suspended = (from: Day, until: Day | null) => ({ ...life, suspensions: [{ from, until }] });

test.each([
  ['runs', life, null],
  ['begins today', { ...life, startsOn: today }, 'signed'],
  ['ends today', ending(today), 'completed'],
  ['was suspended yesterday', suspended(yesterday, today), 'suspended'],
  ['is suspended from today on', suspended(today, null), 'suspended'],
  ['is a draft', { ...life, signedOn: null }, 'draft'],
  ['was cancelled', { ...life, cancelledOn: today }, 'cancelled'],
])('nobody signs for yesterday where the contract %s: %s', (_, asked, status) => {
  expect(statusAgainstSigning(asked, yesterday, today)).toBe(status);
});

test.each([
  ['runs', life, null],
  ['was suspended that day', suspended(yesterday, today), 'suspended'],
  ['is suspended since', suspended(today, null), null],
  ['ended today', ending(today), null],
])('what was seen yesterday is told where the contract %s: %s', (_, asked, status) => {
  expect(statusAgainstObserving(asked, yesterday, today)).toBe(status);
});

test('what was seen on the last day is told until the thirtieth day after, and then no more', () => {
  const until = '2026-02-10' as Day;
  const asked = (on: Day) => statusAgainstObserving(ending(until), addDays(until, -1), on);
  expect(asked(addDays(until, 29))).toBeNull();
  expect(asked(addDays(until, 30))).toBe('completed');
});

test('each refusal of the ladder has its code, at the index of its item', () => {
  const history = new History();
  history.achieve(ladder, 'observation');
  history.observe('A', 'simple_tasks');
  const acquired = history.sign('B', 'simple_tasks');
  const progress = progressAfter(ladder, history);
  const refusals = findSignOffRefusals(
    ladder,
    progress,
    viewLadder(ladder, progress, history.now),
    [
      judged('A', 'simple_tasks'),
      judged('A', 'simple_tasks', { outcome: 'not_yet' }),
      judged('A', 'simple_tasks', { outcome: 'cannot_assess' }),
      judged('B', 'simple_tasks'),
      judged('B', 'simple_tasks', { outcome: 'cannot_assess' }),
      judged('A', 'supervised_care', { outcome: 'cannot_assess' }),
    ],
    { observedOn: day(0), signedOn: day(0), signerId: person('tutor') },
  );
  expect(refusals).toMatchObject([
    { index: 0, refusal: { code: 'quorum_not_met', evidence: { observations: { have: 1, need: 2 } } } },
    { index: 3, refusal: { code: 'already_acquired', signOffId: acquired } },
    { index: 5, refusal: { code: 'level_locked' } },
  ]);
});

test('a level is locked until the one below is achieved', () => {
  const history = new History();
  const locked = () =>
    ladder.levels.filter(({ code }) => isLocked(ladder, progressAfter(ladder, history), code)).length;
  expect(locked()).toBe(3);
  history.achieve(ladder, 'observation');
  expect(locked()).toBe(2);
});
