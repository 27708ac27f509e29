import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId, SignOffId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { rowIn } from '../contract-history/contract-history.types.js';
import { loadForRevoking } from '../ladder/ladder.queries.js';
import { lastingCircumstancesOf } from '../ladder/entitlements/entitlement.rules.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { RevocationReason } from '../ladder/facts.types.js';
import { saysMistake } from '../ladder/progress/outcomes.rules.js';
import { type LadderHistory, ladderProgression } from '../ladder/progress/progression.rules.js';
import { UNCONTESTED } from '../sign-offs/facts/contested.queries.js';
import { decideRevocation } from './revocations.facts.js';
import { findEffectiveItem } from '../observations/observations.queries.js';
import { findImpact } from './impact.rules.js';
import type { RevocationRow, Revoked } from './revocations.types.js';
import { getRevocation, listRevocations, listRunningAssignments } from './revocations.queries.js';
import type { Revocation } from '../sign-offs/facts/revocation.entity.js';
import { getSignOff } from '../sign-offs/sign-offs.queries.js';
import type { SignOffRow } from '../sign-offs/sign-off.types.js';
import { readLadder } from '../sign-offs/sign-offs.service.js';

export interface RevokeCommand {
  readonly signOffId: SignOffId;
  readonly reasonCode: RevocationReason;
  readonly reason: string;
  readonly dryRun: boolean;
}

@Injectable()
export class RevocationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** A dry run answers what would fall, and writes nothing. */
  async revoke(actor: PersonActor, command: RevokeCommand): Promise<Revoked> {
    const signOff = await this.db.read(actor, (q) => getSignOff(q, command.signOffId));
    if (command.dryRun)
      return this.db.write(actor, async (q) => (await this.prepare(q, actor, signOff, command)).revoked);
    return this.db.writeLocked(actor, signOff.contractId, async (tx) => {
      const { before, facts, revoked } = await this.prepare(tx, actor, signOff, command);
      const { recordedAt } = recordFacts(tx, before, facts);
      const { competency, level, contractId } = signOff;
      const { signOffId, reasonCode, reason } = command;
      const revocation = {
        id: rowIn<Revocation>(facts, 'revocations').id,
        signOffId,
        contractId,
        revokedBy: actor.personId,
        recordedAt,
        reasonCode,
        reason,
        competency,
        level,
        ...UNCONTESTED,
        readsComments: true,
      };
      return { ...revoked, revocation };
    });
  }

  get(actor: Actor, id: string): Promise<RevocationRow> {
    return this.db.read(actor, (q) => getRevocation(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<RevocationRow[]> {
    return this.db.read(actor, (q) => listRevocations(q, contractId, page));
  }

  private async prepare(q: Queryable, actor: PersonActor, signOff: SignOffRow, command: RevokeCommand) {
    const context = await loadForRevoking(q, signOff.contractId);
    const before = continueHistory(context, actor, this.clock).moving(ladderProgression(context));
    const assignments = await listRunningAssignments(q, signOff.contractId, before.today);
    const seen = saysMistake(command.reasonCode) ? await findEffectiveItem(q, signOff) : null;
    const facts = decideRevocation(before, context, actor.personId, signOff, command, seen);
    const after = before.with(facts);
    const view = ({ state, recordedAt }: LadderHistory) => viewLadder(context.ladder, state, recordedAt);
    const impact = findImpact(context.ladder, view(before), view(after), assignments, {
      today: before.today,
      on: (day) => lastingCircumstancesOf(context, day),
    });
    const ladder = readLadder(context, after);
    // A dry run is the ladder that would be, under the sequence that is.
    const shown = command.dryRun ? { ...ladder, sequence: context.lastSequence } : ladder;
    return { before, facts, revoked: { revocation: null, ladder: shown, impact } };
  }
}
