import { CODE, readCode, readCodes } from '../reading/codes.rules.js';
import { refuseOthers } from '../reading/extras.rules.js';
import {
  MISSION_KINDS,
  SUPERVISIONS,
  UNLOCKS,
  type LadderContent,
  type Level,
  type Mission,
  type Quorum,
  type Requirement,
} from '../frameworks.types.js';
import {
  readFlag,
  readItems,
  readObject,
  readOneOf,
  readText,
  readWhole,
  type Sent,
} from '../reading/reading.rules.js';

export const LADDER_SIZES = {
  title: 300,
  levels: { min: 2, max: 8 },
  requirements: 200,
  missions: 500,
  competencies: 50,
  structureTypes: 100,
  minAge: { min: 14, max: 30 },
  prerequisites: 20,
  acts: 20,
  quorum: { min: 1, max: 100 },
  maxAgeDays: { min: 1, max: 3650 },
};

const CODE_OR_ANY = new RegExp(`${CODE.source}|^\\*$`);

const MISSION_MEMBERS = [
  'code',
  'title',
  'level',
  'kind',
  'competencies',
  'structureTypes',
  'minAge',
  'regulated',
  'prerequisites',
  'acts',
];

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
  refuseOthers(from, MISSION_MEMBERS);
  const codesIn = (name: 'structureTypes' | 'prerequisites' | 'acts', pattern?: RegExp) =>
    (from.members[name] ?? null) === null ? null : readCodes(from, name, LADDER_SIZES[name], pattern);
  return {
    code: readCode(from, 'code'),
    title: readText(from, 'title', LADDER_SIZES.title),
    level: readCode(from, 'level'),
    competencies: readCodes(from, 'competencies', LADDER_SIZES.competencies),
    ...stated({
      kind: (from.members['kind'] ?? null) === null ? null : readOneOf(from, 'kind', MISSION_KINDS),
      structureTypes: codesIn('structureTypes', CODE_OR_ANY),
      minAge: readWhole(from, 'minAge', LADDER_SIZES.minAge),
      regulated: readFlag(from, 'regulated'),
      prerequisites: codesIn('prerequisites'),
      acts: codesIn('acts'),
    }),
  };
}

/** Only what was said. */
function stated<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
