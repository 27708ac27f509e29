import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '../../../src/kernel/days.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import { UNLOCKS, type Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import type { MappingContent } from '../../../src/features/frameworks/mappings/mappings.types.js';
import { replay } from '../../../src/features/ladder/versions/version-history.rules.js';
import type {
  LadderVersionHistory,
  LadderChange,
} from '../../../src/features/ladder/versions/version-history.types.js';
import type { LadderFact, RevocationReason } from '../../../src/features/ladder/facts.types.js';
import { evaluateLadder, viewLadder } from '../../../src/features/ladder/ladder.rules.js';
import type { LadderState } from '../../../src/features/ladder/ladder.types.js';
import { advance } from '../../../src/features/ladder/progress/ladder-progress.rules.js';
import { findRequirement } from '../../../src/features/ladder/levels/statuses.rules.js';
import { VersionHistoryModel } from './version-history-model.js';
import { History, storeAndRead } from './world.js';
import { runs, SEED } from '../../support/runs.js';

const RUNS = runs(50, 167);
const LATER = '2030-01-01T00:00:00.000Z' as Instant;
const COMPETENCIES = ['A', 'B', 'C'];
const LEVELS = ['one', 'two', 'three', 'four'];

const some = <T>(of: readonly T[], minLength = 1) =>
  fc.shuffledSubarray([...of], { minLength }).map((chosen) => of.filter((one) => chosen.includes(one)));

/** Levels keep their order: what changes from version to version is which there are, and what they ask. */
const ladders: fc.Arbitrary<Ladder> = some(LEVELS, 2).chain((codes) =>
  fc
    .tuple(
      ...codes.map((code) =>
        fc.record({
          code: fc.constant(code),
          title: fc.constant(code),
          supervision: fc.constant('direct' as const),
          unlock: fc.constantFrom(...UNLOCKS),
          requirements: some(COMPETENCIES).map((all) => all.map((competency) => ({ competency }))),
        }),
      ),
    )
    .map((levels) => ({ id: codes.join('-') as LadderId, code: 'L', title: 'L', levels, missions: [] })),
);

/** Mostly levels of one code and competencies that are exact, since only then much is left to compare. */
const mappings = (from: Ladder, to: Ladder): fc.Arbitrary<MappingContent> => {
  const [old, young] = [from, to].map(({ levels }) => levels.map(({ code }) => code)) as [string[], string[]];
  const alike = old.filter((code) => young.includes(code)).map((code) => ({ from: code, to: code }));
  const any = fc
    .nat(Math.min(old.length, young.length) - 1)
    .chain((n) =>
      fc.tuple(
        fc.shuffledSubarray(old, { minLength: n + 1, maxLength: n + 1 }),
        fc.shuffledSubarray(young, { minLength: n + 1, maxLength: n + 1 }),
      ),
    )
    .map(([some, others]) => {
      const [a, b] = [old.filter((c) => some.includes(c)), young.filter((c) => others.includes(c))];
      return a.map((code, i) => ({ from: code, to: b[i] ?? '' }));
    });
  const one = (to: string) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant([{ from: to, to, kind: 'exact' as const }]) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(...COMPETENCIES).map((from) => [{ from, to, kind: 'exact' as const }]),
      },
      {
        weight: 2,
        arbitrary: some(COMPETENCIES).map((all) =>
          all.map((from) => ({ from, to, kind: 'partial' as const })),
        ),
      },
      { weight: 1, arbitrary: fc.constant([]) },
    );
  return fc.record({
    levels: fc.oneof({ weight: 4, arbitrary: fc.constant(alike) }, { weight: 1, arbitrary: any }),
    competencies: fc.tuple(...COMPETENCIES.map(one)).map((all) => all.flat()),
  });
};

type Command =
  | { readonly kind: 'achieve' | 'move' }
  | { readonly kind: 'sign' | 'observe' | 'unsafe' | 'withdraw' | 'decide' | 'revoke'; readonly n: number };
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ kind: 'achieve' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'move' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('sign', 'observe', 'unsafe', 'withdraw', 'decide', 'revoke', 'revoke'),
      n: fc.nat(9999),
    }),
  },
);

interface Recorded {
  readonly versionHistory: LadderVersionHistory;
  readonly facts: readonly LadderFact[];
  /** `competency level attempt` of each `acquired`. */
  readonly attempts: readonly string[];
}

const REASONS: RevocationReason[] = ['safety', 'lost_practice', 'entered_in_error', 'wrong_person', 'other'];

