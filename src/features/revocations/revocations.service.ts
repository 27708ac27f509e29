import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId, SignOffId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { loadForRevoking } from '../ladder/ladder.queries.js';
import { lastingCircumstancesOf } from '../ladder/entitlements/entitlement.rules.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { RevocationReason } from '../ladder/facts.types.js';
import { saysMistake } from '../ladder/progress/ladder-progress.rules.js';
import { placesOf } from '../ladder/levels/statuses.rules.js';
import { UNCONTESTED } from '../sign-offs/facts/contested.queries.js';
import { Facts } from '../sign-offs/facts/facts.store.js';
import { findStandingItem } from '../observations/observations.queries.js';
import { findImpact } from './impact.rules.js';
import type { RevocationRow, Revoked } from './revocations.types.js';
import { getRevocation, listRevocations, listRunningAssignments } from './revocations.queries.js';
import { notEffective } from '../sign-offs/sign-offs.errors.js';
import { requireRevoker } from '../sign-offs/facts/signers.policy.js';
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
      return this.db.transaction(
        actor,
        async (q) => (await this.prepare(q, actor, signOff, command)).revoked,
      );
    return this.db.holding(actor, signOff.contractId, async (tx) => {
      const { facts, revoked, revocationId } = await this.prepare(tx, actor, signOff, command);
      facts.write(tx);
      const { competency, level, contractId } = signOff;
      const { signOffId, reasonCode, reason } = command;
      const revocation = {
        id: revocationId,
        signOffId,
        contractId,
        revokedBy: actor.personId,
        recordedAt: facts.recordedAt,
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
    const facts = new Facts(context, actor, this.clock);
    const revoker = requireRevoker(actor.personId, context, facts.today);
    const [place] = placesOf(context.standing, signOff.id);
    if (!place) throw notEffective();

    const assignments = await listRunningAssignments(q, signOff.contractId, facts.today);
    const before = viewLadder(context.ladder, context.standing, facts.recordedAt);
    const { reasonCode, reason } = command;
    const seen = saysMistake(reasonCode) ? await findStandingItem(q, signOff) : null;
    const revocationId = facts.revoke(revoker, signOff, reasonCode, reason, place.again, seen);
    const impact = findImpact(context.ladder, before, facts.view(), assignments, {
      today: facts.today,
      on: (day) => lastingCircumstancesOf(context, day),
    });
    const ladder = readLadder(context, facts);
    // A dry run is the ladder that would be, under the sequence that is.
    const shown = command.dryRun ? { ...ladder, sequence: context.lastSequence } : ladder;
    return { facts, revocationId, revoked: { revocation: null, ladder: shown, impact } };
  }
}
