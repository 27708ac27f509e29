import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { contains, dayOf, type Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { unknownMission, validationFailed } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { LongReads, type Glance } from '../../platform/database/long-reads.js';
import { isActiveOn } from '../contracts/contracts.types.js';
import { circumstancesOf, decideEntitlement } from './entitlements/entitlement.rules.js';
import { supervisorsOn, type ReadEntitlements } from './entitlements/supervision/supervisors.rules.js';
import { LadderAnswers, type LadderAnswer } from './ladder-answers.js';
import {
  completePast,
  loadLadderContextAsOf,
  PAST_VERSION,
  readPastHead,
  type PastVersion,
} from './ladder-past.queries.js';
import {
  LADDER_CONTEXT,
  LADDER_HEAD,
  readLadderOf,
  readLadderVersion,
  type LadderContext,
  type LadderHead,
  type PreparedQuery,
} from './ladder.queries.js';
import { viewLadder } from './ladder.rules.js';
import type { ReadLadder } from './ladder.types.js';
import { instantToName } from './named-instant.rules.js';
import { evidenceFrom } from './progress/progress.rules.js';
import type { Shift } from './entitlements/shift.types.js';

/** How often a ladder is read, at most, whose writer ended in the very moment of reading. */
const READ_AGAIN = 3;

type FoundPast = Omit<PastVersion, 'version'> & { readonly version: string | null };

/** A ladder and the instant that it is told of. */
export interface ReportedLadder {
  readonly answer: LadderAnswer;
  readonly at: Instant;
}

@Injectable()
export class LadderService {
  constructor(
    private readonly db: Db,
    private readonly longReads: LongReads,
    private readonly clock: Clock,
    private readonly answers: LadderAnswers,
  ) {}

  /** `at` null: now. Rights are judged each time: what is kept is told to nobody whom the database does not show it. */
  async read(actor: Actor, contractId: ContractId, at: Instant | null): Promise<ReportedLadder> {
    return at === null || at > this.clock.now()
      ? this.readNow(actor, contractId, at)
      : this.longReads.read(
          actor,
          (q) => this.readThen(q, contractId, at),
          { at, contractId },
          this.answers.mayHoldPast(contractId, dayOf(at)) ? this.glanceAt(contractId, at) : null,
        );
  }

  private glanceAt(contractId: ContractId, at: Instant): Glance<ReportedLadder, FoundPast> {
    return {
      statement: PAST_VERSION,
      answerOf: ({ version, ...found }) => {
        const kept = version && this.answers.findKnown({ ...found, version, contractId }, dayOf(at));
        return kept ? { answer: kept, at } : null;
      },
    };
  }

  private async readNow(
    actor: Actor,
    contractId: ContractId,
    wanted: Instant | null,
  ): Promise<ReportedLadder> {
    const askedAt = this.clock.now();
    if (this.answers.versionOf(contractId, dayOf(askedAt)) !== null) {
      const asked = await readLadderVersion(this.db, actor, contractId);
      const at = wanted ?? instantToName([asked], askedAt, this.clock.tolerance);
      const kept = at && this.answers.findNow(contractId, asked.version, dayOf(at));
      if (kept) return { answer: kept, at };
    }
    const { context, at: named } = await this.loadNow(actor, contractId, LADDER_HEAD);
    const at = wanted ?? named;
    const answer = this.answers.write(readLadder(context, at));
    this.answers.keepNow(context, dayOf(at), answer);
    return { answer, at };
  }

  private async readThen(q: Queryable, contractId: ContractId, at: Instant): Promise<ReportedLadder> {
    const day = dayOf(at);
    const known = this.answers.versionOf(contractId, day);
    let head = await readPastHead(q, contractId, at, known);
    const kept = this.answers.findPast(head, day);
    if (kept) return { answer: kept, at };
    // It was forgotten meanwhile.
    if (head.isWhole && head.version === known) head = await readPastHead(q, contractId, at, null);
    const answer = this.answers.write(readLadder({ ...head, ...(await completePast(q, head, at)) }, at));
    this.answers.keepPast(head, day, answer);
    return { answer, at };
  }

  /**
   * Reads what is entitled of the named missions, or of all, on the days that a shift touches, by what is known at `at` (null, or to come: now).
   * Without a shift `at` is also the day that is judged.
   */
  async entitlements(
    actor: Actor,
    contractId: ContractId,
    { missions, shift }: { readonly missions: readonly string[]; readonly shift: Shift | null },
    at: Instant | null,
  ): Promise<ReadEntitlements> {
    const { context, at: asOf } = await this.load(actor, contractId, at, LADDER_CONTEXT);
    const { ladder } = context;
    missions.forEach((code, index) => {
      if (ladder.missions.some((mission) => mission.code === code)) return;
      throw validationFailed([unknownMission(`/mission/${index}`)]);
    });
    const state = viewLadder(ladder, context.progress, asOf);
    const circumstances = circumstancesOf(context, shift ?? dayOf(asOf), context.names ? context : null);
    const entitlements = ladder.missions
      .filter((mission) => missions.length === 0 || missions.includes(mission.code))
      .map((mission) => decideEntitlement(ladder, state, mission, circumstances));
    // Who was there is not kept as it was known then: of the past nothing is told.
    const { names } = context;
    const supervisors = names
      ? supervisorsOn(context, circumstances.days).map((one) => ({ ...one, name: names[one.personId] ?? '' }))
      : null;
    const hosts = context.places.filter((place) => circumstances.days.some((on) => contains(place, on)));
    return { entitlements, supervisors, hosts };
  }

  private async load<Loaded extends LadderHead>(
    actor: Actor,
    contractId: ContractId,
    at: Instant | null,
    asked: PreparedQuery<Loaded>,
  ): Promise<{ context: Loaded | LadderContext; at: Instant }> {
    if (at === null || at > this.clock.now()) {
      const { context, at: named } = await this.loadNow(actor, contractId, asked);
      return { context, at: at ?? named };
    }
    const read = (q: Queryable) => loadLadderContextAsOf(q, contractId, at);
    return { context: await this.longReads.read(actor, read, { at, contractId }), at };
  }

  /** What stands now, and an instant of which it will always be told. */
  private async loadNow<Loaded extends LadderHead>(
    actor: Actor,
    contractId: ContractId,
    asked: PreparedQuery<Loaded>,
  ): Promise<{ context: Loaded | LadderContext; at: Instant }> {
    for (let tries = 1; ; tries += 1) {
      const askedAt = this.clock.now();
      const context = await readLadderOf(this.db, actor, asked, contractId);
      const at = instantToName([context, ...(context.beside ?? [])], askedAt, this.clock.tolerance);
      if (at !== null) return { context, at };
      if (tries < READ_AGAIN) continue;
      // Of one contract, all that was read is told of the instant of its last fact.
      if (context.beside === null) return { context, at: context.lastRecordedAt };
      return this.load(actor, contractId, this.clock.now(), asked);
    }
  }
}

const readLadder = (
  {
    contractId,
    ladder,
    lastSequence,
    life,
    progress,
    tallies,
  }: Pick<LadderHead, 'contractId' | 'ladder' | 'lastSequence' | 'life' | 'progress' | 'tallies'>,
  at: Instant,
): ReadLadder => ({
  contractId,
  ladderId: ladder.id,
  at,
  sequence: lastSequence,
  frozen: !isActiveOn(life, dayOf(at)),
  state: viewLadder(ladder, progress, at, tallies ? evidenceFrom(tallies) : undefined),
});
