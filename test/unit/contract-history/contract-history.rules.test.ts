import { expect, test } from '@jest/globals';
import { ContractHistory } from '../../../src/features/contract-history/contract-history.rules.js';
import {
  factRow,
  rowIn,
  type Fact,
  type Progression,
} from '../../../src/features/contract-history/contract-history.types.js';
import type { Instant } from '../../../src/kernel/days.js';
import type { AccountId, ContractId, Id, PersonId } from '../../../src/kernel/ids.js';

const AT = '2026-03-12T08:00:00.000Z' as Instant;

function started(): ContractHistory {
  let made = 0;
  const by = {
    contractId: 'contract' as ContractId,
    actor: {
      kind: 'person' as const,
      accountId: 'account' as AccountId,
      personId: 'tutor' as PersonId,
      roles: [],
    },
    recordedAt: AT,
    newId: <Name extends string>() => `id-${(made += 1)}` as unknown as Id<Name>,
  };
  return new ContractHistory(by, 7, null, null);
}

const concern = (text: string): Fact => ({
  event: { type: 'concern.raised', data: { text } },
  rows: [factRow<{ text: string }>('concerns', { text })],
});

/** Counts what it is told, and says so each time that the sum is even. */
const counting = (): Progression<number, { sum: number }> => ({
  start: { sum: 0 },
  advance: ({ sum }, move, sequence) => ({
    state: { sum: sum + move },
    events: (sum + move) % 2 === 0 ? [{ type: 'even', data: { because: sequence } }] : [],
  }),
  updateOf: (values) => ({ values, mode: 'update', awaited: null }),
});
const adds = (number: number): Fact<number> => ({
  event: { type: 'added', data: { number } },
  rows: [],
  moves: () => number,
});

test('each fact takes the next sequence, and its event and rows take that of the fact', () => {
  const after = started().with([concern('a'), concern('b')]);

  expect(after.lastSequence).toBe(9);
  expect(after.pending.events.map(({ sequence, data }) => [sequence, data['text']])).toEqual([
    [8, 'a'],
    [9, 'b'],
  ]);
  expect(after.pending.rows.map(({ sequence, values }) => [sequence, values['text']])).toEqual([
    [8, 'a'],
    [9, 'b'],
  ]);
  expect(after.progress).toBeNull();
});

test('what a fact moves is told right after it, and names it', () => {
  const after = started()
    .moving(counting())
    .with([adds(2), adds(1), adds(1)]);

  expect(after.pending.events.map(({ sequence, type, data }) => [sequence, type, data])).toEqual([
    [8, 'added', { number: 2 }],
    [9, 'even', { because: 8 }],
    [10, 'added', { number: 1 }],
    [11, 'added', { number: 1 }],
    [12, 'even', { because: 11 }],
  ]);
  expect(after.state).toEqual({ sum: 4 });
  expect(after.progress).toMatchObject({ values: { sum: 4 } });
});

test('a history never changes: a call that is refused has left nothing', () => {
  const before = started().moving(counting());
  const tried = before.with([adds(2)]);

  expect(tried.lastSequence).toBe(9);
  expect(before.lastSequence).toBe(7);
  expect(before.state).toEqual({ sum: 0 });
  expect(before.with([adds(1)]).pending.events.map(({ data }) => data['number'])).toEqual([1]);
});

test('facts told one after the other lead where they lead together, and are followed once', () => {
  let followed = 0;
  const progression = counting();
  const history = started().moving({
    ...progression,
    advance: (state, move: number, sequence) => {
      followed += 1;
      return progression.advance(state, move, sequence);
    },
  });
  const [seen, signed] = [adds(1), adds(3)];

  const step = history.with([seen]).with([signed]);
  const together = history.with([seen, signed]);

  expect(together.pending).toEqual(step.pending);
  expect(together.state).toEqual(step.state);
  expect(followed).toBe(2);
});

test('a fact that moves nothing leaves the progress alone', () => {
  const after = started()
    .moving(counting())
    .with([concern('a')]);

  expect(after.progress).toBeNull();
});

test('a row is found among facts by its table', () => {
  expect(rowIn<{ text: string }>([concern('a')], 'concerns')).toEqual({ text: 'a' });
  expect(() => rowIn([concern('a')], 'sign_offs')).toThrow('sign_offs');
});
