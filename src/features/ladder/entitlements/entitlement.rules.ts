import { ageOn, type Day } from '../../../kernel/days.js';
import { isActiveOn } from '../../contracts/contracts.types.js';
import { placeOn, type Place } from '../../contracts/placements/placements.types.js';
import { MAJORITY } from '../../../kernel/law.js';
import {
  levelTitle,
  type Ladder,
  type Mission,
  type Supervision,
} from '../../frameworks/frameworks.types.js';
import { findLongAbsence } from './absence.rules.js';
import { superviseClosely } from './supervision/supervision.rules.js';
import { unansweredUnsafe } from './supervision/unsafe.rules.js';
import { lackingOn } from './attestations.rules.js';
import type { Attestation } from './attestations.types.js';
import type { KnownCircumstances } from '../circumstances.types.js';
import { missionsWithdrawn } from './concerns.rules.js';
import { coverOf } from './declarations.rules.js';
import type { Declaration } from './declarations.types.js';
import type { Closer, Refusal } from './entitlement.types.js';
import type { LadderState } from '../ladder.types.js';
import { obstaclesBelow } from '../ladder.rules.js';
import { closedHoursOf, daysOf, minorHoursOf } from './shift.rules.js';
import type { Days, MinorHours, Shift } from './shift.types.js';
import { NOBODY, whoHelps, type Helpers, type Named } from './who-helps.rules.js';

export interface Entitlement {
  readonly mission: Mission;
  /** What people call its level. */
  readonly levelTitle: string;
  readonly allowed: boolean;
  /** Under whose eyes; null when refused. */
  readonly supervision: Supervision | null;
  readonly reasons: readonly Refusal[];
  /** What makes it closer than what is acquired would have it; none where it is refused. */
  readonly closerBecause: readonly Closer[];
}

/** What the days and the contract add to the ladder. No birth date means a minor. */
export interface Circumstances {
  /** On each of the days. */
  readonly isActive: boolean;
  /** Refused on one of them is refused. */
  readonly days: Days;
  readonly birthDate: Day | null;
  readonly structureType: string | null;
  /** Where the alternant is elsewhere: on these days its structure type counts instead. */
  readonly places: readonly Place[];
  /** Back from a long absence, and no resumption recorded: one level closer. */
  readonly isBackFromLongAbsence: boolean;
  /** The competencies that were observed unsafe, each with its day, and not seen anew and safe; absent: none. */
  readonly unsafe?: ReadonlyMap<string, Day>;
  /** Codes of the missions that a high concern names, which nobody has reviewed yet. */
  readonly withdrawn: ReadonlySet<string>;
  /** Those of the employer about this ladder that nobody has withdrawn. */
  readonly declarations: readonly Declaration[];
  /** Those that nobody has withdrawn. */
  readonly attestations: readonly Attestation[];
  /** What those who can help are called; nobody where the past is told. */
  readonly helpers?: Helpers;
  /** What of the work is not a minor's: no more than is known of its hours. */
  readonly minorHours: readonly MinorHours[];
}

/** What a contract's dates and people make of a day, or of hours, each day of them. */
export function circumstancesOf(
  context: Parameters<typeof findLongAbsence>[0] & KnownCircumstances,
  asked: Day | Shift,
  team: Named | null = null,
): Circumstances {
  const { birthDate } = context;
  const isDay = typeof asked === 'string';
  const days: Days = isDay ? [asked] : daysOf(asked);
  return {
    isActive: days.every((on) => isActiveOn(context.life, on)),
    days,
    birthDate,
    structureType: context.structureType,
    places: context.places,
    isBackFromLongAbsence: findLongAbsence(context, days[0]) !== null,
    unsafe: unansweredUnsafe(context.unsafe),
    withdrawn: missionsWithdrawn(context.concerns),
    declarations: context.declarations,
    attestations: context.attestations,
    ...(team && { helpers: whoHelps(team, days[0]) }),
    minorHours: isDay ? closedHoursOf(asked, birthDate) : minorHoursOf(asked, birthDate),
  };
}

/**
 * What of a day's circumstances lasts: neither that the contract is not active, nor that the day is a Sunday or spent at a host,
 * unlearns anything, so what a change takes away is judged without them.
 */
export const lastingCircumstancesOf = (
  context: Parameters<typeof circumstancesOf>[0],
  on: Day,
): Circumstances => ({ ...circumstancesOf(context, on), isActive: true, places: [], minorHours: [] });

