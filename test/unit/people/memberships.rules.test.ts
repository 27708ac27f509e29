import { expect, test } from '@jest/globals';
import { listGiven, mergeMemberships } from '../../../src/features/people/memberships.rules.js';
import type { MembershipDetails, MembershipRow } from '../../../src/features/people/memberships.types.js';
import type { Day } from '../../../src/kernel/days.js';

const membership = (from: string | null, until: string | null, role = 'tutor', organisationId = 'o1') =>
  ({ organisationId, role, from: from as Day | null, until: until as Day | null }) as MembershipDetails;
const held = (details: MembershipDetails) => ({ ...details, id: 'm1' }) as MembershipRow;

const always = membership(null, null);
const spring = membership('2026-03-01', '2026-06-01');

test.each([
  ['nothing held: it is added', [], [always], [always], []],
  ['sent twice: added once', [], [always, always], [always], []],
  [
    'another role is another membership',
    [always],
    [membership(null, null, 'hr')],
    [membership(null, null, 'hr')],
    [],
  ],
  [
    'another organisation too',
    [always],
    [membership(null, null, 'tutor', 'o2')],
    [membership(null, null, 'tutor', 'o2')],
    [],
  ],
  ['what covers it is enough', [always], [spring], [], []],
  ['the same adds none', [spring], [spring], [], []],
  ['the last day moves', [spring], [membership('2026-03-01', '2026-05-01')], [], ['2026-05-01']],
  ['an end is taken away', [spring], [membership('2026-03-01', null)], [], [null]],
  ['what has always held ends', [always], [membership(null, '2026-03-12')], [], ['2026-03-12']],
  [
    'a day earlier is not covered',
    [spring],
    [membership('2026-02-28', '2026-06-01')],
    [membership('2026-02-28', '2026-06-01')],
    [],
  ],
  [
    'a day later neither',
    [spring],
    [membership('2026-03-02', '2026-06-02')],
    [membership('2026-03-02', '2026-06-02')],
    [],
  ],
  ['within is', [spring], [membership('2026-03-02', '2026-06-01')], [], []],
])('%s', (_, before, wanted, added, moved) => {
  const changes = mergeMemberships(before.map(held), wanted);

  expect(changes.added).toEqual(added);
  expect(changes.moved.map(({ until }) => until)).toEqual(moved);
});

test.each([
  ['a role added', [], [always], ['tutor']],
  ['a later end', [spring], [membership('2026-03-01', '2026-06-02')], ['tutor']],
  ['no end any more', [spring], [membership('2026-03-01', null)], ['tutor']],
  ['an earlier end', [spring], [membership('2026-03-01', '2026-05-31')], []],
  ['an end where there was none', [always], [membership(null, '2026-06-01')], []],
  ['what is held, sent again', [always], [always], []],
])('what a list gives beyond what is held: %s', (_, before, sent, given) => {
  const rows = before.map(held);

  expect(listGiven(rows, mergeMemberships(rows, sent)).map(({ role }) => role)).toEqual(given);
});
