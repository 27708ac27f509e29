import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { preconditionFailed, validationFailed } from '../../../kernel/refusals.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type DatedTx } from '../../../platform/database/db.js';
import { listCorrections, readsCorrections, type CorrectionRow } from './identity.queries.js';
import {
  changedIdentity,
  changesUsualName,
  type CivilIdentity,
  type IdentityField,
} from './identity.rules.js';
import { lockIdentity, insertCorrection, renewContractsOf, type LockedIdentity } from './identity.store.js';
import { correctionsNotYours, identityProtected, reasonNeeded } from './identity.errors.js';
import { notTheirAdministrator } from '../people.errors.js';
import { getPerson } from '../people.queries.js';
import { updateIdentity, updatePerson } from '../people.store.js';
import type { PersonDetails, PersonRow } from '../people.types.js';

/** Names and birth dates: whoever signed a contract keeps theirs, unless its centre or the platform says why not. */
@Injectable()
export class IdentityCorrections {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** @throws not_found, forbidden */
  list(actor: Actor, id: PersonId, page: { after: string | null; limit: number }): Promise<CorrectionRow[]> {
    return this.db.read(actor, async (q) => {
      await getPerson(q, id);
      if (!(await readsCorrections(q, id))) throw correctionsNotYours();
      return listCorrections(q, id, page);
    });
  }

  /** Writes all details of somebody whom the caller administers, or of oneself. @throws identity_protected, validation_failed */
  async update(
    tx: DatedTx,
    stored: PersonRow,
    version: number,
    details: PersonDetails,
    reason: string | null,
  ): Promise<void> {
    const at = this.clock.now();
    const changed = changedIdentity(stored, details);
    const isCalledOtherwise = changesUsualName(stored, details);
    const lock = changed.length > 0 || isCalledOtherwise ? await lockIdentity(tx, stored.id) : null;
    const reasonGiven = lock && changed.length > 0 ? requireCorrector(lock, changed, reason) : null;
    await updatePerson(tx, stored.id, version, details, at);
    if (reasonGiven !== null)
      await insertCorrection(
        tx,
        stored.id,
        version + 1,
        { before: stored, after: details, reason: reasonGiven },
        at,
      );
    if (lock) await renewContractsOf(tx, stored.id, at);
  }

  /** Corrects somebody whom only a contract ties to the caller: they know and change nothing else of them. */
  async correct(
    tx: DatedTx,
    stored: PersonRow,
    version: number,
    changes: Partial<CivilIdentity>,
    reason: string | null,
  ): Promise<void> {
    const at = this.clock.now();
    const lock = await lockIdentity(tx, stored.id);
    if (!lock.mayCorrect) throw notTheirAdministrator();
    const before = {
      givenName: stored.givenName,
      familyName: stored.familyName,
      birthDate: lock.birthDate,
    };
    const after = { ...before, ...changes };
    const changed = changedIdentity(before, after);
    if (changed.length === 0) {
      if (version !== stored.version) throw preconditionFailed();
      return;
    }
    const reasonGiven = requireCorrector(lock, changed, reason);
    await updateIdentity(tx, stored.id, version, after, at);
    if (reasonGiven !== null)
      await insertCorrection(tx, stored.id, version + 1, { before, after, reason: reasonGiven }, at);
    await renewContractsOf(tx, stored.id, at);
  }
}

/** @returns the reason to keep; null where nobody signed anything by that name */
function requireCorrector(
  { isProtected, mayCorrect }: LockedIdentity,
  changed: readonly IdentityField[],
  reason: string | null,
): string | null {
  if (!isProtected) return null;
  if (!mayCorrect) throw identityProtected(changed);
  if (reason === null) throw validationFailed([reasonNeeded()]);
  return reason;
}
