import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import type { MappingContent } from '../../../src/features/frameworks/mappings/mappings.types.js';
import { levelStatuses, findRequirement } from '../../../src/features/ladder/levels/statuses.rules.js';
import { withPrior } from '../../../src/features/ladder/levels/prior.rules.js';
import type { PendingConstraint } from '../../../src/features/ladder/progress/ladder-progress.types.js';
import {
  forgetPending,
  liftPending,
  migratePending,
} from '../../../src/features/ladder/progress/pending-constraints.rules.js';
import { initialProgress } from '../../../src/features/ladder/progress/ladder-progress.rules.js';
import { migrateProgress } from '../../../src/features/ladder/versions/migrate-progress.rules.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import { day, History, person, progressAfter, smallLadder } from './world.js';

const from = smallLadder();
const to: Ladder = { ...smallLadder(), id: 'next' as LadderId };
const LEVELS = from.levels.map(({ code }) => code);
const same = LEVELS.map((code) => ({ from: code, to: code }));
const mapping = (pairs: string[], levels = same): MappingContent => ({
  competencies: pairs.map((pair) => {
    const [a = '', kind = '', b = ''] = pair.split(' ');
    return { from: a, to: b, kind: kind as 'exact' | 'partial' };
  }),
  levels,
});
const WHOLE = mapping(['A exact A', 'B exact B']);
const SEQUENCE = 100;
function move(history: History, content: MappingContent, there = to) {
  const signed = history.facts.flatMap((fact) =>
    fact.kind === 'sign_off' ? [[fact.id, fact] as const] : [],
  );
  const change = { sequence: SEQUENCE, recordedAt: history.now, to: there, mapping: content };
  const { progress, changes } = migrateProgress(from, progressAfter(from, history), change, new Map(signed));
  const find = (competency: string, level: string) =>
    findRequirement(there, progress, level, competency)?.progress;
  return { progress, find, statuses: levelStatuses(there, progress), changes };
}
const started = () => new History().achieve(from, 'observation').achieve(from, 'simple_tasks');

test('what is exact stays where it was, and says which ladder it was acquired on', () => {
  const history = started();
  const moved = move(history, WHOLE);

  expect(moved.statuses).toEqual(['achieved', 'achieved', 'open', 'locked']);
  expect(moved.changes).toEqual([]);
  expect(moved.find('A', 'simple_tasks')?.signOff).toMatchObject({
    outcome: 'acquired',
    migratedFrom: { ladderId: 'ladder', competency: 'A', level: 'simple_tasks' },
  });
  expect(moved.progress).toMatchObject({ sequence: SEQUENCE, recordedAt: history.now });
});

test('what is partial is left as one observation of its signer’s, on the day that it spoke of', () => {
  const history = started();
  const { find, statuses, changes } = move(history, mapping(['A exact A', 'B partial B']));
  const signed = history.facts.find((fact) => fact.kind === 'sign_off' && fact.competency === 'B');

  expect(find('B', 'observation')).toMatchObject({
    signOff: null,
    timesRevoked: SEQUENCE,
    marks: [{ sequence: signed?.sequence, on: day(0), safe: true, signOff: `s${signed?.sequence}` }],
  });
  expect(statuses).toEqual(['reopened', 'locked', 'locked', 'locked']);
  expect(changes.map(({ type, level }) => `${type} ${level}`)).toEqual([
    'level.reopened observation',
    'level.locked simple_tasks',
    'level.locked supervised_care',
  ]);
});

test('what is not acquired leaves nothing of a partial one, and what is not mapped is history', () => {
  const history = new History();
  history.sign('A', 'observation', 'not_yet');
  history.sign('B', 'observation');
  const moved = move(history, mapping(['A partial A']));
  expect(moved.find('A', 'observation')).toMatchObject({ signOff: null, marks: [] });
  expect(moved.find('B', 'observation')).toMatchObject({ signOff: null, marks: [] });
});

test('attempts go on where the pair is the same, and from a number that was never used where it is not', () => {
  const history = new History();
  history.revoke(history.sign('A', 'observation'), 'A', 'observation');
  expect(move(history, WHOLE).find('A', 'observation')?.timesRevoked).toBe(1);
  expect(move(history, mapping(['A exact B'])).find('B', 'observation')?.timesRevoked).toBe(SEQUENCE);
});

