import type { Day, Instant } from '../../src/kernel/days.js';
import type { AccountId, ContractId, MandateId, ObservationId, PersonId, SignOffId } from '../../src/kernel/ids.js';
import type { PersonActor } from '../../src/platform/access/actor.js';
import { ContractHistory } from '../../src/features/contract-history/contract-history.rules.js';
import type { Fact } from '../../src/features/contract-history/contract-history.types.js';
import type { ContractDetails } from '../../src/features/contracts/contract-details.types.js';
import { contractActed, contractCreated } from '../../src/features/contracts/contracts.facts.js';
import { heldUntil, lifeOf, type ContractStep, type StepKind } from '../../src/features/contracts/contracts.types.js';
import type { Ladder } from '../../src/features/frameworks/frameworks.types.js';
import type { Capacity, Decision, LadderFact, RevocationReason } from '../../src/features/ladder/facts.types.js';
import { ladderProgression, type LadderHistory } from '../../src/features/ladder/progress/progression.rules.js';
import { progressOf } from '../../src/features/ladder/progress/progress.rules.js';
import { initialProgress } from '../../src/features/ladder/progress/ladder-progress.rules.js';
import type { LadderProgress } from '../../src/features/ladder/progress/ladder-progress.types.js';
import { mandateOpened } from '../../src/features/mandates/mandates.facts.js';
import type { NewMandate } from '../../src/features/mandates/mandates.rules.js';
import type { Mandate } from '../../src/features/mandates/mandates.types.js';
import type { Decider } from '../../src/features/sign-offs/facts/deciders.policy.js';
import {
  levelDecisionFact,
  observationFact,
  revocationFacts,
  signOffFact,
} from '../../src/features/sign-offs/sign-offs.facts.js';
import { withdrawalFact } from '../../src/features/sign-offs/withdrawals.facts.js';
import type { Observer, Revoker, Signer, Withdrawer } from '../../src/features/sign-offs/facts/signers.policy.js';
import { isLocked, observationItemsOf } from '../../src/features/sign-offs/sign-offs.rules.js';
import type { ObservationItem, SignOffItem } from '../../src/features/sign-offs/facts/facts.types.js';
import { TABLES, type Cell, type Rows, type Table } from './copy.js';
import type { Random } from './random.js';

export interface RecordedSignOff {
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
  private progress: LadderProgress;

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
    this.progress = initialProgress(ladder);
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
    const terms = on === null ? { startsOn, until } : null;
    this.steps.push({ kind, sequence: this.sequence + 1, recordedAt: this.at, on, cause, initiator, terms });
    this.version += 1;
    this.record(by, (history) => [
      on === null
        ? contractCreated(history, this.details)
        : contractActed(history, kind, { on, cause, initiator }, null),
    ]);
  }

  mandate(by: PersonId, mandate: NewMandate): MandateId {
    const id: MandateId = this.random.id(this.at);
    this.version += 1;
    this.record(by, (history) => [mandateOpened(history, id, mandate)]);
    return id;
  }

  observe(by: PersonId, observedOn: Day, items: readonly ObservationItem[], withSignOff = false) {
    const observation = { id: this.random.id<'observation'>(this.at), sequence: this.sequence + 1 };
    const kept = items.map((item) => ({
      ...item,
      beyondEntitlement: isLocked(this.ladder, this.progress, item.level),
    }));
    const unit = withSignOff ? null : 'Unité 1';
    const seen = { observedOn, mission: null, unit, withSignOff, items: kept };
    this.record(by, () => [observationFact(proven<Observer>(by), observation.id, seen)]);
    return observation;
  }

  withdraw(by: PersonId, observation: { id: ObservationId; sequence: number }, reason: string): void {
    const withdrawer = proven<Withdrawer>(by);
    this.record(by, (history) => [withdrawalFact(withdrawer, history.newId(), observation, reason)]);
  }

  /** One call: what was seen, then each judgement. */
  signOff(by: PersonId, observedOn: Day, items: readonly SignOffItem[]): RecordedSignOff[] {
    const seen = observationItemsOf(items);
    const observation = seen.length > 0 ? this.observe(by, observedOn, seen, true) : null;
    return items.map((item) => {
      const id: SignOffId = this.random.id(this.at);
      const signed = { id, observedOn, item, attempt: 0, observation, requestId: null };
      this.record(by, () => [signOffFact(proven<Signer>(by), signed)]);
      return { id, competency: item.competency, level: item.level };
    });
  }

  revoke(by: PersonId, signOff: RecordedSignOff, reasonCode: RevocationReason, reason: string): void {
    const id = this.random.id<'revocation'>(this.at);
    const revocation = { id, signOff, reasonCode, reason, attempt: 0, seen: null };
    this.record(by, (history) => revocationFacts(history, proven<Revoker>(by), revocation));
  }

  decide(
    by: PersonId,
    mandateId: MandateId,
    capacity: Capacity,
    level: string,
    { decision = 'open', reason = null, cosigns = null }: { decision?: Decision; reason?: string | null; cosigns?: string | null } = {},
  ): string {
    const id = this.random.id<'level_decision'>(this.at);
    const verdict = { ok: true as const, capacity, mandate: { id: mandateId } as Mandate, cosigns };
    this.record(by, () => [levelDecisionFact(proven<Decider>(by), { id, level, decision, reason }, verdict)]);
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
    if (this.progress.sequence === 0) return;
    const progress = progressOf(this.ladder, this.progress);
    this.rows.add('progress', [
      this.id, progress.sequence, progress.currentLevel, progress.complete, progress.levels, progress.lastSignOffOn,
      progress.state, progress.tallies, progress.marks,
    ]);
  }

  private record(by: PersonId, factsOf: (history: LadderHistory) => Fact<LadderFact>[]): void {
    const { id: contractId, at, ladder, progress } = this;
    const history = new ContractHistory(
      { contractId, actor: personActor(by), recordedAt: at, newId: () => this.random.id(at) },
      this.sequence,
      null,
      null,
    ).moving(ladderProgression({ ladder, progress }));
    const after = history.with(factsOf(history));
    for (const { table, values, sequence } of after.pending.rows) {
      const cells: Readonly<Record<string, unknown>> = { ...values, contractId, sequence, recordedAt: at };
      const columns = TABLES[table as Table].split(' ');
      this.rows.add(table as Table, columns.map((column) => (cells[propertyOf(column)] ?? null) as Cell));
    }
    for (const { sequence, type, data } of after.pending.events)
      this.rows.add('events', [this.random.id(at), contractId, sequence, type, at, by, data]);
    this.sequence = after.lastSequence;
    this.progress = after.state;
  }
}

const propertyOf = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const personActor = (personId: PersonId): PersonActor => ({
  kind: 'person',
  accountId: '' as AccountId,
  personId,
  roles: [],
});

/** Whoever calls sees to it that each fact is allowed. */
const proven = <Proof>(personId: PersonId) => ({ personId }) as Proof;
