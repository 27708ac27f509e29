import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '../../../src/kernel/days.js';
import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import { evaluateLadder, viewLadder } from '../../../src/features/ladder/ladder.rules.js';
import type { LadderState } from '../../../src/features/ladder/ladder.types.js';
import type { LadderFact, RevocationReason } from '../../../src/features/ladder/facts.types.js';
import { summaryOf } from '../../../src/features/ladder/progress/progress.rules.js';
import { advance, initialProgress } from '../../../src/features/ladder/progress/ladder-progress.rules.js';
import { Model } from './model.js';
import { History, smallLadder, storeAndRead } from './world.js';
import { runs, SEED } from '../../support/runs.js';

const RUNS = runs(250, 1000);
const LATER = '2030-01-01T00:00:00.000Z' as Instant;
const LEVELS = ['observation', 'simple_tasks', 'supervised_care', 'autonomy'];

type Command =
  | { kind: 'achieve' }
  | { kind: 'sign'; level: number; competency: string; seen: boolean }
  | { kind: 'doubt'; level: number; competency: string }
  | { kind: 'revoke'; which: number; reason: RevocationReason }
  | { kind: 'decide'; level: number; referent: boolean; decline: boolean }
  | { kind: 'observe'; level: number; competency: string; unsafe: boolean }
  | { kind: 'withdraw'; which: number }
  | { kind: 'overturn'; which: number };

const level = fc.integer({ min: 0, max: 3 });
const competency = fc.constantFrom('A', 'B');
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'achieve' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('sign' as const), level, competency, seen: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('doubt' as const), level, competency }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('revoke' as const),
      which: fc.nat(30),
      reason: fc.constantFrom<RevocationReason>(
        'safety',
        'lost_practice',
        'entered_in_error',
        'wrong_person',
        'other',
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      level,
      referent: fc.boolean(),
      decline: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('observe' as const), level, competency, unsafe: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), which: fc.nat(30) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('overturn' as const), which: fc.nat(30) }) },
);

/** Only what the rules accept becomes a fact: the model says what is open, what is acquired. */
function play(ladder: Ladder, commands: readonly Command[]): History {
  const history = new History();
  for (const step of commands) {
    const model = new Model(ladder, history.facts);
    const n = history.facts.length;
    const code = 'level' in step ? (LEVELS[step.level] ?? '') : '';
    const requires = (c: string) =>
      ladder.levels.find((l) => l.code === code)?.requirements.some((r) => r.competency === c) ?? false;
    const signable = (c: string) =>
      requires(c) && !model.status(code, n).startsWith('locked') && !model.acquired(code, c, n);
    switch (step.kind) {
      case 'achieve': {
        const next = LEVELS.find((l) => !model.isAchieved(l, n));
        const missing = ladder.levels
          .find((l) => l.code === next)
          ?.requirements.find((r) => next && !model.acquired(next, r.competency, n));
        if (next && missing) history.sign(missing.competency, next);
        else if (next) history.decide(next).decide(next, 'referent');
        break;
      }
      case 'sign':
        if (signable(step.competency)) {
          const seen = step.seen ? history.observe(step.competency, code) : null;
          history.sign(step.competency, code, 'acquired', seen);
        }
        break;
      case 'doubt':
        if (signable(step.competency)) history.sign(step.competency, code, 'not_yet');
        else if (requires(step.competency) && !model.status(code, n).startsWith('locked')) {
          history.sign(step.competency, code, 'cannot_assess');
        }
        break;
      case 'revoke': {
        const entries = history.facts.filter(
          (fact) =>
            fact.kind === 'sign_off' &&
            (fact.outcome === 'acquired' || stands(model, fact.level, fact.competency, n) === fact.id),
        );
        const fact = entries[step.which % Math.max(entries.length, 1)];
        if (fact?.kind === 'sign_off') history.revoke(fact.id, fact.competency, fact.level, step.reason);
        break;
      }
      case 'decide':
        history.decide(code, step.referent ? 'referent' : 'tutor', step.decline ? 'decline' : 'open');
        break;
      case 'observe':
        history.observe(step.competency, code, 'tutor', step.unsafe ? 'unsafe' : 'performed');
        break;
      case 'withdraw': {
        const seen = history.facts.filter((fact) => fact.kind === 'observation');
        const fact = seen[step.which % Math.max(seen.length, 1)];
        const item =
          fact?.kind === 'observation' ? (fact.items[step.which % fact.items.length] ?? null) : null;
        if (fact) history.withdraw(fact.sequence, step.which % 2 ? item : null);
        break;
      }
      case 'overturn':
        overturn(history, step.which);
    }
  }
  return history;
}

