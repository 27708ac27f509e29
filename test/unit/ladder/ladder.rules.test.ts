import { expect, test } from '@jest/globals';
import type { Instant } from '../../../src/kernel/days.js';
import { evaluateLadder } from '../../../src/features/ladder/ladder.rules.js';
import { smallLadder, History } from './world.js';

const ladder = smallLadder();
const LATER = '2027-01-01T00:00:00.000Z' as Instant;
const stateOf = (history: History, at: Instant = LATER) => evaluateLadder(ladder, history.facts, at);
const statuses = (history: History) => stateOf(history).levels.map((level) => level.reason ?? level.status);

const achievedUpTo = (...levels: string[]) =>
  levels.reduce((history, level) => history.achieve(ladder, level), new History());

test('before any fact the first level is open and the others wait for the level before', () => {
  const state = stateOf(new History());

  expect(statuses(new History())).toEqual(['open', 'previous_level', 'previous_level', 'previous_level']);
  expect(state).toMatchObject({
    currentLevel: 'observation',
    complete: false,
    sequence: 0,
    completion: { acquired: 0, required: 7 },
  });
  expect(state.levels[0]?.missing).toEqual([
    { level: 'observation', competency: 'A', levelTitle: 'observation', competencyTitle: 'A' },
    { level: 'observation', competency: 'B', levelTitle: 'observation', competencyTitle: 'B' },
  ]);
});

test('an automatic level is achieved by its last sign-off, and the next opens', () => {
  const history = new History();
  history.sign('A', 'observation');
  expect(statuses(history)[0]).toBe('open');
  history.sign('B', 'observation');
  expect(statuses(history)).toEqual(['achieved', 'open', 'previous_level', 'previous_level']);
});

test('a level by decision is ready until the tutor decides', () => {
  const history = achievedUpTo('observation');
  history.sign('A', 'simple_tasks');
  history.sign('B', 'simple_tasks');
  expect(statuses(history)).toEqual(['achieved', 'ready', 'previous_level', 'previous_level']);
  history.decide('simple_tasks');
  expect(statuses(history)).toEqual(['achieved', 'achieved', 'open', 'previous_level']);
});

test('half co-signed is still ready; the referent’s signature opens the next level', () => {
  const history = achievedUpTo('observation', 'simple_tasks');
  history.sign('A', 'supervised_care');
  history.sign('B', 'supervised_care');
  history.decide('supervised_care');
  expect(statuses(history)[2]).toBe('ready');
  history.decide('supervised_care', 'referent');
  expect(statuses(history)).toEqual(['achieved', 'achieved', 'achieved', 'open']);
});

test('a refusal drops the half-signature and leaves the level ready', () => {
  const history = achievedUpTo('observation', 'simple_tasks');
  history.sign('A', 'supervised_care');
  history.sign('B', 'supervised_care');
  history
    .decide('supervised_care')
    .decide('supervised_care', 'referent', 'decline')
    .decide('supervised_care', 'referent');
  expect(statuses(history)[2]).toBe('ready');
});

test('the whole ladder done is complete, and the last level is current', () => {
  const done = achievedUpTo('observation', 'simple_tasks', 'supervised_care', 'autonomy');
  expect(stateOf(done)).toMatchObject({
    complete: true,
    currentLevel: 'autonomy',
    completion: { acquired: 7, required: 7 },
  });
});

test('a revocation falls back to its level, locks what is above, keeps the other sign-offs and voids the decisions', () => {
  const history = achievedUpTo('observation');
  const revoked = history.sign('A', 'simple_tasks');
  history.sign('B', 'simple_tasks');
  history.decide('simple_tasks').achieve(ladder, 'supervised_care');
  history.revoke(revoked, 'A', 'simple_tasks');

  const state = stateOf(history);
  expect(state.currentLevel).toBe('simple_tasks');
  expect(statuses(history)).toEqual(['achieved', 'reopened', 'basis_lost', 'basis_lost']);
  expect(state.levels[1]?.requirements.map((r) => r.status)).toEqual(['missing', 'acquired']);
  expect(state.levels[2]?.requirements.map((r) => r.status)).toEqual(['missing', 'kept']);
  expect(state.levels.flatMap((level) => level.decisions).filter((d) => d.effective)).toEqual([]);
  expect(state.completion.acquired).toBe(3);
});

