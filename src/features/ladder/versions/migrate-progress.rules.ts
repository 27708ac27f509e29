import type { SignOffId } from '../../../kernel/ids.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { LadderChange } from './version-history.types.js';
import type { CompetencyAtLevel, SignOffFact } from '../facts.types.js';
import type { LevelChange } from '../ladder.types.js';
import { migratePending } from '../progress/pending-constraints.rules.js';
import { requireReobservation, reobservationsOf } from '../progress/outcomes.rules.js';
import { indexOfObserver, remember } from '../progress/ladder-progress.rules.js';
import type {
  MigratedFrom,
  LevelProgress,
  LevelStatus,
  Mark,
  RequirementProgress,
  OutcomeEntry,
  SignedOff,
  LadderProgress,
} from '../progress/ladder-progress.types.js';
import { compareStatuses, findRequirement, isAcquired, levelStatuses } from '../levels/statuses.rules.js';

/** What a requirement of the new ladder comes from: a competency at a level of the old one. */
interface Source {
  readonly competency: string;
  readonly level: string;
  readonly progress: RequirementProgress;
}

/**
 * Where a contract stands on another ladder, which it moves to. What is `exact` comes whole, with what must be observed again;
 * an `acquired` that is `partial` counts as one observation of its signer's; the rest is history, but for what speaks
 * against a competency (`migratePending`). Levels stay achieved
 * from the first on while all that they require is `exact`; from the first that is not, decisions are void.
 */
export function migrateProgress(
  from: Ladder,
  progress: LadderProgress,
  change: LadderChange,
  signOffs: ReadonlyMap<SignOffId, SignOffFact>,
): { progress: LadderProgress; changes: readonly LevelChange[] } {
  const { to, sequence } = change;
  const was = levelStatuses(from, progress);
  const migrated: LadderProgress = {
    ...progress,
    sequence,
    recordedAt: change.recordedAt,
    observers: [...progress.observers],
    levels: [],
  };
  const indexBefore = to.levels.map(({ code }) => indexOfSource(from, change, code));
  migrated.levels = to.levels.map((level, index) => {
    const own = progress.levels[indexBefore[index] ?? -1];
    return {
      requirements: level.requirements.map(({ competency }) =>
        migrateRequirement(from, progress, change, level.code, competency, (signOff) =>
          markOf(migrated, signOff, signOffs.get(signOff.id)),
        ),
      ),
      decisions: (own?.decisions ?? []).map((decision) => ({ ...decision })),
      wasOpen: own?.wasOpen ?? index === 0,
      wasAchieved: own?.wasAchieved ?? false,
    };
  });
  migratePending(from, progress, to, change.mapping, migrated);
  keepAchieved(
    migrated.levels,
    indexBefore.map((index) => was[index] === 'achieved'),
  );
  remember(to, migrated);
  const before = indexBefore.map((old, index): LevelStatus => was[old] ?? (index === 0 ? 'open' : 'locked'));
  return { progress: migrated, changes: compareStatuses(to, before, levelStatuses(to, migrated)) };
}

const indexOfSource = (from: Ladder, { mapping }: LadderChange, code: string): number => {
  const source = mapping.levels.find((level) => level.to === code)?.from;
  return from.levels.findIndex((level) => level.code === source);
};

function migrateRequirement(
  from: Ladder,
  progress: LadderProgress,
  { mapping, sequence }: LadderChange,
  level: string,
  competency: string,
  mark: (signOff: SignedOff) => Mark | null,
): RequirementProgress {
  const before = mapping.levels.find(({ to }) => to === level)?.from ?? '';
  const sources = (kind: 'exact' | 'partial'): Source[] =>
    mapping.competencies.flatMap((one) => {
      if (one.to !== competency || one.kind !== kind) return [];
      const found = findRequirement(from, progress, before, one.from)?.progress;
      return found ? [{ competency: one.from, level: before, progress: found }] : [];
    });
  const [exact] = sources('exact');
  if (exact) {
    const isSame = exact.competency === competency && exact.level === level;
    const { signOff, outcomes } = exact.progress;
    const migratedFrom = { ladderId: from.id, competency: exact.competency, level: exact.level };
    const named = isSame ? (mark: Mark) => mark : namedBy(exact);
    return {
      marks: exact.progress.marks.map(named),
      signOff: signOff && { migratedFrom, ...signOff },
      timesRevoked: isSame ? exact.progress.timesRevoked : sequence,
      reobservation: exact.progress.reobservation,
      ...(exact.progress.reobservations && { reobservations: exact.progress.reobservations }),
      ...(outcomes && { outcomes: outcomes.map((entry) => migrateEntry(entry, migratedFrom, named)) }),
    };
  }
  return countPartial(
    sources('partial').map((source) => ({
      ...source.progress,
      marks: source.progress.marks.map(namedBy(source)),
    })),
    sequence,
    mark,
  );
}

/** What an observation named stays known where it goes by another name. */
const namedBy =
  ({ competency, level }: CompetencyAtLevel) =>
  (mark: Mark): Mark =>
    mark.signOff === undefined ? { of: { competency, level }, ...mark } : mark;

function countPartial(
  partial: readonly RequirementProgress[],
  sequence: number,
  mark: (signOff: SignedOff) => Mark | null,
): RequirementProgress {
  const seen = partial.flatMap(({ signOff, ...rest }) =>
    signOff && isAcquired({ signOff, ...rest }) ? (mark(signOff) ?? []) : [],
  );
  const counted: RequirementProgress = {
    // What was unsafe still takes the days before it away.
    marks: [...partial.flatMap(({ marks }) => marks.filter(({ safe }) => !safe)), ...seen],
    signOff: null,
    // Attempts are told apart by this number: none before was as high as the sequence of the change.
    timesRevoked: sequence,
    reobservation: null,
  };
  requireReobservation(counted, partial.flatMap(reobservationsOf));
  return counted;
}

/** What a dispute may still overturn on the new ladder. */
const migrateEntry = (
  entry: OutcomeEntry,
  migratedFrom: MigratedFrom,
  named: (mark: Mark) => Mark,
): OutcomeEntry =>
  entry.kind === 'signed'
    ? { ...entry, signOff: { migratedFrom, ...entry.signOff } }
    : { ...entry, marks: entry.marks.map(named) };

/** What a sign-off becomes when it no longer stands for the whole: seen by its signer on the day that it speaks of. */
function markOf(
  progress: LadderProgress,
  { id, again }: SignedOff,
  fact: SignOffFact | undefined,
): Mark | null {
  if (!fact) return null;
  const by = indexOfObserver(progress, fact.signerId);
  const mark = { sequence: fact.sequence, on: fact.observedOn, by, safe: true, signOff: id };
  return again === undefined ? mark : { ...mark, again };
}

/** `wasAchieved`: of each level, whether the one that it comes from was, until now. */
function keepAchieved(levels: readonly LevelProgress[], wasAchieved: readonly boolean[]): void {
  let stays = true;
  for (const [index, level] of levels.entries()) {
    stays &&= (wasAchieved[index] ?? false) && level.requirements.every(isAcquired);
    // Whatever its new policy asks: what was decided by the old one stays decided.
    if (stays) level.staysAchieved = true;
    else for (const decision of level.decisions) decision.effective = false;
  }
}
