import type { Day, Instant } from '../../src/kernel/days.js';
import type { ContractId, MandateId, ObservationId, PersonId, SignOffId } from '../../src/kernel/ids.js';
import type { Happening } from '../../src/platform/events/contract-history.js';
import type { ContractDetails } from '../../src/features/contracts/contract-details.types.js';
import { contractActed, contractCreated } from '../../src/features/contracts/contracts.events.js';
import { heldUntil, lifeOf, type ContractStep, type StepKind } from '../../src/features/contracts/contracts.types.js';
import type { Ladder } from '../../src/features/frameworks/frameworks.types.js';
import type { Capacity, Decision, LadderFact, RevocationReason } from '../../src/features/ladder/facts.types.js';
import { progressOf } from '../../src/features/ladder/progress/progress.rules.js';
import { advance, startingStanding } from '../../src/features/ladder/progress/ladder-progress.rules.js';
import { levelChanged } from '../../src/features/ladder/levels/statuses.rules.js';
import type { Standing } from '../../src/features/ladder/progress/ladder-progress.types.js';
import { mandateOpened } from '../../src/features/mandates/mandates.events.js';
import type { NewMandate } from '../../src/features/mandates/mandates.rules.js';
import {
  levelDecisionRecorded,
  observationRecorded,
  observationWithdrawn,
  signOffRecorded,
  signOffRevoked,
} from '../../src/features/sign-offs/facts/facts.events.js';
import { isLocked, observationItemsOf } from '../../src/features/sign-offs/sign-offs.rules.js';
import type { ObservationItem, SignOffItem } from '../../src/features/sign-offs/facts/facts.types.js';
import type { Rows } from './copy.js';
import type { Random } from './random.js';

export interface ToldSignOff {
  readonly id: SignOffId;
  readonly competency: string;
  readonly level: string;
}

/**
 * What happens to one contract, one fact after the other, as rows. Standing, progress and events come from the product's
 * own rules; whoever calls sees to it that each fact is allowed.
 */
export class Chronicle {
  readonly id: ContractId;
  private readonly createdAt: Instant;
  private readonly steps: ContractStep[] = [];
  private sequence = 0;
  private version = 0;
  private standing: Standing;

  constructor(
    private readonly rows: Rows,
    private readonly random: Random,
    private readonly ladder: Ladder,
    private readonly details: ContractDetails,
    /** When what is told next is recorded; never goes back. */
    private at: Instant,
  ) {
    random.restartOrder();
    this.createdAt = at;
    this.id = random.id(at);
    this.standing = startingStanding(ladder);
  }

  /** In the afternoon of that day. */
  on(day: Day): void {
    const two = (number: number) => String(number).padStart(2, '0');
    const time = `${two(this.random.between(12, 18))}:${two(this.random.between(0, 59))}:${two(this.random.between(0, 59))}`;
    const at = `${day}T${time}.${String(this.random.between(0, 999)).padStart(3, '0')}Z` as Instant;
    if (at > this.at) this.at = at;
  }

  step(by: PersonId, kind: StepKind, on: Day | null, cause: 'diploma_obtained' | 'mutual_agreement' | null = null): void {
    const { startsOn, until } = this.details;
    const initiator = cause === 'mutual_agreement' ? 'both' : null;
    const sequence = this.tell(
      by,
      on === null ? contractCreated(this.details) : contractActed(kind, { on, cause, initiator }),
    );
    const terms = on === null ? { startsOn, until } : null;
    this.steps.push({ kind, sequence, recordedAt: this.at, on, cause, initiator, terms });
    this.version += 1;
    this.rows.add('contract_steps', [
      this.random.id(this.at), this.id, sequence, this.at, by, kind, on, cause, initiator, null, terms,
    ]);
  }

  mandate(by: PersonId, mandate: NewMandate): MandateId {
    const id: MandateId = this.random.id(this.at);
    const sequence = this.tell(by, mandateOpened(id, mandate));
    this.version += 1;
    const { personId, role, from, until, maxLevel } = mandate;
    this.rows.add('mandates', [
      id, this.id, personId, role, from, until, until, maxLevel, sequence, this.at, by,
    ]);
    return id;
  }

  observe(by: PersonId, observedOn: Day, items: readonly ObservationItem[], withSignOff = false) {
    const id: ObservationId = this.random.id(this.at);
    const kept = items.map((item) => ({
      ...item,
      beyondEntitlement: isLocked(this.ladder, this.standing, item.level),
    }));
    const seen = { observedOn, mission: null, items: kept };
    const sequence = this.fact(by, observationRecorded(id, seen), (recorded) => ({
      kind: 'observation', ...recorded, observerId: by, observedOn, items: kept,
    }));
    this.rows.add('observations', [
      id, this.id, sequence, this.at, by, observedOn, null, withSignOff ? null : 'Unité 1', withSignOff, kept,
    ]);
    return { id, sequence };
  }

