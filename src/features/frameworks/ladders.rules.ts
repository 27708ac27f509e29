import type { FieldError } from '../../kernel/errors.js';
import { fieldError } from '../../kernel/refusals.js';
import { competenciesOf } from './frameworks.rules.js';
import {
  SUPERVISIONS,
  UNLOCKS,
  type FrameworkTree,
  type LadderContent,
  type Level,
  type Mission,
  type Quorum,
  type Requirement,
} from './frameworks.types.js';
import * as mistake from './ladders.errors.js';
import {
  CODE,
  noteRepeated,
  readCode,
  readCodes,
  readFlag,
  readItems,
  readObject,
  readOneOf,
  readText,
  readWhole,
  refuseOthers,
  type Sent,
} from './reading.rules.js';

export const LADDER_SIZES = {
  title: 300,
  levels: { min: 2, max: 8 },
  requirements: 200,
  missions: 500,
  competencies: 50,
  structureTypes: 100,
  minAge: { min: 14, max: 30 },
  quorum: { min: 1, max: 100 },
  maxAgeDays: { min: 1, max: 3650 },
};

const CODE_OR_ANY = new RegExp(`${CODE.source}|^\\*$`);

/** What `from` says of a ladder; its mistakes of form are noted there. `reference` is the member that names the framework. */
export function readLadder(from: Sent, reference: string): LadderContent {
  refuseOthers(from, [reference, 'code', 'title', 'levels', 'missions']);
  return {
    code: readCode(from, 'code'),
    title: readText(from, 'title', LADDER_SIZES.title),
    levels: readItems(from, 'levels', LADDER_SIZES.levels, readLevel),
    missions: readItems(from, 'missions', { min: 0, max: LADDER_SIZES.missions }, readMission),
  };
}

/**
 * Everything in a ladder that could not work, each mistake at its place. Without a framework, none of its competencies
 * is judged; what could not be read (an empty code) was noted when it was read.
 */
export function findLadderMistakes(ladder: LadderContent, framework: FrameworkTree | null): FieldError[] {
  const known = framework && competenciesOf(framework);
  const named = [...requiredIn(ladder), ...drawnOnIn(ladder)];
  return [
    ...noteRepeated(ladder.levels.map(({ code }, i) => ({ code, pointer: `/levels/${i}/code` }))),
    ...noteRepeated(ladder.missions.map(({ code }, i) => ({ code, pointer: `/missions/${i}/code` }))),
    ...ladder.levels.flatMap((level, i) => findLevelMistakes(level, `/levels/${i}`)),
    ...ladder.missions.flatMap((mission, i) => findMissionMistakes(mission, `/missions/${i}`, ladder)),
    ...named
      .filter(({ code }) => known && code !== '' && !known.has(code))
      .map(({ code, pointer }) => mistake.unknownCompetency(pointer, code)),
    ...(ladder.levels.length > 0 && ladder.levels.every(({ supervision }) => supervision === 'present_only')
      ? [mistake.nothingIsPerformed()]
      : []),
  ];
}

/** The mistakes of form, then those of meaning where the form was right. */
export function allMistakes(form: readonly FieldError[], meaning: readonly FieldError[]): FieldError[] {
  const pointers = new Set(form.map(({ pointer }) => pointer));
  const unread = form.filter(({ code }) => code === 'object').map(({ pointer }) => `${pointer}/`);
  return [
    ...form,
    ...meaning.filter(
      ({ pointer }) => !pointers.has(pointer) && !unread.some((start) => pointer.startsWith(start)),
    ),
  ];
}

function findLevelMistakes(level: Level, pointer: string): FieldError[] {
  if (level.requirements.length === 0) return [mistake.levelWithoutRequirement(`${pointer}/requirements`)];
  const competencies = level.requirements.map(({ competency }, i) => ({
    code: competency,
    pointer: `${pointer}/requirements/${i}/competency`,
  }));
  return [
    ...noteRepeated(competencies),
    ...level.requirements.flatMap(({ quorum }, i) =>
      findQuorumMistakes(quorum ?? {}, `${pointer}/requirements/${i}/quorum`),
    ),
  ];
}

