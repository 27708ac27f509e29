import { dayOf, type Day, type Instant } from '../../kernel/days.js';
import type { Clock } from '../../kernel/clock.js';
import type { Id, ObservationId, SignOffId, SignOffRequestId } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import type { Tx } from '../../platform/database/db.js';
import { continueJournal, type Journal } from '../../platform/events/journal.js';
import { newId } from '../../platform/ids.js';
import type { LadderHead } from '../ladder/ladder.queries.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { Decision, LadderFact, RevocationReason } from '../ladder/facts.types.js';
import type { LadderState } from '../ladder/ladder.types.js';
import type { Standing } from '../ladder/standing.types.js';
import { findAwaited } from '../ladder/awaited.rules.js';
import { progressOf } from '../ladder/progress.rules.js';
import { advance } from '../ladder/standing.rules.js';
import { levelChanged } from '../ladder/statuses.rules.js';
import { writeFacts, type FactTable } from './record-facts.store.js';
import {
  levelDecisionRecorded,
  observationRecorded,
  observationWithdrawn,
  signOffRecorded,
  signOffRevoked,
} from './sign-offs.events.js';
import type { Decider } from './level-decisions.policy.js';
import type { Observer, Revoker, Signer, Withdrawer } from './sign-offs.policy.js';
import type { LevelDecisionVerdict } from './level-decisions.rules.js';
import type { Seen, SignOffItem } from './sign-offs.types.js';

/**
 * The facts of one call on one contract, told one after the other: each takes its sequence, moves the standing, and is
 * followed by the levels that it moved. `write` then stores facts, events, progress and the contract's head at once.
 */
export class Facts {
  protected readonly journal: Journal;
  private standing: Standing;
  private readonly told: { readonly table: FactTable; readonly row: object }[] = [];

  constructor(
    private readonly context: LadderHead,
    private readonly actor: PersonActor,
    clock: Clock,
  ) {
    this.journal = continueJournal(context, actor, clock);
    this.standing = context.standing;
  }

  get recordedAt(): Instant {
    return this.journal.recordedAt;
  }

  get today(): Day {
    return dayOf(this.journal.recordedAt);
  }

  /** What the facts told so far have led to. */
  get reached(): Standing {
    return this.standing;
  }

  get lastSequence(): number {
    return this.journal.lastSequence;
  }

  view(): LadderState {
    return viewLadder(this.context.ladder, this.standing, this.recordedAt);
  }

  observe(by: Observer | Signer, seen: Seen): { id: ObservationId; sequence: number } {
    const id: ObservationId = newId();
    const sequence = this.tell(observationRecorded(id, seen), (recorded) => ({
      kind: 'observation',
      ...recorded,
      observerId: by.personId,
      observedOn: seen.observedOn,
      items: seen.items,
    }));
    this.keep('observations', {
      id,
      sequence,
      observer_id: by.personId,
      observed_on: seen.observedOn,
      mission: seen.mission,
      unit: seen.unit,
      with_sign_off: seen.withSignOff,
      items: seen.items,
    });
    return { id, sequence };
  }

  withdraw(
    by: Withdrawer,
    observation: { id: ObservationId; sequence: number },
    reason: string,
  ): Id<'withdrawal'> {
    const id = newId<'withdrawal'>();
    const sequence = this.tell(observationWithdrawn(observation.id), (recorded) => ({
      kind: 'withdrawal',
      ...recorded,
      observation: observation.sequence,
    }));
    this.keep('observation_withdrawals', {
      id,
      sequence,
      observation_id: observation.id,
      withdrawn_by: by.personId,
      reason,
    });
    return id;
  }

  /** What its sender calls a sign-off of these facts, and the hash of what was sent. */
  name(signOffId: SignOffId, { clientId, hash }: { clientId: string; hash: Buffer }): void {
    const requestHash = `\\x${hash.toString('hex')}`;
    this.keep('sent_sign_offs', { client_id: clientId, request_hash: requestHash, sign_off_id: signOffId });
  }

