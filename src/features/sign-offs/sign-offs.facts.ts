import type { Day } from '../../kernel/days.js';
import type { Id, ObservationId, SignOffId, SignOffRequestId } from '../../kernel/ids.js';
import { type DomainEvent, factRow } from '../contract-history/contract-history.types.js';
import type { Capacity, CompetencyAtLevel, Decision, RevocationReason } from '../ladder/facts.types.js';
import type { FactOfLadder, LadderHistory } from '../ladder/progress/progression.rules.js';
import type { LevelDecision } from './facts/level-decision.entity.js';
import type { Decider } from './facts/deciders.policy.js';
import type { LevelDecisionVerdict, Overturned, Ruler, Seen, SignOffItem } from './facts/facts.types.js';
import type { Observation } from './facts/observation.entity.js';
import type { Overturn } from './facts/overturn.entity.js';
import type { Revocation } from './facts/revocation.entity.js';
import type { SignOff } from './facts/sign-off.entity.js';
import type { Observer, Revoker, Signer } from './facts/signers.policy.js';
import { itemWithdrawalFact } from './withdrawals.facts.js';

/**
 * The facts that move a ladder: what the history tells of each, the row that keeps it, and what it is to the ladder. Each
 * asks for the proof that its author may record it. Events never hold a comment: readers of the history may not be readers
 * of comments.
 */
export function observationFact(
  by: Observer | Signer,
  id: ObservationId,
  seen: Seen,
  moreData: DomainEvent['data'] = {},
): FactOfLadder {
  const { observedOn, mission, unit, withSignOff, items } = seen;
  return {
    event: {
      type: 'observation.recorded',
      data: {
        observationId: id,
        observedOn,
        mission,
        items: items.map(({ competency, level, outcome, beyondEntitlement }) => ({
          competency,
          level,
          outcome,
          beyondEntitlement,
        })),
        ...moreData,
      },
    },
    rows: [
      factRow<Observation>('observations', {
        id,
        observerId: by.personId,
        observedOn,
        mission,
        unit,
        withSignOff,
        items: [...items],
      }),
    ],
    moves: (recorded) => ({ kind: 'observation', ...recorded, observerId: by.personId, observedOn, items }),
  };
}

export interface Signed {
  readonly id: SignOffId;
  readonly observedOn: Day;
  readonly item: SignOffItem;
  /** How often it was taken back before. */
  readonly attempt: number;
  /** The observation of the same call. */
  readonly observation: { readonly id: ObservationId; readonly sequence: number } | null;
  readonly requestId: SignOffRequestId | null;
}

/** Forgetting the check is a type error: only `requireSigner` makes a Signer. */
export function signOffFact(by: Signer, signed: Signed): FactOfLadder {
  const { id, observedOn, item, attempt, observation, requestId } = signed;
  const { competency, level, outcome, nextStep, reason, comment } = item;
  const judged = { competency, level, outcome };
  return {
    event: { type: 'sign_off.recorded', data: { signOffId: id, observedOn, ...judged } },
    rows: [
      factRow<SignOff>('sign_offs', {
        ...judged,
        id,
        signerId: by.personId,
        observedOn,
        nextStep,
        reason,
        comment,
        observationId: observation?.id ?? null,
        attempt,
        requestId,
      }),
    ],
    moves: (recorded) => ({
      kind: 'sign_off',
      ...recorded,
      ...judged,
      id,
      signerId: by.personId,
      observedOn,
      observation: observation?.sequence ?? null,
    }),
  };
}

export interface RevocationOf {
  readonly id: Id<'revocation'>;
  readonly signOff: CompetencyAtLevel & { readonly id: SignOffId };
  readonly reasonCode: RevocationReason;
  readonly reason: string;
  /** How often it was taken back and given again before. */
  readonly attempt: number;
  /** The observation of the same call, of which the revocation of a mistake withdraws this item. */
  readonly seen: ObservationId | null;
}

export function revocationFacts(
  history: LadderHistory,
  by: Revoker | Ruler,
  { id, signOff, reasonCode, reason, attempt, seen }: RevocationOf,
): FactOfLadder[] {
  const { competency, level } = signOff;
  const revoked = { signOffId: signOff.id, competency, level, reasonCode };
  const revocation: FactOfLadder = {
    event: { type: 'sign_off.revoked', data: { revocationId: id, ...revoked } },
    rows: [
      factRow<Revocation>('revocations', {
        id,
        signOffId: signOff.id,
        revokedBy: by.personId,
        reasonCode,
        reason,
        attempt,
      }),
    ],
    moves: (recorded) => ({ kind: 'revocation', ...recorded, ...revoked }),
  };
  return seen
    ? [revocation, itemWithdrawalFact(by, history.newId(), id, seen, signOff, reason)]
    : [revocation];
}

export interface LevelDecided {
  readonly id: Id<'level_decision'>;
  readonly level: string;
  readonly decision: Decision;
  readonly reason: string | null;
}

export function levelDecisionFact(
  by: Decider,
  { id, level, decision, reason }: LevelDecided,
  { capacity, mandate, cosigns }: Extract<LevelDecisionVerdict, { ok: true }>,
): FactOfLadder {
  const decided: { level: string; decision: Decision; capacity: Capacity } = { level, decision, capacity };
  const who = { decidedBy: by.personId, mandateId: mandate.id };
  return {
    event: { type: 'level_decision.recorded', data: { levelDecisionId: id, ...decided } },
    rows: [factRow<LevelDecision>('level_decisions', { id, ...decided, ...who, reason, cosigns })],
    moves: (recorded) => ({ kind: 'level_decision', ...recorded, id, ...decided, ...who }),
  };
}

export function overturnFact(by: Ruler, id: Id<'overturn'>, fact: Overturned): FactOfLadder {
  return {
    event: overturned(fact),
    rows: [
      factRow<Overturn>('overturns', {
        id,
        overturnedBy: by.personId,
        signOffId: fact.kind === 'sign_off' ? fact.id : null,
        revocationId: fact.kind === 'revocation' ? fact.id : null,
        levelDecisionId: fact.kind === 'level_decision' ? fact.id : null,
      }),
    ],
    moves: (recorded) => {
      const { competency, level } = fact;
      switch (fact.kind) {
        case 'sign_off':
          return { kind: 'sign_off_overturned', ...recorded, signOffId: fact.id, competency, level };
        case 'revocation':
          return { kind: 'reinstatement', ...recorded, revocation: fact.sequence, competency };
        case 'level_decision':
          return { kind: 'level_decision_overturned', ...recorded, id: fact.id };
      }
    },
  };
}

/** Those who do not read disputes learn that a fact counts no more, and nothing of who contested it. */
function overturned({ kind, id, competency, level }: Overturned): DomainEvent {
  switch (kind) {
    case 'sign_off':
      return { type: 'sign_off.overturned', data: { signOffId: id, competency, level } };
    case 'revocation':
      return { type: 'revocation.overturned', data: { revocationId: id, competency, level } };
    case 'level_decision':
      return { type: 'level_decision.overturned', data: { levelDecisionId: id, level } };
  }
}
