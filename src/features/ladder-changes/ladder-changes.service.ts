import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Instant, laterOf } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { unknownReference, validationFailed } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db, type Queryable, type Tx } from '../../platform/database/db.js';
import { openJournal } from '../../platform/events/contract-history.js';
import { newId } from '../../platform/ids.js';
import { getAuthority } from '../contracts/contracts.queries.js';
import type { ContractStatus } from '../contracts/contracts.types.js';
import { findMapping, getMapping, type MappingRow } from '../frameworks/mappings/mappings.queries.js';
import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';
import { progressOf } from '../ladder/progress/progress.rules.js';
import { levelChanged } from '../ladder/levels/statuses.rules.js';
import { endedMissions, takesAway } from './impact.rules.js';
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
import { ladderChanged } from './ladder-changes.events.js';
import { type Mover, requireMover } from './ladder-changes.policy.js';
import {
  findCurrentMappingId,
  getLadderChange,
  getMoving,
  listLadderChanges,
  listMoving,
} from './ladder-changes.queries.js';
import { recordLadderChange } from './ladder-changes.store.js';
import { type Move, movesOf } from './moves.queries.js';

/** A move that is allowed, and what it leads to. */
interface Prepared {
  readonly mover: Mover;
  readonly mapping: MappingRow;
  readonly moving: Moving;
  readonly move: Move;
}

const RUNNING: readonly ContractStatus[] = ['signed', 'active', 'suspended'];

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
    return this.db.transaction(actor, (tx) => this.record(tx, actor, command));
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
    const journal = await openJournal(tx, actor, this.clock, command.contractId);
    const prepared = await prepare(tx, command, journal.recordedAt);
    const { mapping, move, moving, mover } = prepared;
    const { ladder, impact, acknowledge } = shown(prepared);
    if (impact.concerns.length > 0) throw concernOpen(impact.concerns);
    const isSeen = command.acknowledge === acknowledge;
    if (!isSeen && (takesAway(impact) || command.acknowledge !== null))
      throw lossesNotAcknowledged(impact, acknowledge);

    const id: LadderChangeId = newId();
    const sequence = journal.add(ladderChanged(id, mapping));
    for (const change of move.changes) journal.add(levelChanged(change, sequence));
    const change = {
      id,
      contractId: moving.contractId,
      mappingId: mapping.id,
      fromLadderId: mapping.fromLadderId,
      toLadderId: mapping.toLadderId,
      recordedAt: journal.recordedAt,
      endedMissions: endedMissions(move.before.ladder, move.after.ladder),
    };
    await recordLadderChange(tx, mover, journal, change, progressOf(move.after.ladder, move.after.standing));
    return {
      change: await getLadderChange(tx, id),
      ladder: { ...ladder, sequence: journal.lastSequence },
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
  if (!RUNNING.includes(moving.status)) throw contractNotRunning(moving.status);
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
