import type { SignOffId } from '../../../kernel/ids.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { LadderChange } from './version-history.types.js';
import type { SignOffFact } from '../facts.types.js';
import type { LevelChange } from '../ladder.types.js';
import { carryDormant } from '../progress/pending-constraints.rules.js';
import { owe, owedOf } from '../progress/outcomes.rules.js';
import { indexOfObserver, remember } from '../progress/ladder-progress.rules.js';
import type {
  CarriedFrom,
  LevelStanding,
  LevelStatus,
  Mark,
  RequirementStanding,
  Said,
  SignedOff,
  Standing,
} from '../progress/ladder-progress.types.js';
import { compareStatuses, findRequirement, isAcquired, levelStatuses } from '../levels/statuses.rules.js';

/** What a requirement of the new ladder comes from: a competency at a level of the old one. */
interface Source {
  readonly competency: string;
  readonly level: string;
  readonly standing: RequirementStanding;
}

/**
 * Where a contract stands on another ladder, which it moves to. What is `exact` comes whole, with what must be seen anew;
 * an `acquired` that is `partial` counts as one observation of its signer's; the rest is history, but for what speaks
 * against a competency (`carryDormant`). Levels stay achieved
 * from the first on while all that they require is `exact`; from the first that is not, decisions are void.
 */
export function carry(
  from: Ladder,
  standing: Standing,
  change: LadderChange,
  signOffs: ReadonlyMap<SignOffId, SignOffFact>,
): { standing: Standing; changes: readonly LevelChange[] } {
  const { to, sequence } = change;
  const was = levelStatuses(from, standing);
  const carried: Standing = {
    ...standing,
    sequence,
    recordedAt: change.recordedAt,
    observers: [...standing.observers],
    levels: [],
  };
  const indexBefore = to.levels.map(({ code }) => indexOfSource(from, change, code));
  carried.levels = to.levels.map((level, index) => {
    const own = standing.levels[indexBefore[index] ?? -1];
    return {
      requirements: level.requirements.map(({ competency }) =>
        carryRequirement(from, standing, change, level.code, competency, (signOff) =>
          markOf(carried, signOff, signOffs.get(signOff.id)),
        ),
      ),
      decisions: (own?.decisions ?? []).map((decision) => ({ ...decision })),
      wasOpen: own?.wasOpen ?? index === 0,
      wasAchieved: own?.wasAchieved ?? false,
    };
  });
  carryDormant(from, standing, to, change.mapping, carried);
  keepAchieved(
    carried.levels,
    indexBefore.map((index) => was[index] === 'achieved'),
  );
  remember(to, carried);
  const before = indexBefore.map((old, index): LevelStatus => was[old] ?? (index === 0 ? 'open' : 'locked'));
  return { standing: carried, changes: compareStatuses(to, before, levelStatuses(to, carried)) };
}

const indexOfSource = (from: Ladder, { mapping }: LadderChange, code: string): number => {
  const source = mapping.levels.find((level) => level.to === code)?.from;
  return from.levels.findIndex((level) => level.code === source);
};

function carryRequirement(
  from: Ladder,
  standing: Standing,
  { mapping, sequence }: LadderChange,
  level: string,
  competency: string,
  mark: (signOff: SignedOff) => Mark | null,
): RequirementStanding {
  const before = mapping.levels.find(({ to }) => to === level)?.from ?? '';
  const sources = (kind: 'exact' | 'partial'): Source[] =>
    mapping.competencies.flatMap((one) => {
      if (one.to !== competency || one.kind !== kind) return [];
      const found = findRequirement(from, standing, before, one.from)?.standing;
      return found ? [{ competency: one.from, level: before, standing: found }] : [];
    });
  const [exact] = sources('exact');
  if (exact) {
    const isSame = exact.competency === competency && exact.level === level;
    const { signOff, said } = exact.standing;
    const carriedFrom = { ladderId: from.id, competency: exact.competency, level: exact.level };
    return {
      marks: [...exact.standing.marks],
      signOff: signOff && { carriedFrom, ...signOff },
      takenBack: isSame ? exact.standing.takenBack : sequence,
      anew: exact.standing.anew,
      ...(exact.standing.owed && { owed: exact.standing.owed }),
      ...(said && { said: said.map((word) => carryWord(word, carriedFrom)) }),
    };
  }
  return countPartial(
    sources('partial').map((source) => source.standing),
    sequence,
    mark,
  );
}

function countPartial(
  partial: readonly RequirementStanding[],
  sequence: number,
  mark: (signOff: SignedOff) => Mark | null,
): RequirementStanding {
  const seen = partial.flatMap(({ signOff, ...rest }) =>
    signOff && isAcquired({ signOff, ...rest }) ? (mark(signOff) ?? []) : [],
  );
  const counted: RequirementStanding = {
    // What was unsafe still takes the days before it away.
    marks: [...partial.flatMap(({ marks }) => marks.filter(({ safe }) => !safe)), ...seen],
    signOff: null,
    // Attempts are told apart by this number: none before was as high as the sequence of the change.
    takenBack: sequence,
    anew: null,
  };
  owe(counted, partial.flatMap(owedOf));
  return counted;
}

/** What a dispute may still overturn on the new ladder. */
const carryWord = (word: Said, carriedFrom: CarriedFrom): Said =>
  word.kind === 'signed' ? { ...word, signOff: { carriedFrom, ...word.signOff } } : word;

/** What a sign-off becomes when it no longer stands for the whole: seen by its signer on the day that it speaks of. */
function markOf(standing: Standing, { id, again }: SignedOff, fact: SignOffFact | undefined): Mark | null {
  if (!fact) return null;
  const by = indexOfObserver(standing, fact.signerId);
  const mark = { sequence: fact.sequence, on: fact.observedOn, by, safe: true, signOff: id };
  return again === undefined ? mark : { ...mark, again };
}

/** `wasAchieved`: of each level, whether the one that it comes from was, until now. */
function keepAchieved(levels: readonly LevelStanding[], wasAchieved: readonly boolean[]): void {
  let stays = true;
  for (const [index, level] of levels.entries()) {
    stays &&= (wasAchieved[index] ?? false) && level.requirements.every(isAcquired);
    // Whatever its new policy asks: what was decided by the old one stays decided.
    if (stays) level.staysAchieved = true;
    else for (const decision of level.decisions) decision.effective = false;
  }
}