/** More observers, or more days, than observations: no wording of it is one that a centre meant. */
function findQuorumMistakes(
  { minObservations, minObservers, minDistinctDays }: Quorum,
  pointer: string,
): FieldError[] {
  if (minObservations === undefined) return [];
  return [
    ...((minObservers ?? 0) > minObservations ? [mistake.quorumImpossible(`${pointer}/minObservers`)] : []),
    ...((minDistinctDays ?? 0) > minObservations
      ? [mistake.quorumImpossible(`${pointer}/minDistinctDays`)]
      : []),
  ];
}

function findMissionMistakes(mission: Mission, pointer: string, { levels }: LadderContent): FieldError[] {
  const isUnreached =
    mission.level !== '' && levels.length > 0 && levels.every(({ code }) => code !== mission.level);
  const listed = (name: 'competencies' | 'structureTypes') =>
    (mission[name] ?? []).map((code, i) => ({ code, pointer: `${pointer}/${name}/${i}` }));
  return [
    ...(isUnreached ? [mistake.unknownLevel(`${pointer}/level`, mission.level)] : []),
    ...(mission.competencies.length === 0
      ? [mistake.missionWithoutCompetency(`${pointer}/competencies`)]
      : []),
    ...noteRepeated(listed('competencies')),
    ...noteRepeated(listed('structureTypes')),
  ];
}

const requiredIn = ({ levels }: LadderContent) =>
  levels.flatMap(({ requirements }, l) =>
    requirements.map(({ competency: code }, r) => ({
      code,
      pointer: `/levels/${l}/requirements/${r}/competency`,
    })),
  );

const drawnOnIn = ({ missions }: LadderContent) =>
  missions.flatMap(({ competencies }, m) =>
    competencies.map((code, c) => ({ code, pointer: `/missions/${m}/competencies/${c}` })),
  );

function readLevel(from: Sent): Level {
  refuseOthers(from, ['code', 'title', 'supervision', 'unlock', 'requirements']);
  return {
    code: readCode(from, 'code'),
    title: readText(from, 'title', LADDER_SIZES.title),
    supervision: readOneOf(from, 'supervision', SUPERVISIONS) ?? 'distant',
    unlock: readOneOf(from, 'unlock', UNLOCKS) ?? 'cosigned',
    requirements: readItems(
      from,
      'requirements',
      { min: 0, max: LADDER_SIZES.requirements },
      readRequirement,
    ),
  };
}

function readRequirement(from: Sent): Requirement {
  refuseOthers(from, ['competency', 'quorum']);
  const quorum = readObject(from, 'quorum', readQuorum);
  return { competency: readCode(from, 'competency'), ...(quorum ? { quorum } : {}) };
}

function readQuorum(from: Sent): Quorum {
  refuseOthers(from, ['minObservations', 'minObservers', 'minDistinctDays', 'maxAgeDays']);
  return stated({
    minObservations: readWhole(from, 'minObservations', LADDER_SIZES.quorum),
    minObservers: readWhole(from, 'minObservers', LADDER_SIZES.quorum),
    minDistinctDays: readWhole(from, 'minDistinctDays', LADDER_SIZES.quorum),
    maxAgeDays: readWhole(from, 'maxAgeDays', LADDER_SIZES.maxAgeDays),
  });
}

function readMission(from: Sent): Mission {
  refuseOthers(from, ['code', 'title', 'level', 'competencies', 'structureTypes', 'minAge', 'regulated']);
  const hasStructures = (from.members['structureTypes'] ?? null) !== null;
  return {
    code: readCode(from, 'code'),
    title: readText(from, 'title', LADDER_SIZES.title),
    level: readCode(from, 'level'),
    competencies: readCodes(from, 'competencies', LADDER_SIZES.competencies),
    ...stated({
      structureTypes: hasStructures
        ? readCodes(from, 'structureTypes', LADDER_SIZES.structureTypes, CODE_OR_ANY)
        : null,
      minAge: readWhole(from, 'minAge', LADDER_SIZES.minAge),
      regulated: readFlag(from, 'regulated'),
    }),
  };
}

/** Only what was said. */
function stated<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
