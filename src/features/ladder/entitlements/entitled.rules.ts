import { dayOf, type Instant } from '../../../kernel/days.js';
import type { Ladder, Supervision } from '../../frameworks/frameworks.types.js';
import { circumstancesOf, decideEntitlement, type Entitlement } from './entitlement.rules.js';
import { viewLadder } from '../ladder.rules.js';
import type { LadderState } from '../ladder.types.js';
import type { LadderProgress } from '../progress/ladder-progress.types.js';

/** Where a contract stands at a moment, and what it allows then, asked of many missions. */
export interface Entitled {
  readonly state: LadderState;
  /** Null: the ladder has no such mission. */
  readonly to: (mission: string) => Entitlement | null;
}

export function entitledAt(
  context: Parameters<typeof circumstancesOf>[0] & {
    readonly ladder: Ladder;
    readonly progress: LadderProgress;
  },
  now: Instant,
): Entitled {
  const { ladder } = context;
  const state = viewLadder(ladder, context.progress, now);
  const circumstances = circumstancesOf(context, dayOf(now));
  return {
    state,
    to: (code) => {
      const mission = ladder.missions.find((candidate) => candidate.code === code);
      return mission ? decideEntitlement(ladder, state, mission, circumstances) : null;
    },
  };
}

/** What became of the entitlement to a mission that was given. */
export interface EntitlementSummary {
  /** What people call the mission; null: the ladder no longer has it. */
  readonly missionTitle: string | null;
  readonly allowed: boolean;
  /** Under whose eyes; null when refused. */
  readonly supervision: Supervision | null;
  /** Codes. */
  readonly reasons: readonly string[];
}

/** A mission that the ladder no longer has is allowed to nobody. */
export function summaryOf(entitlement: Entitlement | null): EntitlementSummary {
  if (entitlement === null) {
    return { missionTitle: null, allowed: false, supervision: null, reasons: ['unknown_mission'] };
  }
  const { mission, allowed, supervision, reasons } = entitlement;
  return { missionTitle: mission.title, allowed, supervision, reasons: reasons.map(({ code }) => code) };
}
