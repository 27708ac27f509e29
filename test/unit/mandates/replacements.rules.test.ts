import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holdsOn, type Mandate } from '../../../src/features/mandates/mandates.types.js';
import type { QueueContract } from '../../../src/features/mandates/queue.types.js';
import { decideReplacement, firstDayWithout } from '../../../src/features/mandates/replacements.rules.js';
import { addDays, type Day, type Instant } from '../../../src/kernel/days.js';
import type { ContractId, MandateId, PersonId } from '../../../src/kernel/ids.js';

const TODAY = '2026-03-12' as Day;
const reader = { personId: 'hr' as PersonId, now: '2026-03-12T12:00:00.000Z' as Instant, today: TODAY };
const day = (offset: number) => addDays(TODAY, offset);

const main = (values: Partial<Mandate> = {}): Mandate => ({
  id: 'claude' as MandateId,
  contractId: 'c' as ContractId,
  personId: 'claude' as PersonId,
  role: 'main_tutor',
  from: '2026-01-01' as Day,
  until: null,
  maxLevel: null,
  absences: [],
  memberOn: [{ from: null, until: null }],
  ...values,
});

const life = {
  startsOn: '2026-01-01' as Day,
  until: '2027-01-01' as Day,
  signedOn: '2025-12-01' as Day,
  suspensions: [],
  endedOn: null,
  endedAs: null,
  cancelledOn: null,
};
const contract = (mandates: Mandate[], values: Partial<QueueContract> = {}): QueueContract => ({
  contractId: 'c' as ContractId,
  alternantId: 'ines' as PersonId,
  createdAt: '2025-11-01T08:00:00.000Z' as Instant,
  life,
  administers: { employer: true, centre: false },
  mandates,
  ...values,
});
const decide = (context: QueueContract, endedAt: string | null = null) =>
  decideReplacement(
    {
      id: 'c',
      contractId: context.contractId,
      since: context.createdAt,
      facts: {
        recorded: context.mandates.map(({ id }) => ({
          id,
          recordedAt: '2025-12-02T08:00:00.000Z' as Instant,
          endedAt: endedAt as Instant | null,
        })),
      },
    },
    context,
    reader,
  );

test('one main tutor to the last day leaves nothing to replace, whatever became of those before', () => {
  expect(decide(contract([main()]))).toBeNull();
  expect(decide(contract([main({ until: life.until })]))).toBeNull();
  expect(
    decide(contract([main({ until: day(5) }), main({ id: 'b' as MandateId, from: day(5) })])),
  ).toBeNull();
});

test('whose mandate ends before the contract is to be replaced from its first day out', () => {
  expect(decide(contract([main({ until: day(5) })]))).toEqual({
    kind: 'mandate_to_replace',
    id: 'claude',
    contractId: 'c',
    since: '2025-12-02T08:00:00.000Z',
    detail: { act: 'name_main_tutor', from: day(5), mandateId: 'claude', tutor: { id: 'claude' } },
  });
  const ended = decide(contract([main({ until: day(-3) })]), '2026-03-10T09:00:00.000Z');
  expect(ended).toMatchObject({ since: '2026-03-10T09:00:00.000Z', detail: { from: day(-3) } });
  expect(decide(contract([main({ until: day(-3) })]))).toMatchObject({ since: '2026-03-08T23:00:00.000Z' });
});

test('so is who leaves the employer, from the day on which they are no member', () => {
  expect(decide(contract([main({ memberOn: [{ from: null, until: day(2) }] })]))).toMatchObject({
    detail: { from: day(2) },
  });
});

test('a contract that never had one awaits it from its first day; by its own id', () => {
  const never = decide(contract([]));
  expect(never).toMatchObject({ id: 'c', detail: { from: TODAY, mandateId: null, tutor: null } });
  const toCome = contract([], { life: { ...life, startsOn: day(9) } });
  expect(decide(toCome)).toMatchObject({ since: toCome.createdAt, detail: { from: day(9) } });
});

test.each([
  ['a draft', { signedOn: null }],
  ['cancelled', { cancelledOn: TODAY }],
  ['suspended', { suspensions: [{ from: TODAY, until: null }] }],
  ['over', { endedOn: TODAY, endedAs: 'terminated' as const }],
])('nothing of it awaits anybody while the contract is %s', (_, values) => {
  expect(decide(contract([], { life: { ...life, ...values } }))).toBeNull();
});

test('the centre sees to it; who administers neither is not asked', () => {
  const administers = (employer: boolean, centre: boolean) =>
    decide(contract([], { administers: { employer, centre } }))?.detail['act'];
  expect([administers(true, true), administers(false, true), administers(false, false)]).toEqual([
    'name_main_tutor',
    'cover',
    undefined,
  ]);
});

test('the first day without is the first of all days on which no mandate holds', () => {
  const offset = fc.integer({ min: -3, max: 12 });
  const period = fc.tuple(offset, fc.option(fc.integer({ min: 0, max: 8 })));
  const drawn = fc.array(fc.record({ runs: period, member: fc.array(period, { maxLength: 2 }) }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(drawn, (mandates) => {
      const held = mandates.map(({ runs: [from, length], member }) =>
        main({
          from: day(from),
          until: length === null ? null : day(from + length),
          memberOn: member.map(([first, days]) => ({
            from: day(first),
            until: days === null ? null : day(first + days),
          })),
        }),
      );
      const days = Array.from({ length: 10 }, (_, count) => day(count));
      const first = days.find((one) => !held.some((mandate) => holdsOn(mandate, one))) ?? null;
      expect(firstDayWithout(held, TODAY, day(10))).toBe(first);
    }),
    { numRuns: 500 },
  );
});
