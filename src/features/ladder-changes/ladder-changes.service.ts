import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Instant, laterOf } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { unknownReference, validationFailed } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db, type Queryable, type Tx } from '../../platform/database/db.js';
import { openHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { getAuthority } from '../contracts/contracts.queries.js';
import { RUNNING_STATUSES } from '../contracts/contracts.types.js';
import { findMapping, getMapping, type MappingRow } from '../frameworks/mappings/mappings.queries.js';
import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';
import { takesAway } from './impact.rules.js';
import type {
  LadderChanged,
  LadderChangeId,
  MoveCommand,
  Moved,
  MoveImpact,
  Moving,
  Previewed,
} from './ladder-changes.types.js';
import {
  concernOpen,
  contractNotRunning,
  ladderMismatch,
  lossesNotAcknowledged,
  mappingReplaced,
} from './ladder-changes.errors.js';
import { ladderChanged, progressionOf } from './ladder-changes.facts.js';
import { type Mover, requireMover } from './ladder-changes.policy.js';
import {
  findCurrentMappingId,
  getLadderChange,
  getMoving,
  listLadderChanges,
  listMoving,
} from './ladder-changes.queries.js';
import { nameLadder } from './ladder-changes.store.js';
import { type Move, movesOf } from './moves.queries.js';

/** A move that is allowed, and what it leads to. */
interface Prepared {
  readonly mover: Mover;
  readonly mapping: MappingRow;
  readonly moving: Moving;
  readonly move: Move;
}

@Injectable()
export class LadderChangesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** A dry run answers what the alternant keeps, needs again and loses, and writes nothing. */
  move(actor: Actor, command: MoveCommand): Promise<Moved> {
    if (command.dryRun)
      return this.db.read(
        actor,
        async (q) => {
          const prepared = await prepare(q, command, this.clock.now());
          return { ...shown(prepared), change: null };
        },
        { isOneMoment: true },
      );
    return this.db.write(actor, (tx) => this.record(tx, actor, command));
  }

  /** What the move would do to each contract on the ladder that the mapping leads away from. */
  preview(
    actor: Actor,
    mappingId: LadderMappingId,
    page: { after: string | null; limit: number },
  ): Promise<Previewed[]> {
    return this.db.read(
      actor,
      async (q) => {
        const mapping = await getMapping(q, mappingId);
        const now = this.clock.now();
        const found = await listMoving(q, mapping, dayOf(now), page);
        const moves = await movesOf(q, mapping, found, now);
        return moves.map(({ moving, impact }) => ({
          moving,
          impact,
          acknowledge: digestOf(mapping, impact),
        }));
      },
      { isOneMoment: true },
    );
  }

  get(actor: Actor, id: LadderChangeId): Promise<LadderChanged> {
    return this.db.read(actor, (q) => getLadderChange(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<LadderChanged[]> {
    return this.db.read(actor, (q) => listLadderChanges(q, contractId, page));
  }

  private async record(tx: Tx, actor: Actor, command: MoveCommand): Promise<Moved> {
    const held = await openHistory(tx, actor, this.clock, command.contractId);
    const prepared = await prepare(tx, command, held.recordedAt);
    const { mapping, move, moving, mover } = prepared;
    const { ladder, impact, acknowledge } = shown(prepared);
    if (impact.concerns.length > 0) throw concernOpen(impact.concerns);
    const isSeen = command.acknowledge === acknowledge;
    if (!isSeen && (takesAway(impact) || command.acknowledge !== null))
      throw lossesNotAcknowledged(impact, acknowledge);

    const id: LadderChangeId = held.newId();
    const after = recordFacts(tx, held.moving(progressionOf(move)), [
      ladderChanged(mover, held, id, mapping, move),
    ]);
    await nameLadder(tx, moving.contractId, mapping.toLadderId, held.recordedAt);
    return {
      change: await getLadderChange(tx, id),
      ladder: { ...ladder, sequence: after.lastSequence },
      impact,
      acknowledge,
    };
  }
}

/** @throws validation_failed, not_found, forbidden, contract_not_running, ladder_mismatch, mapping_replaced */
async function prepare(q: Queryable, { contractId, mappingId }: MoveCommand, at: Instant): Promise<Prepared> {
  const mapping = await findMapping(q, mappingId);
  if (!mapping) throw validationFailed([unknownReference('/mappingId')]);
  const moving = await getMoving(q, contractId, mapping.toLadderId, dayOf(at));
  const mover = requireMover(await getAuthority(q), moving);
  if (!RUNNING_STATUSES.includes(moving.status)) throw contractNotRunning(moving.status);
  if (moving.ladderId !== mapping.fromLadderId) throw ladderMismatch(moving.ladderId);
  const current = await findCurrentMappingId(q, mapping.fromLadderId, mapping.toLadderId);
  if (current !== null && current !== mapping.id) throw mappingReplaced(current);
  const [move] = await movesOf(q, mapping, [moving], laterOf(at, moving.lastRecordedAt));
  if (!move) throw new Error('One contract has one move.');
  return { mover, mapping, moving, move };
}

/** As it is answered; of a dry run, the ladder that would be under the sequence that is. */
function shown({ mapping, moving, move }: Prepared): Pick<Moved, 'ladder' | 'impact' | 'acknowledge'> {
  const { after, impact, recordedAt } = move;
  return {
    ladder: {
      contractId: moving.contractId,
      ladderId: after.ladder.id,
      at: recordedAt,
      sequence: moving.lastSequence,
      frozen: moving.status !== 'active',
      state: after.state,
    },
    impact,
    acknowledge: digestOf(mapping, impact),
  };
}

/** Names an impact: whoever sends it back has seen that one, and no other. */
function digestOf(mapping: MappingRow, impact: MoveImpact): string {
  const text = JSON.stringify([mapping.id, impact]);
  return createHash('sha256').update(text).digest('base64url');
}
