import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { LevelledContract } from '../../../src/features/ladder/queue-contracts.types.js';
import type { Mandate } from '../../../src/features/mandates/mandates.types.js';
import {
  proposalDismissed,
  requireAnotherDismisser,
} from '../../../src/features/observations/proposals/proposals.facts.js';
import {
  decideUnsafe,
  findProposed,
  proposesRevocation,
} from '../../../src/features/observations/proposals/proposals.rules.js';
import { requireRevoker } from '../../../src/features/sign-offs/facts/signers.policy.js';
import type { Id, ObservationId } from '../../../src/kernel/ids.js';
import { History, person, progressAfter, smallLadder } from '../ladder/world.js';
import {
  AWAY,
  candidate,
  codeOf,
  everybody,
  held,
  queued,
  reader,
  team,
  today,
  whoMay,
} from '../mandates/team.js';

const ladder = smallLadder();
const LEVELS = ladder.levels.map(({ code }) => code);
/** What an observation proposes: `level competency` of what was seen, with the levels of what it speaks against. */
const proposed = (history: History, sequence: number, ...unsafe: [string, string][]) => {
  const signed = new Set(
    history.facts.flatMap((one) => (one.kind === 'sign_off' && one.sequence < sequence ? [one.id] : [])),
  );
  const items = unsafe.map(([competency, level]) => ({ competency, level }));
  const seen = { sequence, items };
  return findProposed(ladder, progressAfter(ladder, history), (id) => signed.has(id), seen).map(
    ({ level, competency, signOffs }) => [`${level} ${competency}`, signOffs.map((signOff) => signOff.level)],
  );
};
/** A is acquired up to `autonomy`, B up to `supervised_care`. */
function acquired(): History {
  const history = new History();
  for (const level of LEVELS) history.achieve(ladder, level);
  return history;
}

test('what was unsafe puts in doubt its own level and those above, of its competency alone', () => {
  expect(proposed(acquired(), 99, ['A', 'simple_tasks'])).toEqual([
    ['simple_tasks A', ['simple_tasks', 'supervised_care', 'autonomy']],
  ]);
  expect(proposed(acquired(), 99, ['B', 'observation'], ['A', 'autonomy'])).toEqual([
    ['observation B', ['observation', 'simple_tasks', 'supervised_care']],
    ['autonomy A', ['autonomy']],
  ]);
});

test('at a level that does not require the competency there is nothing of it to doubt', () => {
  expect(proposed(acquired(), 99, ['B', 'autonomy'])).toEqual([]);
  expect(proposed(acquired(), 99, ['A', 'nowhere'])).toEqual([]);
});

test('only what was signed before the observation is in doubt', () => {
  const history = new History();
  history.sign('A', 'observation'); // the first fact
  expect(proposed(history, 2, ['A', 'observation'])).toEqual([['observation A', ['observation']]]);
  expect(proposed(history, 1, ['A', 'observation'])).toEqual([]);
});

test('what does not stand as acquired proposes nothing', () => {
  const history = new History();
  history.sign('A', 'observation', 'not_yet');
  history.revoke(history.sign('B', 'observation'), 'B', 'observation');
  expect(proposed(history, 99, ['A', 'observation'], ['B', 'observation'])).toEqual([]);
});

test('a mark that a move carried to another level speaks there, too', () => {
  const history = new History();
  history.sign('A', 'observation');
  const sequence = history.observe('A', 'observation', 'tutor', 'unsafe');
  // As recorded, under codes of a ladder that the contract left.
  expect(proposed(history, sequence, ['old', 'gone'])).toEqual([['observation A', ['observation']]]);
});

test('what is about to be recorded proposes exactly where, once recorded, it will', () => {
  const item = fc.record({
    competency: fc.constantFrom('A', 'B', 'C'),
    level: fc.constantFrom(...LEVELS),
    outcome: fc.constantFrom('performed' as const, 'needs_practice' as const, 'unsafe' as const),
  });
  fc.assert(
    fc.property(fc.nat(4), fc.array(item, { maxLength: 3 }), (achieved, items) => {
      const history = new History();
      for (const level of LEVELS.slice(0, achieved)) history.achieve(ladder, level);
      const seen = items.filter(({ outcome }) => outcome === 'unsafe');
      const pairs = seen.map(({ competency, level }): [string, string] => [competency, level]);
      expect(proposesRevocation(ladder, progressAfter(ladder, history), items)).toBe(
        proposed(history, 99, ...pairs).length > 0,
      );
    }),
  );
});

test.each<[string, Mandate[], string | null]>([
  ['is there', [held('referent')], 'dismisser_not_distinct'],
  ['is absent', [held('referent', { absences: AWAY })], null],
  ['left', [held('referent', { until: today })], null],
  ['only observes', [held('observer')], null],
  ['is they themselves', [held('referent', { personId: person('main_tutor') })], null],
])('whoever saw it does not dismiss it while the other one %s', (_, others, code) => {
  const [saw, asked] = [person('main_tutor'), team(held('main_tutor'), ...others)];
  expect(codeOf(() => requireAnotherDismisser(saw, saw, asked, today))).toBe(code);
  expect(codeOf(() => requireAnotherDismisser(saw, person('observer'), asked, today))).toBeNull();
});

test('a dismissal keeps its reason, which the history does not tell', () => {
  const by = requireRevoker(person('referent'), everybody, today);
  const [observationId, id] = ['o' as ObservationId, 'd' as Id<'proposal_dismissal'>];
  const fact = proposalDismissed(by, observationId, { id, reason: 'Elle avait raison' });

  const data = { dismissalId: 'd', observationId };
  expect(fact.event).toEqual({ type: 'revocation_proposal.dismissed', data });
  expect(rowIn([fact], 'proposal_dismissals')).toEqual({
    id,
    observationId,
    dismissedBy: 'referent',
    reason: 'Elle avait raison',
  });
});

test.each<[string, Partial<Mandate>, string[]]>([
  ['the main tutor', {}, ['main_tutor']],
  ['a co-tutor too, while the main tutor is away', { absences: AWAY }, ['main_tutor', 'co_tutor']],
  ['a co-tutor, once the main tutor left', { until: today }, ['co_tutor']],
])('a proposal awaits %s', (_, main, expected) => {
  const others = (['co_tutor', 'substitute', 'observer', 'referent'] as const).map((role) => held(role));
  const contract = queued(held('main_tutor', main), ...others) as LevelledContract;

  expect(whoMay((name) => decideUnsafe(candidate({}), contract, reader(name)) !== null)).toEqual(expected);
});