  /** Forgetting the check is a type error: only `requireSigner` makes a Signer. */
  signOff(
    by: Signer,
    observedOn: Day,
    item: SignOffItem,
    attempt: number,
    observation: { id: ObservationId; sequence: number } | null,
    requestId: SignOffRequestId | null,
  ): SignOffId {
    const id: SignOffId = newId();
    const sequence = this.tell(signOffRecorded(id, observedOn, item), (recorded) => ({
      kind: 'sign_off',
      ...recorded,
      id,
      signerId: by.personId,
      observedOn,
      competency: item.competency,
      level: item.level,
      outcome: item.outcome,
      observation: observation?.sequence ?? null,
    }));
    this.keep('sign_offs', {
      id,
      sequence,
      signer_id: by.personId,
      observed_on: observedOn,
      competency: item.competency,
      level: item.level,
      outcome: item.outcome,
      next_step: item.nextStep,
      reason: item.reason,
      comment: item.comment,
      observation_id: observation?.id ?? null,
      attempt,
      request_id: requestId,
    });
    return id;
  }

  revoke(
    by: Revoker,
    signOff: { id: SignOffId; competency: string; level: string },
    reasonCode: RevocationReason,
    reason: string,
    attempt: number,
  ): Id<'revocation'> {
    const id = newId<'revocation'>();
    const sequence = this.tell(signOffRevoked(id, signOff, reasonCode), (recorded) => ({
      kind: 'revocation',
      ...recorded,
      signOffId: signOff.id,
      competency: signOff.competency,
      level: signOff.level,
      reasonCode,
    }));
    this.keep('revocations', {
      id,
      sequence,
      sign_off_id: signOff.id,
      revoked_by: by.personId,
      reason_code: reasonCode,
      reason,
      attempt,
    });
    return id;
  }

  decide(
    by: Decider,
    level: string,
    decision: Decision,
    reason: string | null,
    verdict: Extract<LevelDecisionVerdict, { ok: true }>,
  ): Id<'level_decision'> {
    const id = newId<'level_decision'>();
    const { capacity, mandate, cosigns } = verdict;
    const sequence = this.tell(levelDecisionRecorded(id, level, decision, capacity), (recorded) => ({
      kind: 'level_decision',
      ...recorded,
      id,
      level,
      decision,
      capacity,
      decidedBy: by.personId,
      mandateId: mandate.id,
    }));
    this.keep('level_decisions', {
      id,
      sequence,
      decided_by: by.personId,
      mandate_id: mandate.id,
      capacity,
      level,
      decision,
      reason,
      cosigns,
    });
    return id;
  }

  protected tell(
    event: { type: string; data: Record<string, unknown> },
    factOf: (recorded: { sequence: number; recordedAt: Instant }) => LadderFact,
  ): number {
    const sequence = this.journal.add(event);
    const fact = factOf({ sequence, recordedAt: this.recordedAt });
    const { standing, changes } = advance(this.context.ladder, this.standing, [fact]);
    this.standing = standing;
    for (const change of changes) this.journal.add(levelChanged(change, sequence));
    return sequence;
  }

  protected keep(table: FactTable, row: object): void {
    this.told.push({ table, row });
  }

  /** Tells all of `work`, or nothing of it when it throws: one of several calls that are written together. */
  attempt<T>(work: () => T): T {
    const { standing, lastSequence } = this;
    const { length } = this.told;
    try {
      return work();
    } catch (error) {
      this.standing = standing;
      this.journal.rewindTo(lastSequence);
      this.told.length = length;
      throw error;
    }
  }

  /** One statement for everything: facts, their events, the progress that they make, the contract’s head. Once, at last. */
  write(tx: Tx): void {
    this.journal.await(findAwaited(this.context.ladder, this.context.standing, this.standing));
    const progress = progressOf(this.context.ladder, this.standing);
    const isFirst = this.context.standing.sequence === 0;
    writeFacts(tx, this.journal, this.actor, this.told, { ...progress, isFirst });
  }
}
