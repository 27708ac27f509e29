import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { unknownMission, validationFailed } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { LongReads } from '../../platform/database/long-reads.js';
import { isActiveOn } from '../contracts/contracts.types.js';
import { circumstancesOf, decideEntitlement, type Entitlement } from './entitlements/entitlement.rules.js';
import {
  LADDER_CONTEXT,
  LADDER_HEAD,
  loadLadderContextAsOf,
  readLadderOf,
  type LadderContext,
  type LadderHead,
  type Question,
} from './ladder.queries.js';
import { viewLadder } from './ladder.rules.js';
import { evidenceFrom } from './progress/progress.rules.js';
import type { ReadLadder } from './ladder.types.js';
import type { Shift } from './entitlements/shift.types.js';
import { instantToName } from './named-instant.rules.js';

/** How often a ladder is read, at most, whose writer ended in the very moment of reading. */
const READ_AGAIN = 3;

@Injectable()
export class LadderService {
  constructor(
    private readonly db: Db,
    private readonly longReads: LongReads,
    private readonly clock: Clock,
  ) {}

  /** `at` null: now. */
  async read(actor: Actor, contractId: ContractId, at: Instant | null): Promise<ReadLadder> {
    const { context, at: asOf } = await this.load(actor, contractId, at, LADDER_HEAD);
    return {
      contractId,
      ladderId: context.ladder.id,
      at: asOf,
      sequence: context.lastSequence,
      frozen: !isActiveOn(context.life, dayOf(asOf)),
      state: viewLadder(
        context.ladder,
        context.standing,
        asOf,
        context.tallies ? evidenceFrom(context.tallies) : undefined,
      ),
    };
  }

  /**
   * Of the named missions, or of all, on the days that a shift touches, by what is known at `at` (null, or to come: now).
   * Without a shift `at` is also the day that is judged.
   */
  async entitlements(
    actor: Actor,
    contractId: ContractId,
    { missions, shift }: { readonly missions: readonly string[]; readonly shift: Shift | null },
    at: Instant | null,
  ): Promise<Entitlement[]> {
    const { context, at: asOf } = await this.load(actor, contractId, at, LADDER_CONTEXT);
    const { ladder } = context;
    missions.forEach((code, index) => {
      if (ladder.missions.some((mission) => mission.code === code)) return;
      throw validationFailed([unknownMission(`/mission/${index}`)]);
    });
    const state = viewLadder(ladder, context.standing, asOf);
    const circumstances = circumstancesOf(context, shift ?? dayOf(asOf));
    return ladder.missions
      .filter((mission) => missions.length === 0 || missions.includes(mission.code))
      .map((mission) => decideEntitlement(ladder, state, mission, circumstances));
  }

  private async load<Loaded extends LadderHead>(
    actor: Actor,
    contractId: ContractId,
    at: Instant | null,
    asked: Question<Loaded>,
  ): Promise<{ context: Loaded | LadderContext; at: Instant }> {
    if (at === null || at > this.clock.now()) {
      const { context, at: told } = await this.loadNow(actor, contractId, asked);
      return { context, at: at ?? told };
    }
    const read = (q: Queryable) => loadLadderContextAsOf(q, contractId, at);
    return { context: await this.longReads.read(actor, read, { at, contractId }), at };
  }

  /** What stands now, and an instant of which it will always be told. */
  private async loadNow<Loaded extends LadderHead>(
    actor: Actor,
    contractId: ContractId,
    asked: Question<Loaded>,
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