test('levels stay achieved from the first on while all that they require is exact; then decisions are void', () => {
  const above = mapping(['A exact A', 'B exact B'], same.slice(0, 1));
  const { progress, statuses } = move(started(), above);
  expect(statuses).toEqual(['achieved', 'open', 'locked', 'locked']);
  expect(progress.levels.map(({ staysAchieved }) => staysAchieved ?? false)).toEqual([
    true,
    false,
    false,
    false,
  ]);

  const renamed = move(started(), mapping(['A exact A', 'B partial B']));
  const decisions = renamed.progress.levels.flatMap((level) =>
    level.decisions.map(({ effective }) => effective),
  );
  expect(decisions).toEqual([false]);
});

const anything = fc.array(
  fc.record({
    what: fc.constantFrom('observe', 'unsafe', 'sign', 'revoke'),
    competency: fc.constantFrom('A', 'B'),
    level: fc.constantFrom('observation', 'simple_tasks'),
  }),
  { maxLength: 8 },
);
const historyOf = (facts: { what: string; competency: string; level: string }[]): History => {
  const history = new History();
  for (const { what, competency, level } of facts) {
    if (what === 'sign') history.sign(competency, level);
    else if (what === 'revoke') history.revoke(history.sign(competency, level), competency, level);
    else history.observe(competency, level, 'tutor', what === 'unsafe' ? 'unsafe' : 'performed');
  }
  return history;
};

test('no move loses what speaks against a competency, whatever is mapped, and no move changes what was before', () => {
  const contents = [WHOLE, mapping([]), mapping(['A partial B']), mapping(['B exact A', 'B exact B'])];
  fc.assert(
    fc.property(anything, fc.constantFrom(...contents), (facts, content) => {
      const history = historyOf(facts);
      const before = progressAfter(from, history);
      const { progress } = move(history, content);
      const against = (of: typeof progress) => [
        ...of.levels.flatMap(({ requirements }) => requirements.flatMap(({ marks }) => marks)),
        ...(of.pending ?? []).flatMap(({ unsafe }) => unsafe),
      ];
      const unsafe = (of: typeof progress) =>
        new Set(against(of).flatMap(({ safe, sequence }) => (safe ? [] : [sequence])));
      expect(unsafe(progress)).toEqual(unsafe(before));
      expect(before).toEqual(progressAfter(from, history));
    }),
  );
});

const pending = (competency: string, after: number[], unsafe: number[]): PendingConstraint => ({
  competency,
  level: 'one',
  reobservations: after.map((sequence) => ({ after: sequence, from: day(0) })),
  unsafe: unsafe.map((sequence) => ({ sequence, on: day(0), by: 0, safe: false })),
});
const waiting = (...all: PendingConstraint[]) => ({ ...initialProgress(from), pending: all });

test('what is withdrawn or overturned is no longer pending, and nothing is left where nothing is pending', () => {
  const progress = waiting(pending('X', [3], [4]), pending('Y', [3, 5], []), pending('Z', [], [4]));
  forgetPending(progress, { kind: 'withdrawal', sequence: 9, recordedAt: new History().now, observation: 4 });
  expect(progress.pending).toEqual([pending('X', [3], []), pending('Y', [3, 5], [])]);
  liftPending(progress, 3);
  expect(progress.pending).toEqual([pending('Y', [5], [])]);
  liftPending(progress, 5);
  expect('pending' in progress).toBe(false);
});

test('what is pending comes to a requirement of the new ladder under its name there, and waits under its own', () => {
  const before = waiting(pending('old', [3], [4]));
  const there = initialProgress(to);
  const content: MappingContent = {
    competencies: [{ from: 'old', to: 'A', kind: 'partial' }],
    levels: [{ from: 'one', to: 'observation' }],
  };
  migratePending(from, before, to, content, there);

  const found = findRequirement(to, there, 'observation', 'A')?.progress;
  expect(found?.reobservation).toEqual({ after: 3, from: day(0) });
  expect(found?.marks).toEqual(pending('old', [], [4]).unsafe);
  expect(there.pending).toEqual([pending('old', [3], [4])]);
});

test('what was seen under earlier contracts is laid beside each requirement, and is no part of the progress', () => {
  const progress = initialProgress(from);
  const seen = (competency: string, level: string) => ({
    on: day(0),
    by: person('tess'),
    safe: true,
    competency,
    level,
  });
  const sightings = [seen('A', 'simple_tasks'), seen('A', 'nowhere'), seen('B', 'simple_tasks')];
  const { prior, ...rest } = withPrior(from, progress, sightings);

  expect(withPrior(from, progress, null)).toBe(progress);
  expect(rest).toEqual(progress);
  expect(prior).toEqual([[[], []], [[sightings[0]], [sightings[2]]], [[], []], [[]]]);
});
