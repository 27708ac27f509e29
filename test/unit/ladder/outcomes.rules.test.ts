import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { REVOCATION_REASONS, type SignOffOutcome } from '../../../src/features/ladder/facts.types.js';
import {
  applyOutcome,
  eachOnce,
  forgetMarks,
  noOutcome,
  overturnOutcome,
  reinstate,
  reobservationsOf,
  requireReobservation,
  revoke,
  takenBy,
  saysMistake,
} from '../../../src/features/ladder/progress/outcomes.rules.js';
import type {
  Mark,
  RequirementProgress,
} from '../../../src/features/ladder/progress/ladder-progress.types.js';
import type { SignOffId } from '../../../src/kernel/ids.js';
import { day } from './world.js';

/** What is said, in order: a judgement, or a revocation that asks for something to be observed again or not. */
type Word = SignOffOutcome | 'safety' | 'mistake';
const isRevocation = (word: Word) => word === 'safety' || word === 'mistake';
const idOf = (sequence: number) => `s${sequence}` as SignOffId;
const mark = (sequence: number, safe = true): Mark => ({ sequence, on: day(sequence), by: 0, safe });

function record(
  requirement: RequirementProgress,
  word: Word,
  sequence: number,
  marks: readonly Mark[] = [],
): void {
  if (isRevocation(word))
    revoke(requirement, { by: sequence, from: word === 'safety' ? day(sequence) : null, marks });
  else applyOutcome(requirement, { id: idOf(sequence), outcome: word as SignOffOutcome, observation: null });
}
function after(words: readonly Word[], without = -1): RequirementProgress {
  const requirement = noOutcome();
  for (const [sequence, word] of words.entries())
    if (sequence !== without) record(requirement, word, sequence);
  return requirement;
}
const stands = ({ signOff, reobservation }: RequirementProgress) => ({
  id: signOff?.id ?? null,
  reobservation,
});

/** As calls are accepted: nothing is acquired twice. */
const accepted = fc
  .array(fc.constantFrom<Word>('acquired', 'not_yet', 'cannot_assess', 'safety', 'mistake'), { maxLength: 8 })
  .filter((words) => {
    const isTwice = (word: Word, index: number) =>
      word === 'acquired' && after(words.slice(0, index)).signOff?.outcome === 'acquired';
    return !words.some(isTwice);
  });

test.each(REVOCATION_REASONS)('a mistake was never so, whatever else a revocation is for: %s', (reason) => {
  expect(saysMistake(reason)).toBe(reason === 'entered_in_error' || reason === 'wrong_person');
});

test.each<[Word[], string | null]>([
  [['not_yet'], 's0'],
  [['not_yet', 'cannot_assess'], 's1'],
  [['not_yet', 'acquired'], 's1'],
  [['acquired', 'cannot_assess'], 's0'],
  [['acquired', 'safety'], null],
  [['acquired', 'safety', 'not_yet'], 's2'],
  [['acquired', 'safety', 'acquired'], 's2'],
  [['not_yet', 'safety'], 's0'],
])('what stands of %j is the last word, and an `acquired` until it is revoked', (words, id) => {
  expect(stands(after(words)).id).toBe(id);
});

test('a judgement that is overturned is as if it had never been said', () => {
  fc.assert(
    fc.property(accepted, fc.nat(7), (words, sequence) => {
      fc.pre(words[sequence] === 'not_yet' || words[sequence] === 'cannot_assess');
      const requirement = after(words);
      overturnOutcome(requirement, idOf(sequence));
      expect(stands(requirement)).toEqual(stands(after(words, sequence)));
    }),
  );
});

test('so is a revocation that is overturned', () => {
  fc.assert(
    fc.property(accepted, fc.nat(7), (words, sequence) => {
      fc.pre(isRevocation(words[sequence] ?? 'acquired'));
      const requirement = after(words);
      reinstate(requirement, sequence);
      expect(stands(requirement)).toEqual(stands(after(words, sequence)));
    }),
  );
});

