import { expect, test } from '@jest/globals';
import {
  canAsk,
  canClaim,
  requireAsker,
  requireClaimer,
  requireWhoAsked,
  signingRole,
} from '../../../src/features/sign-off-requests/sign-off-requests.policy.js';
import type { Mandate } from '../../../src/features/mandates/mandates.types.js';
import { person, smallLadder } from '../ladder/world.js';
import { AWAY, codeOf, EDGES, everybody, held, team, today, whoMay, yesterday } from '../mandates/team.js';

const ladder = smallLadder();
const coTutor = person('co_tutor');

test('the alternant asks for themself, tutors and observers for them; the referent does not', () => {
  expect(whoMay((name) => canAsk(name, everybody, today))).toEqual([
    'main_tutor',
    'co_tutor',
    'substitute',
    'observer',
    'ines',
  ]);
  expect(codeOf(() => requireAsker(person('referent'), everybody, today))).toBe('mandate_missing');
});

test.each(EDGES)('an observer asks %s of their mandate', (_, values, counts) => {
  expect(canAsk(person('observer'), team(held('observer', values)), today)).toBe(counts);
});

test.each<[string, Partial<Mandate>, boolean, string | null]>([
  ['is there', {}, true, null],
  ['is absent', { absences: AWAY }, false, 'declared absent: you'],
  ['may sign as high as that', { maxLevel: 'simple_tasks' }, true, null],
  ['may not sign as high', { maxLevel: 'observation' }, false, 'claims this request'],
  ['left', { until: today }, false, 'claims this request'],
])('a request is claimed by a tutor who %s', (_, values, may, why) => {
  const asked = [coTutor, team(held('co_tutor', values)), ladder, ['simple_tasks'], today] as const;
  expect(canClaim(...asked)).toBe(may);
  expect(signingRole(...asked)).toBe(may ? 'co_tutor' : null);
  if (why === null) expect(requireClaimer(...asked).personId).toBe(coTutor);
  else expect(() => requireClaimer(...asked)).toThrow(why);
});

test('whoever asked withdraws, also after their mandate, as long as they are a member; nobody else does', () => {
  const ask = (who: string, askedBy: string, values: Partial<Mandate> = {}) =>
    codeOf(() => requireWhoAsked(person(who), person(askedBy), team(held('observer', values)), today));

  expect(ask('ines', 'ines')).toBeNull();
  expect(ask('observer', 'observer', { until: yesterday })).toBeNull();
  expect(ask('observer', 'observer', { memberOn: [{ from: null, until: today }] })).toBe('forbidden');
  expect(ask('observer', 'ines')).toBe('forbidden');
  expect(ask('ines', 'observer')).toBe('forbidden');
});