  withdraw(by: PersonId, observation: { id: ObservationId; sequence: number }, reason: string): void {
    const sequence = this.fact(by, observationWithdrawn(observation.id), (recorded) => ({
      kind: 'withdrawal', ...recorded, observation: observation.sequence,
    }));
    this.rows.add('observation_withdrawals', [
      this.random.id(this.at), observation.id, this.id, sequence, this.at, by, reason,
    ]);
  }

  /** One call: what was seen, then each judgement. */
  signOff(by: PersonId, observedOn: Day, items: readonly SignOffItem[]): ToldSignOff[] {
    const seen = observationItemsOf(items);
    const observation = seen.length > 0 ? this.observe(by, observedOn, seen, true) : null;
    return items.map((item) => {
      const id: SignOffId = this.random.id(this.at);
      const { competency, level, outcome } = item;
      const sequence = this.fact(by, signOffRecorded(id, observedOn, item), (recorded) => ({
        kind: 'sign_off', ...recorded, id, signerId: by, observedOn, competency, level, outcome,
        observation: observation?.sequence ?? null,
      }));
      this.rows.add('sign_offs', [
        id, this.id, sequence, this.at, by, observedOn, competency, level, outcome, item.nextStep, item.reason,
        item.comment, observation?.id ?? null, 0,
      ]);
      return { id, competency, level };
    });
  }

  revoke(by: PersonId, signOff: ToldSignOff, reasonCode: RevocationReason, reason: string): void {
    const id = this.random.id<'revocation'>(this.at);
    const sequence = this.fact(by, signOffRevoked(id, signOff, reasonCode), (recorded) => ({
      kind: 'revocation', ...recorded, signOffId: signOff.id, competency: signOff.competency,
      level: signOff.level, reasonCode,
    }));
    this.rows.add('revocations', [id, signOff.id, this.id, sequence, this.at, by, reasonCode, reason]);
  }

  decide(
    by: PersonId,
    mandateId: MandateId,
    capacity: Capacity,
    level: string,
    { decision = 'open', reason = null, cosigns = null }: { decision?: Decision; reason?: string | null; cosigns?: string | null } = {},
  ): string {
    const id = this.random.id<'level_decision'>(this.at);
    const sequence = this.fact(by, levelDecisionRecorded(id, level, decision, capacity), (recorded) => ({
      kind: 'level_decision', ...recorded, id, level, decision, capacity, decidedBy: by, mandateId,
    }));
    this.rows.add('level_decisions', [
      id, this.id, sequence, this.at, by, mandateId, capacity, level, decision, reason, cosigns,
    ]);
    return id;
  }

  /** The contract's own row, and its progress once a fact moved it. */
  close(): void {
    const { details, at } = this;
    const life = lifeOf(this.steps);
    const suspensions = life.suspensions.map(({ from, until }) => `[${from ?? ''},${until ?? ''})`).join(',');
    this.rows.add('contracts', [
      this.id, details.kind, details.alternantId, details.employerId, details.trainingCentreId, details.ladderId,
      details.startsOn, details.until, details.trainingCentreId, details.externalId, details.legalRepresentative,
      life.signedOn, heldUntil(life), life.endedAs, life.cancelledOn, `{${suspensions}}`, this.version,
      this.createdAt, this.steps.at(-1)?.recordedAt ?? at, this.sequence, at,
    ]);
    if (this.standing.sequence === 0) return;
    const progress = progressOf(this.ladder, this.standing);
    this.rows.add('progress', [
      this.id, progress.sequence, progress.currentLevel, progress.complete, progress.levels, progress.lastSignOffOn,
      progress.state, progress.tallies, progress.marks,
    ]);
  }

  private fact(
    by: PersonId,
    event: Happening,
    factOf: (recorded: { sequence: number; recordedAt: Instant }) => LadderFact,
  ): number {
    const sequence = this.tell(by, event);
    const { standing, changes } = advance(this.ladder, this.standing, [
      factOf({ sequence, recordedAt: this.at }),
    ]);
    this.standing = standing;
    for (const change of changes) this.tell(by, levelChanged(change, sequence));
    return sequence;
  }

  private tell(by: PersonId, { type, data }: Happening): number {
    this.sequence += 1;
    this.rows.add('events', [this.random.id(this.at), this.id, this.sequence, type, this.at, by, data]);
    return this.sequence;
  }
}