/** Only what the model lets happen becomes a fact. */
function play(
  all: readonly Ladder[],
  maps: readonly MappingContent[],
  commands: readonly Command[],
): Recorded {
  const history = new History();
  const facts: LadderFact[] = [];
  const changes: LadderChange[] = [];
  const attempts: string[] = [];
  const versionHistory: LadderVersionHistory = { first: all[0] as Ladder, changes };
  let n = 0;
  /** Histories count their facts from one; acts stand between them. */
  const recorded = (report: () => unknown) => {
    const { length } = history.facts;
    report();
    for (const fact of history.facts.splice(length)) {
      n += 1;
      const id = fact.kind === 'sign_off' ? { id: `s${n}` as never } : {};
      facts.push({ ...fact, ...id, sequence: n });
    }
  };
  for (const [index, step] of commands.entries()) {
    history.on(Math.floor(index / 3));
    const e = changes.length;
    const ladder = all[e] as Ladder;
    const model = new VersionHistoryModel({ ...versionHistory, changes: [...changes] }, facts);
    const pairs = ladder.levels.flatMap(({ code, requirements }) =>
      requirements.map(({ competency }) => ({ level: code, competency })),
    );
    const chosen = 'n' in step ? step.n : 0;
    const pair = pairs[chosen % pairs.length] ?? { level: '', competency: '' };
    const sign = ({ level, competency }: typeof pair) => {
      const { progress } = replay(versionHistory, facts);
      const found = findRequirement(ladder, progress, level, competency);
      attempts.push(`${competency} ${level} ${found?.progress.timesRevoked}`);
      recorded(() => history.sign(competency, level));
    };
    switch (step.kind) {
      case 'move': {
        const [to, mapping] = [all[e + 1], maps[e]];
        if (!to || !mapping || n < 4) break;
        n += 1;
        changes.push({ sequence: n, recordedAt: history.now, to, mapping });
        break;
      }
      case 'achieve': {
        const next = ladder.levels.find(({ code }) => !model.isAchieved(e, code, n))?.code;
        const missing = pairs.find(
          ({ level, competency }) => level === next && !model.acquired(e, level, competency, n),
        );
        if (missing) sign(missing);
        else if (next) recorded(() => history.decide(next).decide(next, 'referent'));
        break;
      }
      case 'sign':
        if (
          !model.status(e, pair.level, n).startsWith('locked') &&
          !model.acquired(e, pair.level, pair.competency, n)
        )
          sign(pair);
        break;
      case 'observe':
      case 'unsafe': {
        const outcome = step.kind === 'unsafe' ? 'unsafe' : 'performed';
        const by = chosen % 2 ? 'tutor' : 'other';
        const second = pairs[(chosen + 1 + (chosen % 7)) % pairs.length];
        const more = chosen % 3 > 0 && second && second !== pair ? [second] : [];
        recorded(() => history.observe(pair.competency, pair.level, by, outcome, undefined, more));
        break;
      }
      case 'withdraw': {
        const seen = facts.filter(({ kind }) => kind === 'observation');
        const one = seen[chosen % Math.max(seen.length, 1)];
        const items = one?.kind === 'observation' ? one.items : [];
        const { competency = '', level = '' } = items[chosen % Math.max(items.length, 1)] ?? {};
        if (one) recorded(() => history.withdraw(one.sequence, chosen % 2 ? { competency, level } : null));
        break;
      }
      case 'decide':
        recorded(() =>
          history.decide(pair.level, chosen % 3 ? 'tutor' : 'referent', chosen % 5 ? 'open' : 'decline'),
        );
        break;
      case 'revoke': {
        const signed = facts.filter((fact) => fact.kind === 'sign_off');
        const one = signed[chosen % Math.max(signed.length, 1)];
        const reason = REASONS[chosen % REASONS.length];
        if (one) recorded(() => history.revoke(one.id, one.competency, one.level, reason));
      }
    }
  }
  return { versionHistory, facts, attempts };
}

const histories = fc
  .tuple(ladders, ladders, ladders)
  .chain((all) =>
    fc
      .tuple(
        mappings(all[0], all[1]),
        mappings(all[1], all[2]),
        fc.array(command, { minLength: 10, maxLength: 34, size: 'max' }),
      )
      .map(([first, second, commands]) => play(all, [first, second], commands)),
  );
const check = (property: (recorded: Recorded) => void) =>
  fc.assert(fc.property(histories, property), { seed: SEED, numRuns: RUNS });
const shown = (state: LadderState) =>
  state.levels.map((l) => (l.reason ? `${l.status}: ${l.reason}` : l.status));
const last = ({ versionHistory, facts }: Recorded) =>
  Math.max(
    0,
    ...facts.map(({ sequence }) => sequence),
    ...versionHistory.changes.map(({ sequence }) => sequence),
  );

test('wherever a contract moves, it stands where an independent reading of the rules says', () => {
  const met = { moves: 0, kept: 0, stays: 0, reopened: 0 };
  check((recorded) => {
    const { versionHistory, facts } = recorded;
    const model = new VersionHistoryModel(versionHistory, facts);
    const [e, n] = [versionHistory.changes.length, last(recorded)];
    const state = evaluateLadder(versionHistory.first, facts, LATER, versionHistory.changes);
    expect(shown(state)).toEqual(model.ladder(e).levels.map(({ code }) => model.status(e, code, n)));
    for (const { code, status, requirements } of state.levels) {
      for (const requirement of requirements) {
        const acquired = model.acquired(e, code, requirement.competency, n);
        const wanted = acquired ? (status === 'locked' ? 'kept' : 'acquired') : 'missing';
        expect([requirement.status, requirement.signOffId]).toEqual([wanted, acquired?.id ?? null]);
        expect(requirement.evidence.observations.have).toBe(
          model.sightings(e, code, requirement.competency, n),
        );
        const from = requirement.migratedFrom;
        if (from) expect([from.competency, from.level]).toEqual([acquired?.competency, acquired?.level]);
        if (requirement.status === 'kept') met.kept += 1;
      }
      if (status === 'reopened') met.reopened += 1;
      if (status === 'achieved' && e > 0) met.stays += 1;
    }
    met.moves += e;
  });
  // That it says something of what it is about.
  for (const [what, count] of Object.entries(met)) expect([what, count > RUNS / 50]).toEqual([what, true]);
});

