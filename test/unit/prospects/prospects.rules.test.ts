import { expect, test } from '@jest/globals';
import {
  requireParty,
  requireSeeker,
  seekingEmployer,
} from '../../../src/features/prospects/prospects.policy.js';
import {
  decisionsOn,
  latestDay,
  obstacleTo,
  stateOf,
} from '../../../src/features/prospects/prospects.rules.js';
import type { Day } from '../../../src/kernel/days.js';
import type { OrganisationId, PersonId } from '../../../src/kernel/ids.js';

const day = (value: string) => value as Day;
const seeker = {
  alternantId: 'a' as PersonId,
  birthDate: day('2006-05-04'),
  isSigned: true,
  isCancelled: false,
  heldUntil: day('2026-09-01'),
};

test('an agreement lasts a year at most, and half a year after the contract', () => {
  expect(latestDay(seeker, day('2026-03-12'))).toBe('2027-02-28');
  expect(latestDay({ heldUntil: day('2028-09-01') }, day('2026-03-12'))).toBe('2027-03-12');
});

test.each([
  ['on the eighteenth birthday', { birthDate: day('2008-03-12') }, null],
  ['the day before it', { birthDate: day('2008-03-13') }, 'minor'],
  ['without a birth date', { birthDate: null }, 'minor'],
  ['of a draft', { isSigned: false }, 'not_signed'],
  ['of what was cancelled', { isCancelled: true }, 'not_signed'],
  ['on the last day after the contract', { heldUntil: day('2025-09-13') }, null],
  ['the day after', { heldUntil: day('2025-09-12') }, 'long_over'],
])('somebody agrees %s', (_, changed, obstacle) => {
  expect(obstacleTo({ ...seeker, ...changed }, day('2026-03-12'))).toBe(obstacle);
});

test('what awaits an answer lapses with the agreement; what was accepted stays, and may be taken back', () => {
  expect(stateOf({ decision: null, stands: true })).toBe('asked');
  expect(stateOf({ decision: 'passed_on', stands: false })).toBe('lapsed');
  expect(stateOf({ decision: 'accepted', stands: false })).toBe('accepted');
  expect(decisionsOn({ decision: 'accepted', stands: false })).toEqual(['refused', 'withdrawn']);
  expect(decisionsOn({ decision: 'refused', stands: false })).toEqual([]);
  expect(decisionsOn({ decision: null, stands: true })).toEqual(['passed_on', 'declined', 'withdrawn']);
});

test('the alternant agrees, HR looks for its employer, each of the three decides what is theirs', () => {
  const e = 'e' as OrganisationId;
  const f = 'f' as OrganisationId;
  expect(() => requireSeeker('a' as PersonId, seeker)).not.toThrow();
  expect(() => requireSeeker('b' as PersonId, seeker)).toThrow('The alternant alone');
  expect(seekingEmployer({ hrOf: [e] }, null)).toBe(e);
  expect(() => seekingEmployer({ hrOf: [e, f] }, null)).toThrow('Correct the fields');
  expect(() => seekingEmployer({ hrOf: [e] }, f)).toThrow('You look for people only');
  expect(() => seekingEmployer({ hrOf: [] }, null)).toThrow('You look for people only');
  expect(() => requireParty({ side: 'employer' }, 'withdrawn')).not.toThrow();
  expect(() => requireParty({ side: 'employer' }, 'passed_on')).toThrow('The centre passes on');
});
