import { expect, test } from '@jest/globals';
import type { MandateRole, Mandate } from '../../../src/features/mandates/mandates.types.js';
import { MANDATE_ROLES } from '../../../src/features/mandates/mandates.types.js';
import {
  awaitsAnother,
  canRaise,
  canReview,
  requireAnother,
} from '../../../src/features/concerns/concerns.policy.js';
import { findUnknownMissions } from '../../../src/features/concerns/concerns.rules.js';
import type { PlacementId } from '../../../src/features/contracts/placements/placements.types.js';
import type { ConcernSeverity } from '../../../src/features/ladder/entitlements/concerns.types.js';
import { person } from '../ladder/world.js';
import { AWAY, everybody, held, team, today, tomorrow } from '../mandates/team.js';

test('whoever holds a mandate raises a concern, whichever it is', () => {
  expect(MANDATE_ROLES.filter((role) => canRaise(person(role), everybody, today))).toEqual(MANDATE_ROLES);
  expect(canRaise(person('nobody'), everybody, today)).toBe(false);
});

test.each([
  ['on its first day', { from: today }, true],
  ['on the day before its first', { from: tomorrow }, false],
  ['on its last day', { until: tomorrow }, true],
  ['on the day after its last', { until: today }, false],
])('a mandate counts %s', (_, values, counts) => {
  expect(canRaise(person('observer'), team(held('observer', values)), today)).toBe(counts);
  expect(canReview(person('referent'), team(held('referent', values)), today)).toBe(counts);
});

test('the alternant neither raises nor reviews a concern about themselves, whatever mandate they were given', () => {
  const own = team(held('main_tutor', { personId: person('ines') }));
  expect([canRaise(person('ines'), own, today), canReview(person('ines'), own, today)]).toEqual([
    false,
    false,
  ]);
});

test.each<[string, Mandate[], MandateRole[]]>([
  ['the main tutor and the referent', [], ['main_tutor', 'referent']],
  [
    'also the co-tutor while the main tutor is absent',
    [held('main_tutor', { absences: AWAY })],
    ['main_tutor', 'co_tutor', 'referent'],
  ],
  [
    'the co-tutor while there is no main tutor',
    [held('main_tutor', { until: today })],
    ['co_tutor', 'referent'],
  ],
  [
    'no co-tutor of a host',
    [held('main_tutor', { absences: AWAY }), held('co_tutor', { placementId: 'nursery' as PlacementId })],
    ['main_tutor', 'referent'],
  ],
])('a concern is reviewed by %s', (_, instead, reviewers) => {
  const mandates = everybody.mandates.filter(({ role }) => !instead.some((one) => one.role === role));
  const asked = team(...mandates, ...instead);
  expect(MANDATE_ROLES.filter((role) => canReview(person(role), asked, today))).toEqual(reviewers);
});

test.each<[string, ConcernSeverity, MandateRole, Mandate[], boolean]>([
  ['a high one of theirs, the referent is there', 'high', 'main_tutor', [held('referent')], true],
  [
    'a high one of theirs, the referent is absent',
    'high',
    'main_tutor',
    [held('referent', { absences: AWAY })],
    false,
  ],
  ['a high one of theirs, there is no referent', 'high', 'main_tutor', [], false],
  ['a high one of somebody else', 'high', 'observer', [held('referent')], false],
  ['a low one of theirs', 'low', 'main_tutor', [held('referent')], false],
])('a main tutor awaits somebody else for %s: %s', (_, severity, raisedBy, others, awaits) => {
  const concern = { severity, raisedBy: person(raisedBy) };
  const asked = [person('main_tutor'), concern, team(held('main_tutor'), ...others), today] as const;
  expect(awaitsAnother(...asked)).toBe(awaits);
  const review = () => requireAnother(...asked);
  if (awaits) expect(review).toThrow(expect.objectContaining({ code: 'reviewer_not_distinct' }));
  else expect(review).not.toThrow();
});

test('whoever is main tutor and referent at once is nobody else', () => {
  const both = team(held('main_tutor'), held('referent', { personId: person('main_tutor') }));
  const concern = { severity: 'high' as const, raisedBy: person('main_tutor') };
  expect(awaitsAnother(person('main_tutor'), concern, both, today)).toBe(false);
});

test('each mission that the ladder does not have is told at its place', () => {
  const ladder = { missions: [{ code: 'meal' }, { code: 'wash' }] };
  expect(findUnknownMissions(ladder, ['wash', 'nope', 'meal', 'Wash']).map(({ pointer }) => pointer)).toEqual(
    ['/missions/1', '/missions/3'],
  );
  expect(findUnknownMissions(ladder, ['meal', 'wash'])).toEqual([]);
});
