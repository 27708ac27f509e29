import { expect, test } from '@jest/globals';
import type { LadderId } from '../../../src/kernel/ids.js';
import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import type { MappingContent } from '../../../src/features/frameworks/mappings/mappings.types.js';
import { replay } from '../../../src/features/ladder/versions/version-history.rules.js';
import type { LadderChange } from '../../../src/features/ladder/versions/version-history.types.js';
import type { RevocationReason } from '../../../src/features/ladder/facts.types.js';
import { findRequirement } from '../../../src/features/ladder/levels/statuses.rules.js';
import { day, History } from './world.js';

const asking = (...competencies: string[]): Ladder => ({
  id: competencies.join('-') as LadderId,
  code: 'L',
  title: 'L',
  levels: [
    {
      code: 'one',
      title: 'one',
      supervision: 'direct',
      unlock: 'automatic',
      requirements: competencies.map((competency) => ({ competency })),
    },
  ],
  missions: [],
});
const mapping = (...named: [string, string, 'exact' | 'partial'][]): MappingContent => ({
  competencies: named.map(([from, to, kind]) => ({ from, to, kind })),
  levels: [{ from: 'one', to: 'one' }],
});

/** A contract of which each move takes the next number, as each fact does. */
class Moving {
  readonly history = new History();
  private readonly changes: LadderChange[] = [];
  private readonly first = asking('A', 'B');

  move(to: Ladder, ...named: [string, string, 'exact' | 'partial'][]): this {
    // Takes the place of a fact that says nothing.
    const sequence = this.history.observe('none', 'none');
    this.changes.push({ sequence, recordedAt: this.history.now, to, mapping: mapping(...named) });
    return this;
  }

  get progress() {
    return replay({ first: this.first, changes: this.changes }, this.history.facts).progress;
  }

  find(competency: string) {
    const { ladder, progress } = replay({ first: this.first, changes: this.changes }, this.history.facts);
    return findRequirement(ladder, progress, 'one', competency)?.progress;
  }
}

const revoked = (reason: RevocationReason = 'safety'): Moving => {
  const moving = new Moving();
  moving.history.revoke(moving.history.sign('A', 'one'), 'A', 'one', reason);
  return moving;
};
const AWAY = asking('B');
const HOME = asking('A', 'B');
const SINCE = { after: 2, from: day(0) };

test('what must be observed again outlives a ladder that does not ask for it', () => {
  const moving = revoked().move(AWAY);
  expect(moving.progress.pending).toEqual([
    { competency: 'A', level: 'one', reobservations: [SINCE], unsafe: [] },
  ]);
  moving.move(AWAY).move(HOME);
  expect(moving.find('A')?.reobservation).toEqual(SINCE);
  expect('pending' in moving.progress).toBe(false);
  expect(moving.find('B')?.reobservation).toBeNull();
});

test('so does what was unsafe, until it is withdrawn', () => {
  const moving = new Moving();
  const seen = moving.history.observe('A', 'one', 'tutor', 'unsafe');
  moving.history.observe('A', 'one');
  moving.move(AWAY);
  const back = moving.move(HOME).find('A');
  expect(back?.marks.map(({ sequence, safe }) => [sequence, safe])).toEqual([[seen, false]]);
  moving.history.withdraw(seen);
  expect(moving.find('A')?.marks).toEqual([]);
});

test('an unsafe observation that is withdrawn while it is pending does not come back', () => {
  const moving = new Moving();
  const seen = moving.history.observe('A', 'one', 'tutor', 'unsafe');
  moving.move(AWAY);
  moving.history.withdraw(seen);
  expect('pending' in moving.progress).toBe(false);
  expect(moving.move(HOME).find('A')?.marks).toEqual([]);
});

test('it follows the mapping, and waits under its own name beside the one that stands for it', () => {
  const renamed = revoked().move(asking('X'), ['A', 'X', 'exact']);
  expect(renamed.find('X')?.reobservation).toEqual(SINCE);
  // The way back does not name it.
  expect(renamed.move(HOME).find('A')?.reobservation).toEqual(SINCE);

  const chain = revoked().move(AWAY, ['A', 'X', 'partial']).move(asking('Y'), ['X', 'Y', 'partial']);
  expect(chain.find('Y')?.reobservation).toEqual(SINCE);
});

