import { expect, test } from '@jest/globals';
import { findAwaited } from '../../../src/features/ladder/levels/awaited.rules.js';
import { advance, initialProgress } from '../../../src/features/ladder/progress/ladder-progress.rules.js';
import { History, smallLadder } from './world.js';

const ladder = smallLadder();
const after = (facts: History['facts']) => advance(ladder, initialProgress(ladder), facts).progress;

/** What the facts that `notify` adds to what went before make somebody wait for. */
function awaitedAfter(before: (history: History) => unknown, report: (history: History) => unknown) {
  const history = new History();
  before(history);
  const progress = after(history.facts);
  report(history);
  return findAwaited(ladder, progress, after(history.facts));
}

const ready = (history: History) => {
  for (const level of ['observation', 'simple_tasks']) history.achieve(ladder, level);
  history.sign('A', 'supervised_care');
  history.sign('B', 'supervised_care');
};

test('the last sign-off of a level makes its decision awaited, none before', () => {
  const achieved = (history: History) => history.achieve(ladder, 'observation').sign('A', 'simple_tasks');

  expect(
    awaitedAfter(
      (history) => history.achieve(ladder, 'observation'),
      (history) => history.sign('A', 'simple_tasks'),
    ),
  ).toBeNull();
  expect(awaitedAfter(achieved, (history) => history.sign('B', 'simple_tasks'))).toEqual({
    kind: 'decision_awaited',
    level: 'simple_tasks',
  });
});

test('the tutor’s signature makes that of the referent awaited; a refusal, the decision again', () => {
  expect(awaitedAfter(ready, (history) => history.decide('supervised_care'))).toEqual({
    kind: 'cosignature_awaited',
    level: 'supervised_care',
  });
  expect(
    awaitedAfter(
      (history) => {
        ready(history);
        history.decide('supervised_care');
      },
      (history) => history.decide('supervised_care', 'referent', 'decline'),
    ),
  ).toEqual({ kind: 'decision_awaited', level: 'supervised_care' });
});

test('what waited already, what is decided, and a level that opens await nothing new', () => {
  expect(awaitedAfter(ready, (history) => history.observe('A', 'supervised_care'))).toBeNull();
  expect(
    awaitedAfter(
      (history) => {
        ready(history);
        history.decide('supervised_care');
      },
      (history) => history.decide('supervised_care', 'referent'),
    ),
  ).toBeNull();
  expect(
    awaitedAfter(
      (history) => history.sign('A', 'observation'),
      (history) => history.sign('B', 'observation'),
    ),
  ).toBeNull();
});
