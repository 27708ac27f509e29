import { expect, test } from '@jest/globals';
import type { LevelledContract } from '../../../src/features/ladder/queue-contracts.types.js';
import type { Mandate } from '../../../src/features/mandates/mandates.types.js';
import { decideAbsence } from '../../../src/features/sign-off-requests/absences.queue.rules.js';
import {
  decideRequest,
  type OpenRequest,
} from '../../../src/features/sign-off-requests/sign-off-requests.queue.rules.js';
import type { Instant } from '../../../src/kernel/days.js';
import { person, smallLadder } from '../ladder/world.js';
import { AWAY, candidate, held, life, queued, reader, today, tomorrow, whoMay } from '../mandates/team.js';

const ladder = smallLadder();
const levelled = (mandates: readonly Mandate[], values: Partial<LevelledContract> = {}) =>
  ({
    ...queued(...mandates),
    ladder,
    statuses: ['achieved', 'open', 'locked', 'locked'],
    currentLevel: 'simple_tasks',
    ...values,
  }) as LevelledContract;
const tutors = (main: Partial<Mandate> = {}, co: Partial<Mandate> = {}) => [
  held('main_tutor', main),
  held('co_tutor', co),
  held('substitute'),
  held('observer'),
  held('referent'),
];
const suspended = { life: { ...life, suspensions: [{ from: today, until: null }] } };
const away = { absences: AWAY };
const tooLow = { maxLevel: 'observation' };

const asked = (competency: string, level: string) => ({ competency, level, signOffId: null, outcome: null });
const request = (values: Partial<OpenRequest> = {}) =>
  candidate<OpenRequest>({
    askedBy: person('ines'),
    items: [asked('A', 'simple_tasks')],
    claim: null,
    ...values,
  });
const claimed = (claimedBy: string, claimedAt: string) => ({
  claim: { claimedBy: person(claimedBy), claimedAt: claimedAt as Instant, attempt: 0 },
});
const FRESH = '2026-03-12T08:00:00.000Z';
const awaits = (open: ReturnType<typeof request>, contract: LevelledContract) =>
  whoMay((name) => decideRequest(open, contract, reader(name)) !== null);

test.each<[string, LevelledContract, Partial<OpenRequest>, string[]]>([
  ['the main tutor', levelled(tutors()), {}, ['main_tutor']],
  ['a co-tutor, while the main tutor is away', levelled(tutors(away)), {}, ['co_tutor']],
  ['a substitute, where neither may sign so high', levelled(tutors(tooLow, tooLow)), {}, ['substitute']],
  [
    'the referent, where nobody may',
    levelled([held('main_tutor', away), held('observer'), held('referent')]),
    {},
    ['referent'],
  ],
  ['whoever claimed it', levelled(tutors()), claimed('co_tutor', FRESH), ['co_tutor']],
  [
    'its route again, once the claim is three days old',
    levelled(tutors()),
    claimed('co_tutor', '2026-03-09T12:00:00.000Z'),
    ['main_tutor'],
  ],
  [
    'whoever claimed it, until then',
    levelled(tutors()),
    claimed('co_tutor', '2026-03-09T12:00:00.001Z'),
    ['co_tutor'],
  ],
  ['nobody, on a contract that is suspended', levelled(tutors(), suspended), {}, []],
  ['nobody, where a level is locked', levelled(tutors()), { items: [asked('A', 'supervised_care')] }, []],
  ['nobody, once every item is answered', levelled(tutors()), { items: [] }, []],
])('a request awaits %s', (_, contract, values, expected) => {
  expect(awaits(request(values), contract)).toEqual(expected);
});

test('the item names the role for which it comes, and what the ladder still requires', () => {
  const items = [asked('A', 'simple_tasks'), asked('B', 'autonomy')];
  expect(decideRequest(request({ items }), levelled(tutors(away)), reader('co_tutor'))).toMatchObject({
    kind: 'sign_off_request',
    detail: {
      act: 'decide',
      as: 'co_tutor',
      status: 'submitted',
      askedBy: 'ines',
      items: [{ competency: 'A', level: 'simple_tasks' }],
    },
  });
  const alone = levelled([held('referent')]);
  expect(decideRequest(request(), alone, reader('referent'))?.detail).toMatchObject({
    act: 'cover',
    as: 'referent',
  });
});

const absent = candidate({ mandateId: 'main_tutor' });
const uncovered = (values: Partial<Mandate> = away) => [
  held('main_tutor', values),
  held('observer'),
  held('referent'),
];
const covers = (contract: LevelledContract) =>
  whoMay((name) => decideAbsence(absent, contract, reader(name)) !== null);

test.each<[string, LevelledContract, string[]]>([
  ['who is left of the team', levelled(uncovered()), ['observer', 'referent']],
  ['nobody, while a co-tutor signs', levelled([...uncovered(), held('co_tutor')]), []],
  [
    'the team, where the co-tutor may not sign so high',
    levelled([...uncovered(), held('co_tutor', tooLow)]),
    ['co_tutor', 'observer', 'referent'],
  ],
  [
    'nobody, once the main tutor is back',
    levelled(uncovered({ absences: [{ from: null, until: today }] })),
    [],
  ],
  ['nobody, where a tutor who is there may not sign so high', levelled(uncovered(tooLow)), []],
  ['nobody, before they leave', levelled(uncovered({ absences: [{ from: tomorrow, until: null }] })), []],
  ['nobody, once their mandate ended', levelled(uncovered({ ...away, until: today })), []],
  ['nobody, on a contract that is suspended', levelled(uncovered(), suspended), []],
])('the absence of the only tutor is to be covered by %s', (_, contract, expected) => {
  expect(covers(contract)).toEqual(expected);
});

test.each([
  [{ employer: true, centre: false }, 'name_substitute'],
  [{ employer: false, centre: true }, 'cover'],
  [{ employer: true, centre: true }, 'name_substitute'],
])('HR name a substitute, the centre sees to it: %j', (administers, act) => {
  const contract = levelled(uncovered(), { administers });
  expect(decideAbsence(absent, contract, reader('nobody'))).toMatchObject({
    kind: 'absence_to_cover',
    detail: { act, mandateId: 'main_tutor', personId: 'main_tutor' },
  });
});
