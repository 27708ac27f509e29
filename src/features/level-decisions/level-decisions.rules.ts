import { type Day, dayOf, daysBetween } from '../../kernel/days.js';
import type { Ladder, Level } from '../frameworks/frameworks.types.js';
import type { Decision } from '../ladder/facts.types.js';
import type { LadderState } from '../ladder/ladder.types.js';
import type { Decided, DecisionState, LadderProgress } from '../ladder/progress/ladder-progress.types.js';
import { halfSignature } from '../ladder/levels/statuses.rules.js';
import { holdsOn, type Mandate } from '../mandates/mandates.types.js';
import {
  cosignerNotDistinct,
  cosignerOrder,
  decisionNotNeeded,
  levelNotReady,
} from './level-decisions.errors.js';
import type { Decider } from '../sign-offs/facts/deciders.policy.js';
import type { LevelDecisionVerdict } from '../sign-offs/facts/facts.types.js';

/** A half-made decision waits that long for the second person. */
const HALF_SIGNATURE_DAYS = 30;

/** The tutor's signature that a second person may complete today: 30 days at most, while its author keeps the mandate. */
export function waitingSignature(
  level: Level,
  progress: Decided,
  team: readonly Mandate[],
  today: Day,
): DecisionState | null {
  const half = halfSignature(level, progress);
  const waits =
    half !== null &&
    daysBetween(dayOf(half.recordedAt), today) <= HALF_SIGNATURE_DAYS &&
    team.some((mandate) => mandate.id === half.mandateId && holdsOn(mandate, today));
  return waits ? half : null;
}

/** Who signs what now, on a level of an active contract. */
export function decideLevelDecision(
  ladder: Ladder,
  progress: LadderProgress,
  state: LadderState,
  code: string,
  decision: Decision,
  by: Decider,
  team: readonly Mandate[],
  today: Day,
): LevelDecisionVerdict {
  const level = ladder.levels.find((candidate) => candidate.code === code);
  const shown = state.levels.find((candidate) => candidate.code === code);
  const own = progress.levels[(shown?.index ?? 0) - 1];
  if (!level || !shown || !own || level.unlock === 'automatic')
    return { ok: false, refusal: decisionNotNeeded() };
  if (shown.status !== 'ready') return { ok: false, refusal: levelNotReady(shown.status, shown.missing) };

  const [tutor, referent] = [by.capacities.get('tutor'), by.capacities.get('referent')];
  const half = waitingSignature(level, own, team, today);
  if (decision === 'open' && half) {
    if (half.decidedBy === by.personId) return { ok: false, refusal: cosignerNotDistinct() };
    if (referent) return { ok: true, capacity: 'referent', mandate: referent, cosigns: half.id };
  }
  if (tutor) return { ok: true, capacity: 'tutor', mandate: tutor, cosigns: null };
  if (referent && decision === 'decline')
    return { ok: true, capacity: 'referent', mandate: referent, cosigns: null };
  return { ok: false, refusal: cosignerOrder() };
}
