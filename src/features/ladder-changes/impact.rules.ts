import { addDays, laterOf, type Day } from '../../kernel/days.js';
import { SUPERVISIONS, type Ladder, type Supervision } from '../frameworks/frameworks.types.js';
import type { MappingContent } from '../frameworks/mappings/mappings.types.js';
import { missionsWithdrawn } from '../ladder/entitlements/concerns.rules.js';
import { decideEntitlement, type Circumstances } from '../ladder/entitlements/entitlement.rules.js';
import type { LadderState } from '../ladder/ladder.types.js';
import { halfSignature } from '../ladder/levels/statuses.rules.js';
import type { LadderProgress } from '../ladder/progress/ladder-progress.types.js';
import type { MoveImpact, Moving } from './ladder-changes.types.js';

/** Where a contract stands on a ladder. */
export interface Position {
  readonly ladder: Ladder;
  readonly progress: LadderProgress;
  readonly state: LadderState;
  /** What decides entitlements on a day, beside the ladder: what lasts of it. */
  readonly on: (day: Day) => Circumstances;
}

/** Compares what a contract entitles to before and after: missions today, an assignment on its first day that is not over. */
export function findMoveImpact(
  before: Position,
  after: Position,
  mapping: MappingContent,
  { assignments, mandates, concerns }: Pick<Moving, 'assignments' | 'mandates' | 'concerns'>,
  today: Day,
): MoveImpact {
  const missions = findMissions(before, after, today);
  const ended = endedMissions(before.ladder, after.ladder);
  const falls = (mission: string, on: Day) =>
    supervisionIn(before, mission, on) !== null && supervisionIn(after, mission, on) === null;
  return {
    currentLevel: { before: before.state.currentLevel, after: after.state.currentLevel },
    levels: findLevels(before, after, mapping),
    keeps: findKept(after),
    toReacquire: findNeeded(before, after, mapping),
    lost: findLost(before, after),
    missions,
    assignments: assignments
      .filter(({ mission, from }) => falls(mission, laterOf(from, today)) || ended.includes(mission))
      .map(({ assignmentId, mission, from, until }) => ({
        assignmentId,
        mission,
        from,
        to: until === null ? null : addDays(until, -1),
      })),
    mandates: mandates.filter(
      ({ maxLevel }) =>
        !mapping.levels.some(({ from, to }) => from === maxLevel && to === maxLevel) ||
        !after.ladder.levels.some(({ code }) => code === maxLevel),
    ),
    halfSignatures: findHalfSignatures(before, after),
    concerns: [...missionsWithdrawn(concerns)].filter((mission) => ended.includes(mission)).sort(),
  };
}

/** Whether anybody loses anything by it: then it is only done by whoever has seen what. */
export function takesAway(impact: MoveImpact): boolean {
  const { levels, toReacquire, lost, missions, assignments, mandates, halfSignatures } = impact;
  return (
    [toReacquire, lost, assignments, mandates, halfSignatures].some((fallen) => fallen.length > 0) ||
    levels.some((level) => level.before === 'achieved' && level.after !== 'achieved') ||
    missions.some(({ before, after }) => rank(after) < rank(before))
  );
}

/** Codes that only the old ladder has. */
export function endedMissions(from: Ladder, to: Ladder): string[] {
  const known = new Set(to.missions.map(({ code }) => code));
  return from.missions.map(({ code }) => code).filter((code) => !known.has(code));
}

/** Refused, then from the closest eyes to the farthest. */
const rank = (supervision: Supervision | null) => (supervision ? SUPERVISIONS.indexOf(supervision) : -1);

function findLevels(before: Position, after: Position, { levels }: MappingContent): MoveImpact['levels'] {
  const status = ({ state }: Position, code: string) =>
    state.levels.find((level) => level.code === code)?.status ?? null;
  const left = before.ladder.levels.filter(({ code }) => !levels.some(({ from }) => from === code));
  return [
    ...after.ladder.levels.map(({ code }) => {
      const from = levels.find(({ to }) => to === code)?.from ?? null;
      return {
        from,
        before: from === null ? null : status(before, from),
        to: code,
        after: status(after, code),
      };
    }),
    ...left.map(({ code }) => ({ from: code, before: status(before, code), to: null, after: null })),
  ];
}

function findKept({ state, progress }: Position): MoveImpact['keeps'] {
  return state.levels.flatMap((level, levelIndex) =>
    level.requirements.flatMap(({ competency, status }, index) => {
      const signOff = progress.levels[levelIndex]?.requirements[index]?.signOff;
      if ((status !== 'acquired' && status !== 'kept') || !signOff?.migratedFrom) return [];
      const { id: signOffId, migratedFrom } = signOff;
      const from = { signOffId, ...migratedFrom };
      return [{ level: level.code, competency, signOffId, status, migratedFrom: from }];
    }),
  );
}

function findNeeded(
  before: Position,
  after: Position,
  { levels }: MappingContent,
): MoveImpact['toReacquire'] {
  const wasAchieved = (code: string) =>
    before.state.levels.some(
      (level) =>
        level.status === 'achieved' && levels.some(({ from, to }) => from === level.code && to === code),
    );
  return after.state.levels.flatMap((level, levelIndex) =>
    level.requirements.flatMap(({ competency, status }, index) => {
      const seen = after.progress.levels[levelIndex]?.requirements[index]?.marks ?? [];
      const signOffIds = seen.flatMap(({ signOff }) => (signOff ? [signOff] : []));
      if (status === 'acquired' || status === 'kept') return [];
      if (signOffIds.length === 0 && !wasAchieved(level.code)) return [];
      return [{ level: level.code, competency, signOffIds }];
    }),
  );
}

function findLost(before: Position, after: Position): MoveImpact['lost'] {
  const counted = new Set(
    after.progress.levels.flatMap(({ requirements }) =>
      requirements.flatMap(({ signOff, marks }) => [signOff?.id, ...marks.map((mark) => mark.signOff)]),
    ),
  );
  return before.state.levels.flatMap((level) =>
    level.requirements.flatMap(({ competency, status, signOffId }) =>
      signOffId && (status === 'acquired' || status === 'kept') && !counted.has(signOffId)
        ? [{ level: level.code, competency, signOffId }]
        : [],
    ),
  );
}

/** Levels that the tutor has signed and the referent has not, where that signature no longer waits afterwards. */
function findHalfSignatures({ ladder, progress }: Position, after: Position): string[] {
  const waiting = new Set(
    after.progress.levels.flatMap(({ decisions }) =>
      decisions.filter(({ effective }) => effective).map(({ id }) => id),
    ),
  );
  return ladder.levels.flatMap((level, index) => {
    const own = progress.levels[index];
    const half = own ? halfSignature(level, own) : null;
    return half && !waiting.has(half.id) ? [level.code] : [];
  });
}

/** Null: refused, or not a mission of that ladder. */
function supervisionIn({ ladder, state, on }: Position, code: string, day: Day): Supervision | null {
  const mission = ladder.missions.find((one) => one.code === code);
  return mission ? decideEntitlement(ladder, state, mission, on(day)).supervision : null;
}

function findMissions(before: Position, after: Position, today: Day): MoveImpact['missions'] {
  const codes = new Set([...before.ladder.missions, ...after.ladder.missions].map(({ code }) => code));
  return [...codes].flatMap((mission) => {
    const [was, is] = [supervisionIn(before, mission, today), supervisionIn(after, mission, today)];
    return was === is ? [] : [{ mission, before: was, after: is }];
  });
}
