import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/days.js';
import type { DeclarationId, OrganisationId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import { clientOf, personOf, type Actor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { getAuthority } from '../contracts/contracts.queries.js';
import { alreadyWithdrawn } from './withdrawals.errors.js';
import { requireDeclarant } from './declarations.policy.js';
import { findDeclarationMistakes } from './declarations.rules.js';
import type { DeclarationRow, DeclareCommand } from './declarations.types.js';
import type { Recorded } from './withdrawals.types.js';
import { findMissions, getDeclaration, listDeclarations, requireFollowed } from './declarations.queries.js';
import { lockDeclarations, insertDeclaration, insertDeclarationWithdrawal } from './declarations.store.js';

@Injectable()
export class DeclarationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  record(actor: Actor, command: DeclareCommand): Promise<DeclarationRow> {
    const { employerId, ladderId, missions, declaredOn } = command;
    return this.db.write(
      actor,
      async (tx) => {
        await requireFollowed(tx, employerId);
        const declarant = requireDeclarant(await getAuthority(tx), employerId);
        await lockDeclarations(tx, employerId);
        const recorded = this.recordedBy(actor);
        const ladder = await findMissions(tx, ladderId);
        const mistakes = findDeclarationMistakes(command, ladder, dayOf(recorded.recordedAt));
        if (mistakes.length > 0) throw validationFailed(mistakes);

        const declaration = { id: newId<'declaration'>(), ladderId, missions, declaredOn, ...recorded };
        await insertDeclaration(tx, declarant, declaration);
        return { ...declaration, employerId, withdrawal: null };
      },
      { isDated: true },
    );
  }

  /** Ends it at once: what it covered is closed to minors again, unless another one covers it. */
  withdraw(actor: Actor, id: DeclarationId): Promise<DeclarationRow> {
    return this.db.write(
      actor,
      async (tx) => {
        const { employerId } = await getDeclaration(tx, id);
        const declarant = requireDeclarant(await getAuthority(tx), employerId);
        await lockDeclarations(tx, employerId);
        const declaration = await getDeclaration(tx, id);
        if (declaration.withdrawal) throw alreadyWithdrawn();

        const withdrawal = { id: newId<'declaration_withdrawal'>(), ...this.recordedBy(actor) };
        await insertDeclarationWithdrawal(tx, declarant, id, withdrawal);
        return { ...declaration, withdrawal };
      },
      { isDated: true },
    );
  }

  get(actor: Actor, id: DeclarationId): Promise<DeclarationRow> {
    return this.db.read(actor, (q) => getDeclaration(q, id));
  }

  /** @throws not_found when the caller has nothing to do with the employer */
  list(
    actor: Actor,
    employerId: OrganisationId,
    page: { after: string | null; limit: number },
  ): Promise<DeclarationRow[]> {
    return this.db.read(actor, async (q) => {
      await requireFollowed(q, employerId);
      return listDeclarations(q, employerId, page);
    });
  }

  private recordedBy(actor: Actor): Recorded {
    return {
      recordedAt: this.clock.now(),
      recordedBy: personOf(actor),
      recordedByClient: clientOf(actor),
    };
  }
}