test('when the basis returns, what was kept counts again and the level above waits for new decisions', () => {
  const history = achievedUpTo('observation');
  const revoked = history.sign('A', 'simple_tasks');
  history.sign('B', 'simple_tasks');
  history.decide('simple_tasks').achieve(ladder, 'supervised_care');
  history.revoke(revoked, 'A', 'simple_tasks').sign('A', 'simple_tasks');
  history.decide('simple_tasks');

  expect(statuses(history)).toEqual(['achieved', 'achieved', 'reopened', 'basis_lost']);
  history.sign('A', 'supervised_care');
  expect(statuses(history)[2]).toBe('ready');
});

test('a revocation of a level that opened nothing yet leaves what never opened waiting for the level before', () => {
  const history = new History();
  const signed = history.sign('A', 'observation');
  history.revoke(signed, 'A', 'observation');
  expect(statuses(history)).toEqual(['open', 'previous_level', 'previous_level', 'previous_level']);
});

test('revoking what is no longer effective changes nothing', () => {
  const history = achievedUpTo('observation');
  const first = history.sign('A', 'simple_tasks');
  history.revoke(first, 'A', 'simple_tasks');
  history.sign('A', 'simple_tasks');
  const before = stateOf(history).levels[1];
  history.revoke(first, 'A', 'simple_tasks');
  expect(stateOf(history).levels[1]).toEqual(before);
});

test('an instant sees what was recorded by then, and nothing later', () => {
  const history = new History();
  history.sign('A', 'observation');
  const before = history.now;
  history.on(1).sign('B', 'observation');

  expect(stateOf(history, before).levels[0]?.status).toBe('open');
  expect(stateOf(history, history.now).levels[0]?.status).toBe('achieved');
});

test('not_yet and cannot_assess are shown, and count for nothing', () => {
  const history = new History();
  history.sign('A', 'observation', 'not_yet');
  history.sign('B', 'observation', 'cannot_assess');
  expect(stateOf(history).levels[0]?.requirements.map((r) => r.status)).toEqual(['not_yet', 'cannot_assess']);
  expect(stateOf(history).completion.acquired).toBe(0);
});

test('what is acquired stays so when somebody else could not assess it later', () => {
  const history = new History();
  const signed = history.sign('A', 'observation');
  history.sign('A', 'observation', 'cannot_assess');
  expect(stateOf(history).levels[0]?.requirements[0]).toMatchObject({
    status: 'acquired',
    signOffId: signed,
  });
});

test('after a doubt is revoked, what stood before it stands again', () => {
  const history = new History();
  const first = history.sign('A', 'observation', 'cannot_assess');
  const second = history.sign('A', 'observation', 'not_yet');
  const third = history.sign('A', 'observation', 'not_yet');
  const stands = () => {
    const { status, signOffId } = stateOf(history).levels[0]?.requirements[0] ?? {};
    return [status, signOffId];
  };
  expect(stands()).toEqual(['not_yet', third]);
  history.revoke(third, 'A', 'observation', 'entered_in_error');
  expect(stands()).toEqual(['not_yet', second]);
  history.revoke(second, 'A', 'observation', 'other');
  expect(stands()).toEqual(['cannot_assess', first]);
  history.revoke(first, 'A', 'observation', 'other');
  expect(stands()).toEqual(['missing', null]);
});

test('a doubt that is revoked after a revocation leaves what was revoked, to be observed again', () => {
  const history = new History();
  const acquired = history.sign('A', 'observation');
  history.revoke(acquired, 'A', 'observation', 'safety');
  const doubt = history.sign('A', 'observation', 'not_yet');
  history.revoke(doubt, 'A', 'observation', 'entered_in_error');
  expect(stateOf(history).levels[0]?.requirements[0]).toMatchObject({
    status: 'missing',
    evidence: { reobserved: { have: 0, need: 1 } },
  });
});