/** The doubt that is read there now. */
const stands = (model: Model, level: string, competency: string, n: number) =>
  model.acquired(level, competency, n) ? null : model.doubt(level, competency, n)?.id;

/** A doubt or the revocation of an `acquired` that no dispute has overturned yet. */
function overturn(history: History, which: number): void {
  const done = history.facts.map((fact) =>
    fact.kind === 'reinstatement'
      ? fact.revocation
      : fact.kind === 'sign_off_overturned'
        ? fact.signOffId
        : null,
  );
  const contested = history.facts.filter(
    (fact) =>
      (fact.kind === 'revocation' &&
        !done.includes(fact.sequence) &&
        history.facts.some(
          (one) => one.kind === 'sign_off' && one.id === fact.signOffId && one.outcome === 'acquired',
        )) ||
      (fact.kind === 'sign_off' && fact.outcome !== 'acquired' && !done.includes(fact.id)),
  );
  const fact = contested[which % Math.max(contested.length, 1)];
  if (fact?.kind === 'revocation') history.reinstate(fact.sequence, fact.competency);
  if (fact?.kind === 'sign_off') history.overturn(fact.id, fact.competency, fact.level);
}

const histories = fc.array(command, { maxLength: 40 }).map((commands) => play(smallLadder(), commands));
const reported = (state: LadderState) =>
  state.levels.map((l) => (l.reason ? `${l.status}: ${l.reason}` : l.status));
const check = (property: (history: History) => void) => {
  fc.assert(fc.property(histories, property), { seed: SEED, numRuns: RUNS });
};

test('any history stands where the simple reading of the rules says', () => {
  const ladder = smallLadder();
  check((history) => {
    const model = new Model(ladder, history.facts);
    const n = history.facts.length;
    const state = evaluateLadder(ladder, history.facts, LATER);
    expect(reported(state)).toEqual(model.statuses(n));
    for (const shown of state.levels) {
      for (const requirement of shown.requirements) {
        const acquired = model.acquired(shown.code, requirement.competency, n);
        const doubt = acquired ? undefined : model.doubt(shown.code, requirement.competency, n);
        const status = acquired
          ? shown.status === 'locked'
            ? 'kept'
            : 'acquired'
          : (doubt?.outcome ?? 'missing');
        const id = (acquired ?? doubt)?.id ?? null;
        expect([requirement.status, requirement.signOffId]).toEqual([status, id]);
      }
    }
  });
});

test('what was seen, and must be observed again, is as the simple reading says', () => {
  const ladder = smallLadder();
  check((history) => {
    const model = new Model(ladder, history.facts);
    const n = history.facts.length;
    const { progress } = advance(ladder, initialProgress(ladder), history.facts);
    ladder.levels.forEach(({ code, requirements }, index) =>
      requirements.forEach(({ competency }, position) => {
        const found = progress.levels[index]?.requirements[position];
        expect([code, found?.reobservation?.after, found?.marks.map(({ sequence }) => sequence)]).toEqual([
          code,
          model.reobservation(code, competency, n),
          model.marks(code, competency, n),
        ]);
      }),
    );
  });
});

