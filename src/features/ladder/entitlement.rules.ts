import { ageOn, type Day } from '../../kernel/days.js';
import { isActiveOn } from '../contracts/contracts.types.js';
import type { Ladder, Mission, Supervision } from '../frameworks/frameworks.types.js';
import { supervisionAt } from '../frameworks/supervision.types.js';
import { findLongAbsence } from './absence.rules.js';
import { missionsWithdrawn } from './concerns.rules.js';
import type { OpenConcern } from './concerns.types.js';
import type { Refusal } from './entitlement.types.js';
import type { LadderState } from './ladder.types.js';
import { obstaclesBelow } from './ladder.rules.js';

const MAJORITY = 18;

export interface Entitlement {
  readonly mission: Mission;
  readonly allowed: boolean;
  /** Under whose eyes; null when refused. */
  readonly supervision: Supervision | null;
  readonly reasons: readonly Refusal[];
}

/** What the day and the contract add to the ladder. No birth date means a minor. */
export interface Circumstances {
  readonly isActive: boolean;
  readonly on: Day;
  readonly birthDate: Day | null;
  readonly structureType: string | null;
  /** Back from a long absence, and no resumption recorded: one level closer. */
  readonly isBackFromLongAbsence: boolean;
  /** Codes of the missions that a high concern names, which nobody has reviewed yet. */
  readonly withdrawn: ReadonlySet<string>;
}

/** What a contract's dates and people make of a day. */
export function circumstancesOf(
  context: Pick<Circumstances, 'birthDate' | 'structureType'> &
    Parameters<typeof findLongAbsence>[0] & { readonly concerns: readonly OpenConcern[] },
  on: Day,
): Circumstances {
  return {
    isActive: isActiveOn(context.life, on),
    on,
    birthDate: context.birthDate,
    structureType: context.structureType,
    isBackFromLongAbsence: findLongAbsence(context, on) !== null,
    withdrawn: missionsWithdrawn(context.concerns),
  };
}

/** May this alternant do this mission, and under whose eyes? Always computed, never stored. */
export function decideEntitlement(
  ladder: Ladder,
  state: LadderState,
  mission: Mission,
  circumstances: Circumstances,
): Entitlement {
  const reasons: Refusal[] = [];
  if (!circumstances.isActive) reasons.push({ code: 'contract_not_active' });
  if (!isLevelReached(state, mission.level)) {
    reasons.push({
      code: 'level_locked',
      level: mission.level,
      obstacles: obstaclesBelow(state, mission.level),
    });
  }
  if (circumstances.withdrawn.has(mission.code)) reasons.push({ code: 'concern' });
  reasons.push(...refusalsOfPerson(mission, circumstances), ...refusalsOfStructure(mission, circumstances));
  const allowed = reasons.length === 0;
  return {
    mission,
    allowed,
    supervision: allowed ? supervisionOf(ladder, state, mission, circumstances.isBackFromLongAbsence) : null,
    reasons,
  };
}

/** Under whose eyes an allowed mission is performed; `isCloser`: after a long absence. */
export function supervisionOf(
  ladder: Ladder,
  state: LadderState,
  mission: Mission,
  isCloser = false,
): Supervision {
  const current = state.levels.find(({ code }) => code === state.currentLevel)?.index ?? 0;
  const highestAcquired = (competency: string) =>
    Math.max(
      0,
      ...state.levels
        .filter((level) =>
          level.requirements.some((r) => r.competency === competency && r.status === 'acquired'),
        )
        .map((level) => level.index),
    );
  return supervisionAt(ladder, mission, { current, highestAcquired, isCloser });
}

/** The level of a mission is at most the current one. */
export function isLevelReached(state: LadderState, level: string): boolean {
  const index = (code: string) =>
    state.levels.find((candidate) => candidate.code === code)?.index ?? Infinity;
  return index(level) <= index(state.currentLevel);
}

function refusalsOfPerson(mission: Mission, { birthDate, on }: Circumstances): Refusal[] {
  const age = birthDate === null ? null : ageOn(birthDate, on);
  const refusals: Refusal[] = [];
  if (mission.minAge !== undefined && (age === null || age < mission.minAge))
    refusals.push({ code: 'age', minAge: mission.minAge });
  // No declaration can be recorded yet: regulated work stays closed to minors (D4153-15 and following).
  if (mission.regulated && (age === null || age < MAJORITY)) refusals.push({ code: 'regulated' });
  return refusals;
}

function refusalsOfStructure(mission: Mission, { structureType }: Circumstances): Refusal[] {
  const types = mission.structureTypes ?? [];
  if (types.length === 0 || types.includes('*') || structureType === null || types.includes(structureType))
    return [];
  return [{ code: 'structure', structureType }];
}
