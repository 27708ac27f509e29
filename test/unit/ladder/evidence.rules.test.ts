import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ObservationOutcome } from '../../../src/features/ladder/facts.types.js';
import type { Tally } from '../../../src/features/ladder/progress/ladder-progress.types.js';
import type { Quorum } from '../../../src/features/frameworks/frameworks.types.js';
import {
  countEvidence,
  meetsQuorum,
  readTally,
  tallyOf,
} from '../../../src/features/ladder/levels/evidence.rules.js';
import { advance, initialProgress } from '../../../src/features/ladder/progress/ladder-progress.rules.js';
import { findRequirement } from '../../../src/features/ladder/levels/statuses.rules.js';
import { day, History, person, smallLadder } from './world.js';

const LEVEL = 'simple_tasks';

function evidence(
  history: History,
  quorum: Quorum | undefined,
  days: { observedOn: number; signedOn?: number },
) {
  const ladder = smallLadder(quorum);
  const { progress } = advance(ladder, initialProgress(ladder), history.facts);
  const found = findRequirement(ladder, progress, LEVEL, 'A');
  if (!found) throw new Error('no such requirement');
  return countEvidence(found.progress, quorum, {
    observedOn: day(days.observedOn),
    signedOn: day(days.signedOn ?? days.observedOn),
  });
}

test('no quorum means one observation', () => {
  const history = new History();
  expect(meetsQuorum(evidence(history, undefined, { observedOn: 0 }))).toBe(false);
  history.observe('A', LEVEL);
  expect(meetsQuorum(evidence(history, undefined, { observedOn: 0 }))).toBe(true);
});

test('one person’s observations of one day count once; another person’s or another day’s count', () => {
  const history = new History();
  history.observe('A', LEVEL);
  history.observe('A', LEVEL);
  history.observe('A', LEVEL, 'nurse');
  history.on(1).observe('A', LEVEL);
  expect(evidence(history, {}, { observedOn: 1 })).toEqual({
    observations: { have: 3, need: 1 },
    observers: { have: 2, need: 1 },
    distinctDays: { have: 2, need: 1 },
  });
});

test('exactly that level, that competency, and performed', () => {
  const history = new History();
  history.observe('A', 'observation');
  history.observe('B', LEVEL);
  history.observe('A', LEVEL, 'tutor', 'needs_practice');
  expect(evidence(history, {}, { observedOn: 0 }).observations.have).toBe(0);
});

test('observations up to the sign-off’s day count, that day included', () => {
  const history = new History().on(10);
  history.observe('A', LEVEL, 'tutor', 'performed', 5);
  expect(evidence(history, {}, { observedOn: 4 }).observations.have).toBe(0);
  expect(evidence(history, {}, { observedOn: 5 }).observations.have).toBe(1);
});

test('maxAgeDays is counted back from the day of signing, the last day included', () => {
  const history = new History();
  history.observe('A', LEVEL);
  expect(evidence(history, { maxAgeDays: 30 }, { observedOn: 20, signedOn: 30 }).observations.have).toBe(1);
  expect(evidence(history, { maxAgeDays: 30 }, { observedOn: 20, signedOn: 31 }).observations.have).toBe(0);
});

test('unsafe resets: that day and the days before no longer count, also when it was seen after the sign-off’s day', () => {
  const history = new History();
  history.observe('A', LEVEL);
  history.on(2).observe('A', LEVEL, 'nurse', 'unsafe');
  history.observe('A', LEVEL);
  expect(evidence(history, {}, { observedOn: 2 }).observations.have).toBe(0);
  expect(evidence(history, {}, { observedOn: 1 }).observations.have).toBe(0);
  history.on(3).observe('A', LEVEL);
  expect(evidence(history, {}, { observedOn: 3 }).observations.have).toBe(1);
});

test('a withdrawn observation no longer counts, and a withdrawn unsafe no longer resets', () => {
  const history = new History();
  const seen = history.observe('A', LEVEL);
  const unsafe = history.on(1).observe('A', LEVEL, 'nurse', 'unsafe');
  history.withdraw(unsafe);
  expect(evidence(history, {}, { observedOn: 1 }).observations.have).toBe(1);
  history.withdraw(seen);
  expect(evidence(history, {}, { observedOn: 1 }).observations.have).toBe(0);
});

