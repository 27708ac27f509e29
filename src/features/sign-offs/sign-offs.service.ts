import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId, SignOffId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { isActiveOn } from '../contracts/contracts.types.js';
import { rowsIn } from '../contract-history/contract-history.types.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { type LadderHead, loadForRecording } from '../ladder/ladder.queries.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { ReadLadder } from '../ladder/ladder.types.js';
import {
  type FactOfLadder,
  type LadderHistory,
  ladderProgression,
} from '../ladder/progress/progression.rules.js';
import { UNCONTESTED } from './facts/contested.queries.js';
import { decideSignOffs } from './decisions.facts.js';
import type { SignOff } from './facts/sign-off.entity.js';
import { observedInTheFuture } from './sign-offs.errors.js';
import { getSignOff, listSignOffs } from './sign-offs.queries.js';
import type { SignedOffNow, SignOffRow } from './sign-off.types.js';
import type { SignOffCommand } from './facts/facts.types.js';

@Injectable()
export class SignOffsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** All items or none. */
  async signOff(actor: PersonActor, command: SignOffCommand): Promise<SignedOffNow> {
    if (command.observedOn > this.clock.today()) throw observedInTheFuture();
    return this.db.writeLocked(actor, command.contractId, async (tx) => {
      const context = await loadForRecording(tx, command.contractId);
      const before = continueHistory(context, actor, this.clock).moving(ladderProgression(context));
      const { facts, observed } = decideSignOffs(before, context, actor.personId, command);
      const after = recordFacts(tx, before, facts);
      return { signOffs: signOffsIn(facts, after), observed, ladder: readLadder(context, after) };
    });
  }

  get(actor: Actor, id: SignOffId): Promise<SignOffRow> {
    return this.db.read(actor, (q) => getSignOff(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<SignOffRow[]> {
    return this.db.read(actor, (q) => listSignOffs(q, contractId, page));
  }
}

/** The sign-offs of these facts, as they are read. */
export const signOffsIn = (
  facts: readonly FactOfLadder[],
  { contractId, recordedAt }: LadderHistory,
): SignOffRow[] =>
  rowsIn<SignOff>(facts, 'sign_offs').map((row) => ({
    id: row.id,
    contractId,
    signerId: row.signerId,
    observedOn: row.observedOn,
    recordedAt,
    competency: row.competency,
    level: row.level,
    outcome: row.outcome,
    nextStep: row.nextStep,
    reason: row.reason,
    comment: row.comment,
    observationId: row.observationId,
    revokedBy: null,
    ...UNCONTESTED,
    readsComments: true,
  }));

/** The ladder after the facts of this call. */
export function readLadder({ ladder, life }: LadderHead, after: LadderHistory): ReadLadder {
  return {
    contractId: after.contractId,
    ladderId: ladder.id,
    at: after.recordedAt,
    sequence: after.lastSequence,
    frozen: !isActiveOn(life, after.today),
    state: viewLadder(ladder, after.state, after.recordedAt),
  };
}
