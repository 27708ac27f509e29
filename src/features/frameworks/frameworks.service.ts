import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { FrameworkId, OrganisationId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { published } from './frameworks.errors.js';
import { chooseOwner, requireOwner } from './frameworks.policy.js';
import { findAuthority, getFramework, listFrameworks, type FrameworkFilters } from './frameworks.queries.js';
import { readFramework } from './frameworks.rules.js';
import { keepRoomForDraft } from './quota.store.js';
import { insertFramework, lockFramework, publishFramework, updateFramework } from './frameworks.store.js';
import type { FrameworkRow, FrameworkSummary, FrameworkTree } from './frameworks.types.js';

@Injectable()
export class FrameworksService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** `body` as it was sent. */
  create(actor: Actor, body: unknown, organisationId: OrganisationId | null): Promise<FrameworkRow> {
    return this.db.write(actor, async (tx) => {
      const framework = accepted(body);
      const ownerId = chooseOwner(await findAuthority(tx), organisationId);
      await keepRoomForDraft(tx, 'frameworks', ownerId);
      const id: FrameworkId = newId();
      await insertFramework(tx, id, ownerId, framework, this.clock.now());
      return getFramework(tx, id);
    });
  }

  get(actor: Actor, id: FrameworkId): Promise<FrameworkRow> {
    return this.db.read(actor, (q) => getFramework(q, id));
  }

  list(
    actor: Actor,
    filters: FrameworkFilters,
    page: { after: string | null; limit: number },
  ): Promise<FrameworkSummary[]> {
    return this.db.read(actor, (q) => listFrameworks(q, filters, page));
  }

  replace(actor: Actor, id: FrameworkId, version: number | null, body: unknown): Promise<FrameworkRow> {
    const framework = accepted(body);
    return this.db.write(actor, async (tx) => {
      const stored = await getOwnDraft(tx, id);
      await updateFramework(tx, id, version ?? stored.rowVersion, framework, this.clock.now());
      return getFramework(tx, id);
    });
  }

  publish(actor: Actor, id: FrameworkId): Promise<FrameworkRow> {
    return this.db.write(actor, async (tx) => {
      await getOwnDraft(tx, id);
      await lockFramework(tx, id);
      await getOwnDraft(tx, id);
      await publishFramework(tx, id, this.clock.now());
      return getFramework(tx, id);
    });
  }
}

/** @throws not_found, forbidden, published */
async function getOwnDraft(tx: Tx, id: FrameworkId): Promise<FrameworkRow> {
  const framework = await getFramework(tx, id);
  requireOwner(await findAuthority(tx), framework.ownerId);
  if (framework.publishedAt !== null) throw published();
  return framework;
}

function accepted(body: unknown): FrameworkTree {
  const { framework, mistakes } = readFramework(body);
  if (mistakes.length > 0) throw validationFailed(mistakes);
  return framework;
}