/** May this alternant do this mission, and under whose eyes? Always computed, never stored. */
export function decideEntitlement(
  ladder: Ladder,
  state: LadderState,
  mission: Mission,
  circumstances: Circumstances,
): Entitlement {
  const reasons: Refusal[] = [];
  const { signer, decider, reviewer } = circumstances.helpers ?? NOBODY;
  if (!circumstances.isActive) reasons.push({ code: 'contract_not_active' });
  if (!isLevelReached(state, mission.level)) {
    reasons.push({
      code: 'level_locked',
      level: mission.level,
      obstacles: { ...obstaclesBelow(state, mission.level), signer, decider },
    });
  }
  if (circumstances.withdrawn.has(mission.code)) reasons.push({ code: 'concern', reviewer });
  reasons.push(
    ...refusalsOfAge(mission, circumstances),
    ...refusalsOfWork(mission, circumstances),
    ...refusalsOfStructure(mission, circumstances),
    ...refusalsOfPapers(mission, circumstances),
    ...(mission.acts ?? []).map((act): Refusal => ({ code: 'never_for_an_alternant', act })),
  );
  const allowed = reasons.length === 0;
  const { supervision, closerBecause } = allowed
    ? superviseClosely(ladder, state, mission, circumstances)
    : { supervision: null, closerBecause: [] };
  return {
    mission,
    levelTitle: levelTitle(ladder, mission.level),
    allowed,
    supervision,
    reasons,
    closerBecause,
  };
}

/** The level of a mission is at most the current one. */
export function isLevelReached(state: LadderState, level: string): boolean {
  const index = (code: string) =>
    state.levels.find((candidate) => candidate.code === code)?.index ?? Infinity;
  return index(level) <= index(state.currentLevel);
}

/** Whoever's age is not known has none. */
const yearsOf = ({ birthDate }: Circumstances, on: Day): number | null =>
  birthDate === null ? null : ageOn(birthDate, on);

/** Explains the first day that is refused: the next one adds nothing that helps. */
const onFirstRefused = ({ days }: Circumstances, refusalsOn: (on: Day) => Refusal[]): Refusal[] =>
  days.map(refusalsOn).find((refusals) => refusals.length > 0) ?? [];

function refusalsOfAge(mission: Mission, circumstances: Circumstances): Refusal[] {
  const { days, minorHours } = circumstances;
  // One who is old enough on the first day is so on the others.
  const years = yearsOf(circumstances, days[0]);
  return [
    ...(mission.minAge !== undefined && (years ?? 0) < mission.minAge
      ? [{ code: 'age' as const, minAge: mission.minAge, isKnown: years !== null }]
      : []),
    ...minorHours.map((one) => ({ code: 'age' as const, hours: one, isKnown: years !== null })),
  ];
}

/** Regulated work is closed to minors unless their employer declared it (D4153-15 and following, R4153-40). */
function refusalsOfWork(mission: Mission, circumstances: Circumstances): Refusal[] {
  if (!mission.regulated) return [];
  return onFirstRefused(circumstances, (on) => {
    const years = yearsOf(circumstances, on);
    if (years !== null && years >= MAJORITY) return [];
    const cover = coverOf(circumstances.declarations, mission.code, on);
    if (cover.state === 'in_force') return [];
    return [
      { code: 'regulated', lapsedOn: cover.state === 'lapsed' ? cover.until : null, isKnown: years !== null },
    ];
  });
}

/** Each prerequisite once. */
function refusalsOfPapers({ prerequisites = [] }: Mission, circumstances: Circumstances): Refusal[] {
  return prerequisites.flatMap((prerequisite) =>
    onFirstRefused(circumstances, (on) =>
      lackingOn([prerequisite], circumstances.attestations, on).map((lacking) => ({
        code: 'prerequisite',
        ...lacking,
      })),
    ),
  );
}

/** Judged by the place of each day: that of a placement, else the employer. */
function refusalsOfStructure({ structureTypes = [] }: Mission, circumstances: Circumstances): Refusal[] {
  if (structureTypes.length === 0 || structureTypes.includes('*')) return [];
  return onFirstRefused(circumstances, (on) => {
    const place = placeOn(circumstances.places, on);
    const structureType = place ? place.structureType : circumstances.structureType;
    if (structureType === null || structureTypes.includes(structureType)) return [];
    return [{ code: 'structure', structureType, host: place?.name ?? null }];
  });
}
