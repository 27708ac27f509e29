import type { FieldError } from '../../../kernel/errors.js';
import { STRUCTURE_TYPES } from '../../../kernel/labels/structure-types.js';
import {
  MISSION_KINDS,
  SEVEN_KINDS,
  type Competency,
  type FrameworkTree,
  type Level,
  type Mission,
} from '../frameworks.types.js';
import { kindOfShipped } from '../ladders/kinds.rules.js';
import { LADDER_SIZES } from '../ladders/ladder-form.rules.js';
import { ACTIVITIES, ACTIVITIES_VERSION, type Activity } from './activities.types.js';
import { unknownStructureType } from './templates.errors.js';
import type { BaseLadder, Gap, LadderTemplate } from './templates.types.js';

const ANYWHERE = '*';

/** The levels where the platform has no ladder of that diploma: those of the ladders that it has. */
const LEVELS: readonly (Omit<Level, 'requirements'> & Pick<Level['requirements'][number], 'quorum'>)[] = [
  { code: 'observation', title: 'Observation', supervision: 'present_only', unlock: 'automatic' },
  {
    code: 'simple_tasks',
    title: 'Tâches simples',
    supervision: 'direct',
    unlock: 'decision',
    quorum: { minObservations: 2 },
  },
  {
    code: 'supervised_care',
    title: 'Soins supervisés',
    supervision: 'indirect',
    unlock: 'cosigned',
    quorum: { minObservations: 3, minObservers: 2, minDistinctDays: 3 },
  },
  {
    code: 'autonomy',
    title: 'Autonomie',
    supervision: 'distant',
    unlock: 'cosigned',
    quorum: { minObservations: 3, minObservers: 2, minDistinctDays: 3, maxAgeDays: 180 },
  },
];

/**
 * The missions that Palier knows for a diploma in some structures: those of the platform's ladder, which keep their level
 * and competencies, then the activities that draw on competencies of the framework. Where an activity is known to be done
 * in more places than the ladder says, so is its mission.
 */
export function composeTemplate(
  framework: FrameworkTree,
  base: BaseLadder | null,
  structureTypes: readonly string[],
): LadderTemplate {
  const competencies = framework.blocks.flatMap((block) => block.competencies);
  const known = new Set(competencies.map(({ code }) => code));
  const kept = base && levelsOf(base, known);
  const order = (kept ?? LEVELS).map(({ code }) => code);
  const missions = [
    ...(base?.missions ?? []).map(widen),
    ...[...ACTIVITIES.values()]
      .filter(({ code }) => base?.missions.every((mission) => mission.code !== code) ?? true)
      .map((activity) => missionOf(activity, framework.code)),
  ]
    .map((mission) => ({ ...mission, competencies: mission.competencies.filter((code) => known.has(code)) }))
    .filter(
      (mission) =>
        mission.competencies.length > 0 && order.includes(mission.level) && isDoneIn(mission, structureTypes),
    )
    .slice(0, LADDER_SIZES.missions)
    .toSorted((a, b) => rankOf(a, order) - rankOf(b, order));
  const levels = missions.length === 0 ? [] : (kept ?? requireWhatIsPractised(missions));
  return {
    madeFrom: {
      version: ACTIVITIES_VERSION,
      structureTypes,
      ...(base ? { ladder: { id: base.id, title: base.title, revision: base.revision } } : {}),
    },
    levels,
    missions,
    missingKinds: SEVEN_KINDS.filter((kind) => missions.every((mission) => mission.kind !== kind)),
    gaps: findGaps(competencies, levels, missions),
  };
}

/** The types that Palier does not know, in a member of that name. */
export const findUnknownTypes = (types: readonly (string | undefined)[], member: string): FieldError[] =>
  types.flatMap((type, i) =>
    type === undefined || STRUCTURE_TYPES.has(type) ? [] : [unknownStructureType(`/${member}/${i}`, type)],
  );

