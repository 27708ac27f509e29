import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import { QUOTAS } from '../../kernel/quotas.js';
import { refuseAny } from '../../kernel/refusals.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { keepWithin } from '../../platform/database/quotas.store.js';
import { newId } from '../../platform/ids.js';
import { CredentialKeys } from './credential-keys.service.js';
import { levelNotAchieved, levelUnknown, onlyItsHolder } from './credentials.errors.js';
import { getCredential, getLevelToCredit, listCredentials } from './credentials.queries.js';
import { insertCredential, revokeCredential, revokeFormer, takeStatusPlace } from './credentials.store.js';
import type { CredentialContent, CredentialId, CredentialRow, ShownName } from './credentials.types.js';
import { openBadgeOf, STATUS_BITS } from './open-badge.rules.js';

/** Lists are filled to the half: among so many places one is free. */
const PLACES_TRIED = 64;

/** A credential with its JWT, which its holder gives on. */
export interface SignedCredential {
  readonly credential: CredentialRow;
  readonly jwt: string;
}

/** Credentials of achieved levels: made, read and taken back by their holder alone. */
@Injectable()
export class CredentialsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly keys: CredentialKeys,
  ) {}

  /** Makes one; the one before of that level is revoked. @throws forbidden, validation_failed, quota_exceeded */
  async issue(
    actor: PersonActor,
    contractId: ContractId,
    { level, shownName }: { readonly level: string; readonly shownName: ShownName },
  ): Promise<SignedCredential> {
    const made = await this.db.writeLocked(actor, contractId, async (tx) => {
      const found = await getLevelToCredit(tx, contractId, level);
      const { ladderId, isOwn, hasLevel, isAchieved, achievedAt, issued } = found;
      if (!isOwn) throw onlyItsHolder();
      refuseAny(hasLevel ? (isAchieved ? [] : [levelNotAchieved()]) : [levelUnknown()]);
      keepWithin(QUOTAS.level_credentials, issued, 1);
      const issuedAt = this.clock.now();
      await revokeFormer(tx, contractId, level, issuedAt);
      const places = Array.from({ length: PLACES_TRIED }, () => randomInt(STATUS_BITS));
      const id: CredentialId = newId();
      const row = {
        id,
        contractId,
        ladderId,
        level,
        shownName,
        achievedAt: achievedAt ?? issuedAt,
        issuedAt,
      };
      await insertCredential(tx, { ...row, ...(await takeStatusPlace(tx, places)) });
      return getCredential(tx, id);
    });
    return this.signed(made);
  }

  /** @throws not_found, forbidden for any but its holder */
  async get(actor: PersonActor, id: CredentialId): Promise<SignedCredential> {
    const found = await this.db.read(actor, (q) => getCredential(q, id));
    if (!found.isOwn) throw onlyItsHolder();
    return this.signed(found);
  }

  /** For its holder and the centre. @throws not_found when the contract may not be seen */
  list(
    actor: PersonActor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<CredentialRow[]> {
    return this.db.read(actor, async (q) => {
      await getLevelToCredit(q, contractId, '');
      return listCredentials(q, contractId, page);
    });
  }

  /** Takes it back, for good. @throws not_found, forbidden for any but its holder */
  revoke(actor: PersonActor, id: CredentialId): Promise<CredentialRow> {
    return this.db.write(actor, async (tx: Tx) => {
      const found = await getCredential(tx, id);
      if (!found.isOwn) throw onlyItsHolder();
      await revokeCredential(tx, id, this.clock.now());
      return getCredential(tx, id);
    });
  }

  private async signed(credential: CredentialContent): Promise<SignedCredential> {
    return { credential, jwt: await this.keys.sign(openBadgeOf(credential, this.keys.base), 'JWT') };
  }
}
