import { expect, test } from '@jest/globals';
import type { Day } from '../../../src/kernel/days.js';
import { AppError } from '../../../src/kernel/errors.js';
import { outcomeRecorded } from '../../../src/features/outcomes/outcomes.facts.js';
import { requireOutcomeSide } from '../../../src/features/outcomes/outcomes.policy.js';
import { decideOutcome } from '../../../src/features/outcomes/outcomes.queue.rules.js';
import {
  findOutcomeMistakes,
  markCurrent,
  pageOfOutcomes,
  stageAskedOn,
} from '../../../src/features/outcomes/outcomes.rules.js';
import type { Outcome, OutcomeSide, OutcomeStage } from '../../../src/features/outcomes/outcomes.types.js';

const END = '2026-08-31' as Day;
const day = (value: string) => value as Day;

test('a stage is asked for from its first day on, for three months', () => {
  const asked = (on: string) => stageAskedOn(END, day(on))?.stage ?? null;
  expect(asked('2026-08-30')).toBeNull();
  expect(asked('2026-08-31')).toBe('end');
  expect(asked('2026-11-29')).toBe('end');
  expect(asked('2026-11-30')).toBeNull();
  // The last day of a shorter month.
  expect(asked('2027-02-27')).toBeNull();
  expect(asked('2027-02-28')).toBe('six_months');
  expect(asked('2027-05-27')).toBe('six_months');
  expect(asked('2027-05-28')).toBeNull();
});

test('nothing is recorded before its day, and something is', () => {
  const mistakes = (stage: OutcomeStage, on: string, situation: 'none' | null = 'none') =>
    findOutcomeMistakes({ stage, diploma: null, situation }, END, day(on)).map(({ code }) => code);
  expect(mistakes('end', '2026-08-30')).toEqual(['too_early']);
  expect(mistakes('end', '2026-08-31')).toEqual([]);
  expect(mistakes('six_months', '2027-02-27')).toEqual(['too_early']);
  expect(mistakes('six_months', '2029-01-01')).toEqual([]);
  expect(mistakes('end', '2026-08-31', null)).toEqual(['required']);
});

const outcome = (id: string, side: OutcomeSide, stage: OutcomeStage = 'end') =>
  ({ id, side, stage }) as Outcome;
const current = (...rows: Outcome[]) =>
  markCurrent(rows).flatMap(({ id, isCurrent }) => (isCurrent ? [id as string] : []));

test('the last word of the centre or the alternant counts, the employer’s where neither has spoken', () => {
  expect(current(outcome('a', 'employer'))).toEqual(['a']);
  expect(current(outcome('a', 'employer'), outcome('b', 'employer'))).toEqual(['b']);
  expect(current(outcome('a', 'alternant'), outcome('b', 'employer'))).toEqual(['a']);
  expect(
    current(outcome('a', 'employer'), outcome('b', 'alternant'), outcome('c', 'training_centre')),
  ).toEqual(['c']);
  expect(current(outcome('a', 'alternant'), outcome('b', 'employer', 'six_months'))).toEqual(['a', 'b']);
});

test('a page starts after the row that is named', () => {
  const rows = markCurrent([outcome('a', 'alternant'), outcome('b', 'alternant')]);
  const ids = (after: string | null, limit: number) =>
    pageOfOutcomes(rows, { after, limit }).map(({ id }) => id);
  expect(ids(null, 1)).toEqual(['a', 'b']);
  expect(ids('a', 1)).toEqual(['b']);
  expect(ids('unknown', 1)).toEqual([]);
});

test('whose word it is follows from what somebody is to the contract that day', () => {
  const nobody = {
    isOwn: false,
    isPerson: true,
    administersEmployer: false,
    administersCentre: false,
    isReferent: false,
  };
  const sideOf = (relation: Partial<typeof nobody>) => requireOutcomeSide({ ...nobody, ...relation });
  expect(sideOf({ isOwn: true })).toBe('alternant');
  expect(sideOf({ isOwn: true, administersCentre: true })).toBe('alternant');
  expect(sideOf({ administersCentre: true, administersEmployer: true })).toBe('training_centre');
  expect(sideOf({ isReferent: true })).toBe('training_centre');
  expect(sideOf({ administersEmployer: true, isPerson: false })).toBe('employer');
  expect(() => sideOf({})).toThrow(AppError);
  expect(() => sideOf({ isOwn: true, isPerson: false, administersCentre: true })).toThrow(AppError);
});

test('the history says that something was recorded, and not what', () => {
  const history = { author: { recordedBy: 'p', recordedByClient: null } } as unknown as Parameters<
    typeof outcomeRecorded
  >[0];
  const stated = { stage: 'end', diploma: 'not_obtained', situation: 'none' } as const;
  const { event } = outcomeRecorded(history, 'o' as never, 'alternant', stated);
  expect(JSON.stringify(event)).not.toMatch(/not_obtained|none|alternant/);
});

test('it awaits the referent of that day and the centre, never the alternant', () => {
  const candidate = { facts: { heldUntil: END, recorded: [] as OutcomeStage[] } };
  const referent = {
    role: 'referent',
    personId: 'r',
    from: day('2025-09-01'),
    until: null,
    memberOn: [{ from: null, until: null }],
    absences: [],
  };
  const contract = {
    contractId: 'c',
    alternantId: 'a',
    administers: { employer: false, centre: false },
    mandates: [referent],
  };
  const asked = (personId: string, on = '2026-09-01', seen: object = {}, of: object = {}) =>
    decideOutcome(
      { ...candidate, ...seen } as never,
      { ...contract, ...of } as never,
      { personId, today: on, now: '' } as never,
    );
  expect(asked('r')).toMatchObject({ kind: 'outcome_to_record', id: 'c', detail: { stage: 'end' } });
  expect(asked('x')).toBeNull();
  expect(asked('x', '2026-09-01', {}, { administers: { employer: true, centre: false } })).toBeNull();
  expect(asked('x', '2026-09-01', {}, { administers: { employer: false, centre: true } })).not.toBeNull();
  expect(asked('a', '2026-09-01', {}, { administers: { employer: false, centre: true } })).toBeNull();
  expect(asked('r', '2026-08-30')).toBeNull();
  expect(asked('r', '2026-09-01', { facts: { heldUntil: END, recorded: ['end'] } })).toBeNull();
  expect(asked('r', '2027-03-01', { facts: { heldUntil: END, recorded: ['end'] } })).toMatchObject({
    detail: { stage: 'six_months' },
  });
});