test('after a revocation it must be observed again: that day or later, and recorded afterwards', () => {
  const history = new History().on(5);
  history.observe('A', LEVEL);
  const signed = history.sign('A', LEVEL);
  history.on(8).observe('A', LEVEL, 'nurse');
  history.revoke(signed, 'A', LEVEL, 'safety');
  expect(evidence(history, {}, { observedOn: 8 })).toMatchObject({
    observations: { have: 2 },
    reobserved: { have: 0, need: 1 },
  });
  history.observe('A', LEVEL, 'late phone', 'performed', 7);
  expect(evidence(history, {}, { observedOn: 8 }).reobserved?.have).toBe(0);
  history.observe('A', LEVEL, 'tutor', 'performed', 8);
  const reobservation = evidence(history, {}, { observedOn: 8 });
  expect(reobservation.reobserved).toEqual({ have: 1, need: 1 });
  expect(meetsQuorum(reobservation)).toBe(true);
});

test.each(['entered_in_error', 'wrong_person'] as const)(
  'a revocation for %s asks for nothing again and withdraws what its call recorded',
  (reason) => {
    const history = new History();
    const seen = history.observe('A', LEVEL);
    const other = history.observe('A', LEVEL, 'nurse');
    const signed = history.sign('A', LEVEL, 'acquired', seen);
    history.revoke(signed, 'A', LEVEL, reason);
    expect(other).toBe(2);
    expect(evidence(history, {}, { observedOn: 0 })).toEqual({
      observations: { have: 1, need: 1 },
      observers: { have: 1, need: 1 },
      distinctDays: { have: 1, need: 1 },
    });
  },
);

test('what is stored for readers says the same as the marks, on the day of writing and on every day after', () => {
  const quorums: (Quorum | undefined)[] = [
    undefined,
    { minObservations: 3 },
    { maxAgeDays: 3 },
    { maxAgeDays: 0 },
  ];
  const seen = fc.record({
    by: fc.constantFrom('tutor', 'nurse', 'aide'),
    outcome: fc.constantFrom<ObservationOutcome[]>('performed', 'performed', 'performed', 'unsafe'),
    ago: fc.nat(6),
    revoked: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(seen, { maxLength: 12 }),
      fc.nat(8),
      fc.constantFrom(...quorums),
      (all, later, quorum) => {
        const history = new History().on(10);
        for (const { by, outcome, ago, revoked } of all) {
          history.observe('A', LEVEL, by, outcome, 10 - ago);
          if (revoked) history.revoke(history.sign('A', LEVEL), 'A', LEVEL);
        }
        const ladder = smallLadder(quorum);
        const { progress } = advance(ladder, initialProgress(ladder), history.facts);
        const found = findRequirement(ladder, progress, LEVEL, 'A');
        if (!found) throw new Error('no such requirement');
        const today = day(10 + later);
        const tally = JSON.parse(JSON.stringify(tallyOf(found.progress, quorum, day(10)))) as Tally;
        expect(readTally(tally, quorum, today)).toEqual(
          countEvidence(found.progress, quorum, { observedOn: today, signedOn: today }),
        );
      },
    ),
  );
});

test('earlier contracts add observations and days, no observers, and reset like any other', () => {
  const requirement = initialProgress(smallLadder()).levels[0]?.requirements[0];
  if (!requirement) throw new Error('The small ladder begins with a requirement.');
  const days = { observedOn: day(30), signedOn: day(30) };
  const seen = (offset: number, by = 'before', safe = true) => ({ on: day(offset), by: person(by), safe });
  const count = (prior: ReturnType<typeof seen>[], quorum = {}) => {
    const { observations, observers, distinctDays, bySigner } = countEvidence(requirement, quorum, days, {
      prior,
      signer: -1,
    });
    return [observations.have, observers.have, distinctDays.have, bySigner?.have];
  };
  expect(count([])).toEqual([0, 0, 0, 0]);
  expect(count([seen(1), seen(1), seen(1, 'other'), seen(2)])).toEqual([3, 0, 2, 0]);
  expect(count([seen(1), seen(2, 'other', false), seen(2), seen(3)])).toEqual([1, 0, 1, 0]);
  expect(count([seen(19), seen(20)], { maxAgeDays: 10 })).toEqual([1, 0, 1, 0]);
});
