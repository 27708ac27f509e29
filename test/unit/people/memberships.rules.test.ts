import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listGiven, mergeMemberships } from '../../../src/features/people/memberships/memberships.rules.js';
import type {
  MembershipDetails,
  MembershipRow,
} from '../../../src/features/people/memberships/memberships.types.js';
import type { Day } from '../../../src/kernel/days.js';

const membership = (from: string | null, until: string | null, role = 'tutor', organisationId = 'o1') =>
  ({ organisationId, role, from: from as Day | null, until: until as Day | null }) as MembershipDetails;
const held = (details: MembershipDetails, index = 0) => ({ ...details, id: `m${index}` }) as MembershipRow;

const always = membership(null, null);
const spring = membership('2026-03-01', '2026-06-01');
const summer = membership('2026-06-01', '2026-09-01');
const autumn = membership('2026-09-01', null);

test.each<
  [string, MembershipDetails[], MembershipDetails[], MembershipDetails[], (MembershipDetails | null)[]]
>([
  ['nothing held: it is added', [], [always], [always], []],
  ['sent twice: added once', [], [always, always], [always], []],
  ['within what is sent too: added once', [], [always, spring], [always], []],
  ['another role is another', [always], [membership(null, null, 'hr')], [membership(null, null, 'hr')], []],
  [
    'another organisation too',
    [always],
    [membership(null, null, 'tutor', 'o2')],
    [membership(null, null, 'tutor', 'o2')],
    [],
  ],
  ['the same changes nothing', [spring], [spring], [], []],
  [
    'the last day moves',
    [spring],
    [membership('2026-03-01', '2026-05-01')],
    [],
    [membership('2026-03-01', '2026-05-01')],
  ],
  ['an end is taken away', [spring], [membership('2026-03-01', null)], [], [membership('2026-03-01', null)]],
  [
    'what has always held ends',
    [always],
    [membership(null, '2026-03-12')],
    [],
    [membership(null, '2026-03-12')],
  ],
  ['what has always held begins', [always], [spring], [], [spring]],
  [
    'an earlier first day corrects',
    [spring],
    [membership('2026-02-01', '2026-06-01')],
    [],
    [membership('2026-02-01', '2026-06-01')],
  ],
  ['a later one too', [spring], [membership('2026-05-31', null)], [], [membership('2026-05-31', null)]],
  ['the day after the last is a period of its own', [spring], [summer], [summer], []],
  ['a return is a period of its own', [spring], [autumn], [autumn], []],
  ['who came back keeps both', [spring, autumn], [spring, autumn], [], []],
  [
    'of two the one with its first day',
    [spring, autumn],
    [membership('2026-03-01', null)],
    [],
    [membership('2026-03-01', null), null],
  ],
  [
    'else the last',
    [spring, autumn],
    [membership('2026-02-01', null)],
    [],
    [null, membership('2026-02-01', null)],
  ],
  [
    'of two that overlap one held, one corrects and one is added',
    [always],
    [spring, autumn],
    [autumn],
    [spring],
  ],
])('%s', (_, before, wanted, added, after) => {
  const changes = mergeMemberships(before.map(held), wanted);

  expect(changes.added).toEqual(added);
  expect(changes.moved).toEqual(after.flatMap((days, index) => (days ? [held(days, index)] : [])));
});

const day = fc.constantFrom(null, '2026-01-01', '2026-03-01', '2026-05-01', '2026-07-01', '2026-09-01');
const anyMembership = fc
  .record({ from: day, until: day, role: fc.constantFrom('tutor', 'hr') })
  .filter(({ from, until }) => from === null || until === null || from < until)
  .map(({ from, until, role }) => membership(from, until, role));
const anyMemberships = fc.array(anyMembership, { maxLength: 5 });

const apply = (before: readonly MembershipRow[], wanted: readonly MembershipDetails[]): MembershipRow[] => {
  const { added, moved } = mergeMemberships(before, wanted);
  return [
    ...before.map((one) => moved.find(({ id }) => id === one.id) ?? one),
    ...added.map((one, index) => held(one, before.length + index)),
  ];
};

test('sent again it changes nothing, none is lost, and whoever is sent as a member is one', () => {
  fc.assert(
    fc.property(anyMemberships, anyMemberships, (before, wanted) => {
      const rows = before.map(held);
      const after = apply(rows, wanted);

      expect(apply(after, wanted)).toEqual(after);
      expect(after.slice(0, rows.length).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
      for (const item of wanted) expect(after.some((one) => covers(one, item))).toBe(true);
    }),
  );
});

const covers = (outer: MembershipDetails, inner: MembershipDetails): boolean =>
  outer.role === inner.role &&
  (outer.from === null || (inner.from !== null && outer.from <= inner.from)) &&
  (outer.until === null || (inner.until !== null && inner.until <= outer.until));

test.each([
  ['a role added', [], [always], ['tutor']],
  ['a later end', [spring], [membership('2026-03-01', '2026-06-02')], ['tutor']],
  ['an earlier first day', [spring], [membership('2026-02-01', '2026-06-01')], ['tutor']],
  ['no end any more', [spring], [membership('2026-03-01', null)], ['tutor']],
  ['an earlier end', [spring], [membership('2026-03-01', '2026-05-31')], []],
  ['an end where there was none', [always], [membership(null, '2026-06-01')], []],
  ['what is held, sent again', [always], [always], []],
])('what a list gives beyond what is held: %s', (_, before, sent, given) => {
  const rows = before.map(held);

  expect(listGiven(rows, mergeMemberships(rows, sent)).map(({ role }) => role)).toEqual(given);
});