test('what counts again says how often, and was taken back once less', () => {
  const requirement = after(['acquired', 'safety']);
  expect(requirement.timesRevoked).toBe(1);
  reinstate(requirement, 1);
  expect(requirement).toMatchObject({ signOff: { id: 's0', again: 1 }, timesRevoked: 0 });
  record(requirement, 'safety', 2);
  reinstate(requirement, 2);
  expect(requirement).toMatchObject({
    signOff: { id: 's0', again: 2 },
    timesRevoked: 0,
    reobservation: null,
  });
});

test('what was acquired again since is not counted twice by overturning the revocation', () => {
  const requirement = after(['acquired', 'safety', 'acquired']);
  reinstate(requirement, 1);
  expect(requirement).toMatchObject({ signOff: { id: 's2' }, timesRevoked: 1 });
  expect(requirement.signOff?.again).toBeUndefined();
});

test('what a revocation withdrew comes back with it, in its place, unless it was withdrawn itself', () => {
  const withdrawn = (...forgotten: number[]) => {
    const requirement = after(['acquired']);
    requirement.marks = [mark(1), mark(5)];
    record(requirement, 'mistake', 6, [mark(3), mark(4)]);
    for (const sequence of forgotten) forgetMarks(requirement, (one) => one.sequence === sequence);
    reinstate(requirement, 6);
    return requirement.marks.map(({ sequence }) => sequence);
  };
  expect(withdrawn()).toEqual([1, 3, 4, 5]);
  expect(withdrawn(3)).toEqual([1, 4, 5]);
  expect(withdrawn(5)).toEqual([1, 3, 4]);
});

const since = (sequence: number) => ({ after: sequence, from: day(sequence) });

test('of all that must be observed again the last revocation is the strictest; each is known once', () => {
  const requirement = noOutcome();
  requireReobservation(requirement, [since(4), since(9)]);
  requireReobservation(requirement, [since(7), since(9)]);
  expect(requirement.reobservation).toEqual(since(9));
  expect(reobservationsOf(requirement)).toEqual([since(4), since(9), since(7)]);
  expect(eachOnce([since(4), since(9), since(4)])).toEqual([since(4), since(9)]);

  reinstate(requirement, 9);
  expect(requirement.reobservation).toEqual(since(7));
  for (const sequence of [4, 7]) reinstate(requirement, sequence);
  expect(requirement).toEqual(noOutcome());
});

test('a revocation that found nothing to take asks, too, where the words do not come along', () => {
  const requirement = after(['acquired', 'safety', 'safety']);
  expect(requirement.reobservation).toEqual(since(1));
  expect(reobservationsOf(requirement)).toEqual([since(1), since(2)]);
  expect(reobservationsOf(after(['acquired', 'mistake']))).toEqual([]);
});

test('what nobody said or revoked here is not overturned here', () => {
  const requirement = after(['acquired', 'safety', 'not_yet']);
  const before = structuredClone(requirement);
  overturnOutcome(requirement, idOf(99));
  reinstate(requirement, 99);
  forgetMarks(requirement, ({ sequence }) => sequence === 99);
  requireReobservation(requirement, []);
  expect(requirement).toEqual(before);
});

test('a withdrawal takes what the observation left, or what came of its item, by whatever name it stands', () => {
  const [here, there] = [
    { competency: 'A', level: 'one' },
    { competency: 'B', level: 'two' },
  ];
  const moved = { ...mark(3), of: there };

  expect([takenBy({ observation: 3 }, here)(mark(3)), takenBy({ observation: 4 }, here)(mark(3))]).toEqual([
    true,
    false,
  ]);
  expect(takenBy({ observation: 3, item: here }, here)(mark(3))).toBe(true);
  expect(takenBy({ observation: 3, item: { ...here, level: 'two' } }, here)(mark(3))).toBe(false);
  expect(takenBy({ observation: 3, item: here }, here)(moved)).toBe(false);
  expect(takenBy({ observation: 3, item: there }, here)(moved)).toBe(true);
});