test('a code that the mapping gives to something else is not held against that', () => {
  const moving = revoked().move(asking('A', 'C'), ['A', 'C', 'exact'], ['B', 'A', 'exact']);
  expect([moving.find('A')?.reobservation, moving.find('C')?.reobservation]).toEqual([null, SINCE]);
});

test('an overturned revocation asks for nothing: neither while it is pending nor once it is back', () => {
  const pending = revoked().move(AWAY);
  pending.history.reinstate(2, 'A');
  expect('pending' in pending.progress).toBe(false);
  expect(pending.move(HOME).find('A')?.reobservation).toBeNull();

  const back = revoked().move(AWAY).move(HOME);
  back.history.reinstate(2, 'A');
  expect(back.find('A')).toEqual({ marks: [], signOff: null, timesRevoked: 4, reobservation: null });
});

test('of two revocations the other one still asks when one is overturned', () => {
  const twice = () => {
    const moving = revoked();
    moving.history.revoke(moving.history.sign('A', 'one'), 'A', 'one');
    return moving.move(AWAY);
  };
  const whole = twice().move(HOME);
  expect(whole.find('A')?.reobservation?.after).toBe(4);
  for (const [overturned, left] of [
    [4, 2],
    [2, 4],
  ] as const) {
    const pending = twice();
    pending.history.reinstate(overturned, 'A');
    expect(pending.move(HOME).find('A')?.reobservation?.after).toBe(left);
    const back = twice().move(HOME);
    back.history.reinstate(overturned, 'A');
    expect(back.find('A')?.reobservation?.after).toBe(left);
  }
});

test('a mistake that was taken back asks for nothing, and who never moved has nothing pending', () => {
  expect(revoked('entered_in_error').move(AWAY).progress.pending).toBeUndefined();
  expect(Object.keys(revoked().progress)).not.toContain('pending');
  expect(Object.keys(revoked().find('A') ?? {})).not.toContain('owed');
});

const items = { A: { competency: 'A', level: 'one' }, B: { competency: 'B', level: 'one' } };

test('of an observation that was unsafe in two things which one name now covers, each item speaks until it is withdrawn', () => {
  const moving = new Moving();
  const unsafe = moving.history.observe('A', 'one', 'tutor', 'unsafe', 0, [items.B]);
  moving.move(asking('C')).move(asking('X'), ['A', 'X', 'partial'], ['B', 'X', 'partial']);

  moving.history.withdraw(unsafe, items.A);
  expect(moving.find('X')?.marks).toMatchObject([{ sequence: unsafe, safe: false, of: items.B }]);
  moving.history.withdraw(unsafe, items.B);
  expect(moving.find('X')?.marks).toEqual([]);
});

test('an item is withdrawn by the name that it had, whatever it goes by now, and not by another', () => {
  const moving = new Moving();
  const seen = moving.history.observe('A', 'one', 'tutor', 'performed', 0, [items.B]);
  moving.move(asking('B', 'C'), ['A', 'B', 'exact'], ['B', 'C', 'exact']);

  moving.history.withdraw(seen, items.B);
  expect(moving.find('C')?.marks).toEqual([]);
  expect(moving.find('B')?.marks).toMatchObject([{ sequence: seen, of: items.A }]);
});

test('what waits is withdrawn item by item, too', () => {
  const moving = new Moving();
  const unsafe = moving.history.observe('A', 'one', 'tutor', 'unsafe', 0, [items.B]);
  moving.move(asking('C')).history.withdraw(unsafe, items.A);

  expect(moving.progress.pending?.map(({ competency }) => competency)).toEqual(['B']);
  expect(moving.move(HOME).find('B')?.marks).toHaveLength(1);
  expect(moving.find('A')?.marks).toEqual([]);
});