/** The levels of the ladder that it builds on; null when one would require nothing of this framework. */
function levelsOf({ levels }: BaseLadder, known: ReadonlySet<string>): readonly Level[] | null {
  const left = levels.map((level) => ({
    ...level,
    requirements: level.requirements.filter(({ competency }) => known.has(competency)),
  }));
  return left.every(({ requirements }) => requirements.length > 0) ? left : null;
}

function missionOf(activity: Activity, diploma: string): Mission {
  const kind = kindOfShipped(activity.code);
  const has = (limit: string) => activity.limits.some(({ code }) => code === limit);
  return {
    code: activity.code,
    title: activity.title,
    level: activity.level,
    ...(kind === null ? {} : { kind }),
    competencies: (Object.hasOwn(activity.competencies, diploma) && activity.competencies[diploma]) || [],
    structureTypes: activity.structureTypes,
    ...(has('regulated') ? { regulated: true } : {}),
  };
}

/** With its kind, and in every place where its activity is done. */
function widen(mission: Mission): Mission {
  const kind = mission.kind ?? kindOfShipped(mission.code);
  const own = mission.structureTypes ?? [];
  const more = ACTIVITIES.get(mission.code)?.structureTypes ?? [];
  const isAnywhere = own.length === 0 || own.includes(ANYWHERE) || more.includes(ANYWHERE);
  return {
    ...mission,
    ...(kind === null ? {} : { kind }),
    structureTypes: isAnywhere
      ? [ANYWHERE]
      : [...new Set([...own, ...more])].slice(0, LADDER_SIZES.structureTypes),
  };
}

const isDoneIn = ({ structureTypes = [] }: Mission, wanted: readonly string[]): boolean =>
  structureTypes.some((type) => type === ANYWHERE || wanted.includes(type));

const rankOf = ({ level, kind }: Mission, order: readonly string[]): number =>
  order.indexOf(level) * 100 + (kind === undefined ? MISSION_KINDS.length : MISSION_KINDS.indexOf(kind));

/**
 * Each level requires what its own missions draw on, and the last whatever any does. A level without a mission requires
 * what the levels below it do, or else what the first missions draw on.
 */
function requireWhatIsPractised(missions: readonly Mission[]): Level[] {
  const all = drawnOn(missions);
  return LEVELS.map(({ quorum, ...level }, l) => {
    const below = LEVELS.slice(0, l).map(({ code }) => code);
    const own = drawnOn(missions.filter((mission) => mission.level === level.code));
    const lower = drawnOn(missions.filter((mission) => below.includes(mission.level)));
    const first = drawnOn(missions.filter((mission) => mission.level === missions[0]?.level));
    const required =
      l === LEVELS.length - 1 ? all : ([own, lower].find((codes) => codes.length > 0) ?? first);
    return {
      ...level,
      requirements: required.map((competency) => ({ competency, ...(quorum ? { quorum } : {}) })),
    };
  });
}

const drawnOn = (missions: readonly Mission[]): string[] => [
  ...new Set(missions.flatMap(({ competencies }) => competencies)),
];

/** What some level has no mission for, competency by competency. */
function findGaps(
  competencies: readonly Competency[],
  levels: readonly Level[],
  missions: readonly Mission[],
): Gap[] {
  const stairs = levels.map((level) => ({
    level,
    required: new Set(level.requirements.map(({ competency }) => competency)),
    practised: new Set(drawnOn(missions.filter((mission) => mission.level === level.code))),
  }));
  return competencies.flatMap(({ code, title }) => {
    const lacking = stairs.filter(({ practised }) => !practised.has(code));
    if (lacking.length === 0 && stairs.length > 0) return [];
    const first = stairs.findIndex(({ practised }) => practised.has(code));
    const below = first < 0 ? stairs : stairs.slice(0, first);
    const unpractised = below.find(({ required }) => required.has(code));
    return [
      {
        competency: code,
        title,
        levels: lacking.map(({ level }) => level),
        unpractisedAt: unpractised?.level ?? null,
      },
    ];
  });
}