test('what is overturned at once is as if it had never been, but for the decisions that it voided', () => {
  const ladder = smallLadder();
  const kept = (facts: readonly LadderFact[]) =>
    advance(ladder, initialProgress(ladder), facts).progress.levels.map((one) =>
      one.requirements.map(({ signOff, reobservation, marks }) => [signOff?.id, reobservation, marks]),
    );
  fc.assert(
    fc.property(histories, fc.nat(30), (history, which) => {
      const before = kept(history.facts);
      const acquired = history.facts.filter(
        (fact) => fact.kind === 'sign_off' && fact.outcome === 'acquired',
      );
      const fact = acquired[which % Math.max(acquired.length, 1)];
      if (fact?.kind !== 'sign_off') return;
      history.revoke(fact.id, fact.competency, fact.level);
      history.reinstate(history.facts.length, fact.competency);
      expect(kept(history.facts)).toEqual(before);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test('each sign-off given, taken back and given again has a number of its own', () => {
  const ladder = smallLadder();
  check((history) => {
    let progress = initialProgress(ladder);
    const [attempts, times] = [new Set<string>(), new Set<string>()];
    for (const fact of history.facts) {
      const of = (code: string, competency: string) =>
        progress.levels[LEVELS.indexOf(code)]?.requirements[
          ladder.levels[LEVELS.indexOf(code)]?.requirements.findIndex((r) => r.competency === competency) ??
            -1
        ];
      if (fact.kind === 'sign_off' && fact.outcome === 'acquired') {
        const key = `${fact.level} ${fact.competency} ${of(fact.level, fact.competency)?.timesRevoked}`;
        expect(attempts.has(key)).toBe(false);
        attempts.add(key);
      }
      const stands = fact.kind === 'revocation' ? of(fact.level, fact.competency)?.signOff : null;
      if (fact.kind === 'revocation' && stands?.id === fact.signOffId) {
        const key = `${stands.id} ${stands.again ?? 0}`;
        expect(times.has(key)).toBe(false);
        times.add(key);
      }
      progress = advance(ladder, progress, [fact]).progress;
    }
  });
});

test('what a report counts follows from judgements alone: observations are evidence, not progress', () => {
  const ladder = smallLadder();
  const counted = (facts: readonly LadderFact[]) => {
    const summary = summaryOf(ladder, advance(ladder, initialProgress(ladder), facts).progress);
    return { ...summary, sequence: 0 };
  };
  check(({ facts }) => {
    const judgements = facts
      .filter(({ kind }) => kind !== 'observation' && kind !== 'withdrawal')
      .map((fact) => (fact.kind === 'sign_off' ? { ...fact, observation: null } : fact));
    expect(counted(judgements)).toEqual(counted(facts));
  });
});

test('what progress stores after each fact is what a rebuild from the start gives', () => {
  const ladder = smallLadder();
  check((history) => {
    let kept = initialProgress(ladder);
    for (const fact of history.facts)
      kept = storeAndRead(ladder, advance(ladder, kept, [fact]).progress).forRecording;
    expect(kept).toEqual(advance(ladder, initialProgress(ladder), history.facts).progress);
    expect(viewLadder(ladder, kept, LATER)).toEqual(evaluateLadder(ladder, history.facts, LATER));
    const { forReading, evidence } = storeAndRead(ladder, kept);
    expect(viewLadder(ladder, forReading, LATER, evidence)).toEqual(viewLadder(ladder, kept, LATER));
  });
});

test('an instant of the past sees the history up to it, whatever came later', () => {
  const ladder = smallLadder();
  fc.assert(
    fc.property(histories, fc.nat(60), (history, index) => {
      const fact = history.facts[index % Math.max(history.facts.length, 1)];
      if (!fact) return;
      const then = history.facts.filter((other) => other.sequence <= fact.sequence);
      expect(evaluateLadder(ladder, history.facts, fact.recordedAt)).toEqual(
        evaluateLadder(ladder, then, fact.recordedAt),
      );
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test('no level is open unless every level below is achieved', () => {
  const ladder = smallLadder();
  check((history) => {
    const { levels } = evaluateLadder(ladder, history.facts, LATER);
    for (const [index, shown] of levels.entries()) {
      const below = levels.slice(0, index).every((l) => l.status === 'achieved');
      expect(shown.status !== 'locked').toBe(below);
    }
  });
});

test('a revocation never raises the current level, and an observation never moves one', () => {
  const ladder = smallLadder();
  const indexOf = (state: LadderState) => LEVELS.indexOf(state.currentLevel) + (state.complete ? 1 : 0);
  check((history) => {
    let before = initialProgress(ladder);
    for (const fact of history.facts) {
      const { progress, changes } = advance(ladder, before, [fact]);
      const [was, is] = [viewLadder(ladder, before, LATER), viewLadder(ladder, progress, LATER)];
      if (fact.kind === 'revocation') expect(indexOf(is)).toBeLessThanOrEqual(indexOf(was));
      if (fact.kind === 'observation') expect([indexOf(is), changes]).toEqual([indexOf(was), []]);
      before = progress;
    }
  });
});

test('every change of level is told once, and replaying what was told gives the levels', () => {
  const ladder = smallLadder();
  check((history) => {
    const { progress, changes } = advance(ladder, initialProgress(ladder), history.facts);
    const replayed = LEVELS.map((code, index) => {
      const last = changes.findLast((change) => change.level === code)?.type;
      return last
        ? {
            'level.opened': 'open',
            'level.achieved': 'achieved',
            'level.reopened': 'open',
            'level.locked': 'locked',
          }[last]
        : index === 0
          ? 'open'
          : 'locked';
    });
    const shown = viewLadder(ladder, progress, LATER).levels.map(({ status }) =>
      status === 'ready' || status === 'reopened' ? 'open' : status,
    );
    expect(replayed).toEqual(shown);
  });
});
