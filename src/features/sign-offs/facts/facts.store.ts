import type { Day } from '../../../kernel/days.js';
import type { Id, ObservationId, SignOffId, SignOffRequestId } from '../../../kernel/ids.js';
import { newId } from '../../../platform/ids.js';
import { Recording } from './recording.store.js';
import type { Decision, RevocationReason } from '../../ladder/facts.types.js';
import {
  itemWithdrawn,
  levelDecisionRecorded,
  observationRecorded,
  observationWithdrawn,
  signOffRecorded,
  signOffRevoked,
} from './facts.events.js';
import type { Decider } from './deciders.policy.js';
import type { Observer, Revoker, Signer, Withdrawer } from './signers.policy.js';
import type { LevelDecisionVerdict, Ruler, Seen, SignOffItem } from './facts.types.js';

/** What a call may record of a contract, kind by kind: the event that tells it, the fact that moves the standing, the row. */
export class Facts extends Recording {
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
    by: Withdrawer | Ruler,
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

  /** `seen`: the observation of the same call, of which the revocation of a mistake withdraws this item. */
  revoke(
    by: Revoker | Ruler,
    signOff: { id: SignOffId; competency: string; level: string },
    reasonCode: RevocationReason,
    reason: string,
    attempt: number,
    seen: ObservationId | null = null,
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
    if (seen) this.withdrawItem(by, id, seen, signOff, reason);
    return id;
  }

  /** The ladder reads it off the revocation, as long as that stands: this moves nothing. */
  private withdrawItem(
    by: Revoker | Ruler,
    revocationId: Id<'revocation'>,
    observationId: ObservationId,
    { competency, level }: { competency: string; level: string },
    reason: string,
  ): void {
    const sequence = this.journal.add(itemWithdrawn(observationId, revocationId, { competency, level }));
    this.keep('observation_withdrawals', {
      id: newId<'withdrawal'>(),
      sequence,
      observation_id: observationId,
      withdrawn_by: by.personId,
      reason,
      revocation_id: revocationId,
      competency,
      level,
    });
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
}