test('what must be observed again is asked wherever a ladder requires it again, and nowhere else', () => {
  const met = { asked: 0, back: 0 };
  check((recorded) => {
    const { versionHistory, facts } = recorded;
    const model = new VersionHistoryModel(versionHistory, facts);
    const [e, n] = [versionHistory.changes.length, last(recorded)];
    const { ladder, progress } = replay(versionHistory, facts);
    for (const { code, requirements } of ladder.levels)
      for (const { competency } of requirements) {
        const found = findRequirement(ladder, progress, code, competency)?.progress;
        const since = found?.reobservation?.after ?? 0;
        const asks = (surely: boolean) => Math.max(0, ...model.reobservation(e, code, competency, n, surely));
        expect([since >= asks(true), since <= asks(false)]).toEqual([true, true]);
        if (since > 0) met.asked += 1;
        const between =
          versionHistory.changes[0]?.to.levels.find((level) => level.code === code)?.requirements ?? [];
        const wasAway = e === 2 && between.every((one) => one.competency !== competency);
        if (since > 0 && since < (versionHistory.changes[0]?.sequence ?? 0) && wasAway) met.back += 1;
      }
  });
  expect([met.asked > RUNS / 50, met.back > 0]).toEqual([true, true]);
});

test('what is stored after each fact and each move is what a fold from nothing gives', () => {
  check(({ versionHistory, facts }) => {
    let stored = replay({ ...versionHistory, changes: [] }, []);
    const all = [...facts, ...versionHistory.changes].sort((a, b) => a.sequence - b.sequence);
    for (const one of all) {
      const done = facts.filter(({ sequence }) => sequence <= one.sequence);
      const changes = versionHistory.changes.filter(({ sequence }) => sequence <= one.sequence);
      const whole = replay({ ...versionHistory, changes }, done);
      if ('kind' in one) {
        const progress = storeAndRead(stored.ladder, stored.progress).forRecording;
        stored = { ...stored, progress: advance(stored.ladder, progress, [one]).progress };
      } else {
        stored = whole;
      }
      expect(stored.progress).toEqual(whole.progress);
    }
    const { ladder, progress } = stored;
    expect(viewLadder(ladder, progress, LATER)).toEqual(
      evaluateLadder(versionHistory.first, facts, LATER, versionHistory.changes),
    );
  });
});

test('an instant before the move reads the old ladder in its old state, one after it the new one', () => {
  fc.assert(
    fc.property(histories, fc.nat(60), ({ versionHistory, facts }, index) => {
      const at = facts[index % Math.max(facts.length, 1)]?.recordedAt;
      if (!at) return;
      const changes = versionHistory.changes.filter(({ recordedAt }) => recordedAt <= at);
      const known = facts.filter(({ recordedAt }) => recordedAt <= at);
      const state = evaluateLadder(versionHistory.first, facts, at, versionHistory.changes);
      expect(state).toEqual(evaluateLadder(versionHistory.first, known, at, changes));
      const ladder = changes.at(-1)?.to ?? versionHistory.first;
      expect(state.levels.map(({ code }) => code)).toEqual(ladder.levels.map(({ code }) => code));
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test('no level is open unless every level below is achieved, and no move achieves more than there was', () => {
  check(({ versionHistory, facts }) => {
    const { levels } = evaluateLadder(versionHistory.first, facts, LATER, versionHistory.changes);
    for (const [index, { status }] of levels.entries())
      expect(status !== 'locked').toBe(levels.slice(0, index).every((one) => one.status === 'achieved'));
  });
});

test('no `acquired` ever has the number of another one of the same competency and level', () => {
  check(({ attempts }) => {
    expect(new Set(attempts).size).toBe(attempts.length);
  });
});

test('every level that a move takes up or down is told, under the sequence of the act', () => {
  check(({ versionHistory, facts }) => {
    const { ladder, changes } = replay(versionHistory, facts);
    const state = evaluateLadder(versionHistory.first, facts, LATER, versionHistory.changes);
    const begun = versionHistory.changes.at(-1)?.sequence ?? 0;
    for (const level of ladder.levels) {
      const word = changes.findLast((one) => one.level === level.code && one.sequence >= begun)?.type;
      const { status } = state.levels.find(({ code }) => code === level.code) ?? {};
      if (word === 'level.achieved') expect(status).toBe('achieved');
      if (word === 'level.locked') expect(status).toBe('locked');
      if (word === 'level.opened' || word === 'level.reopened')
        expect(['open', 'ready', 'reopened']).toContain(status);
    }
  });
});
