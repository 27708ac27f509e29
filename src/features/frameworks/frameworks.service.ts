import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { FrameworkId, OrganisationId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db, type Queryable, type Tx } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { published } from './frameworks.errors.js';
import { chooseOwner, requireOwner } from './frameworks.policy.js';
import { findAuthority, getFramework, listFrameworks, type FrameworkFilters } from './frameworks.queries.js';
import { readFramework } from './frameworks.rules.js';
import { frameworksBySheet } from './sheets/sheets.queries.js';
import { listSheets, showSheet, type ListedSheet, type WithSheet } from './sheets/shown-sheets.rules.js';
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
  create(
    actor: Actor,
    body: unknown,
    organisationId: OrganisationId | null,
  ): Promise<WithSheet<FrameworkRow>> {
    return this.db.write(actor, async (tx) => {
      const framework = accepted(body);
      const ownerId = chooseOwner(await findAuthority(tx), organisationId);
      await keepRoomForDraft(tx, 'frameworks', ownerId);
      const id: FrameworkId = newId();
      await insertFramework(tx, id, ownerId, framework, this.clock.now());
      return read(tx, id);
    });
  }

  get(actor: Actor, id: FrameworkId): Promise<WithSheet<FrameworkRow>> {
    return this.db.read(actor, (q) => read(q, id));
  }

  list(
    actor: Actor,
    filters: FrameworkFilters,
    page: { after: string | null; limit: number },
  ): Promise<WithSheet<FrameworkSummary>[]> {
    return this.db.read(actor, async (q) => withSheets(q, await listFrameworks(q, filters, page)));
  }

  listSheets(actor: Actor): Promise<ListedSheet[]> {
    return this.db.read(actor, async (q) => listSheets(await frameworksBySheet(q)));
  }

  replace(
    actor: Actor,
    id: FrameworkId,
    version: number | null,
    body: unknown,
  ): Promise<WithSheet<FrameworkRow>> {
    const framework = accepted(body);
    return this.db.write(actor, async (tx) => {
      const stored = await getOwnDraft(tx, id);
      await updateFramework(tx, id, version ?? stored.rowVersion, framework, this.clock.now());
      return read(tx, id);
    });
  }

  publish(actor: Actor, id: FrameworkId): Promise<WithSheet<FrameworkRow>> {
    return this.db.write(actor, async (tx) => {
      await getOwnDraft(tx, id);
      await lockFramework(tx, id);
      await getOwnDraft(tx, id);
      await publishFramework(tx, id, this.clock.now());
      return read(tx, id);
    });
  }
}

async function read(q: Queryable, id: FrameworkId): Promise<WithSheet<FrameworkRow>> {
  const [framework] = await withSheets(q, [await getFramework(q, id)]);
  if (!framework) throw new Error('One framework has one answer.');
  return framework;
}

async function withSheets<F extends Pick<FrameworkRow, 'title' | 'ownerId' | 'details'>>(
  q: Queryable,
  frameworks: readonly F[],
): Promise<WithSheet<F>[]> {
  const bySheet = await frameworksBySheet(q);
  return frameworks.map((framework) => ({ ...framework, sheet: showSheet(framework, bySheet) }));
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
