import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { FrameworkId, LadderId, OrganisationId } from '../../../kernel/ids.js';
import { unknownReference, validationFailed } from '../../../kernel/refusals.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import { findFindings } from './findings.rules.js';
import type { LadderProof } from './findings.types.js';
import { published } from '../frameworks.errors.js';
import { chooseOwner, requireOwner } from '../frameworks.policy.js';
import { findAuthority, findFramework } from '../frameworks.queries.js';
import type { FrameworkTree, LadderRow, LadderSummary, MadeFrom } from '../frameworks.types.js';
import { frameworkNotPublished } from './ladders.errors.js';
import { getLadder, listLadders, type LadderFilters } from './ladders.queries.js';
import { readLadder } from './ladder-form.rules.js';
import { allMistakes, findLadderMistakes } from './ladders.rules.js';
import { keepRoomForDraft } from '../quota.store.js';
import { insertLadder, lockLadder, publishLadder, updateLadder, type LadderDraft } from './ladders.store.js';
import { readUuid, sent } from '../reading/reading.rules.js';

@Injectable()
export class LaddersService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** `body` as it was sent. */
  create(actor: Actor, body: unknown, organisationId: OrganisationId | null): Promise<LadderRow> {
    return this.createFrom(actor, async () => ({ body, madeFrom: null }), organisationId);
  }

  /** A ladder that `compose` puts together, judged like one that was sent. */
  createFrom(
    actor: Actor,
    compose: (tx: Tx) => Promise<{ readonly body: unknown; readonly madeFrom: MadeFrom | null }>,
    organisationId: OrganisationId | null,
  ): Promise<LadderRow> {
    return this.db.write(actor, async (tx) => {
      const { body, madeFrom } = await compose(tx);
      const ladder = await accept(tx, body);
      const ownerId = chooseOwner(await findAuthority(tx), organisationId);
      const id: LadderId = newId();
      await keepRoomForDraft(tx, 'ladders', ownerId);
      await insertLadder(tx, id, ownerId, ladder, this.clock.now(), madeFrom);
      return getLadder(tx, id);
    });
  }

  get(actor: Actor, id: LadderId): Promise<LadderRow> {
    return this.db.read(actor, (q) => getLadder(q, id));
  }

  list(
    actor: Actor,
    filters: LadderFilters,
    page: { after: string | null; limit: number },
  ): Promise<LadderSummary[]> {
    return this.db.read(actor, (q) => listLadders(q, filters, page));
  }

  replace(actor: Actor, id: LadderId, version: number | null, body: unknown): Promise<LadderRow> {
    return this.db.write(actor, async (tx) => {
      const ladder = await accept(tx, body);
      const stored = await getOwnDraft(tx, id);
      await updateLadder(tx, id, version ?? stored.rowVersion, ladder, this.clock.now());
      return getLadder(tx, id);
    });
  }

  /** A draft or what is published, with what its author should know of it. */
  prove(actor: Actor, id: LadderId): Promise<LadderProof> {
    return this.db.read(actor, async (q) => {
      const ladder = await getLadder(q, id);
      return proofOf(ladder, await findFramework(q, ladder.frameworkId));
    });
  }

  /** Judged again: its framework may have changed since the ladder was drafted on it. */
  publish(actor: Actor, id: LadderId): Promise<LadderProof> {
    return this.db.write(actor, async (tx) => {
      await getOwnDraft(tx, id);
      await lockLadder(tx, id);
      const ladder = await getOwnDraft(tx, id);
      const framework = await findFramework(tx, ladder.frameworkId);
      if (!framework?.publishedAt) throw frameworkNotPublished();
      const mistakes = findLadderMistakes(ladder, framework);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      await publishLadder(tx, ladder, this.clock.now());
      return proofOf(await getLadder(tx, id), framework);
    });
  }
}

const proofOf = (ladder: LadderRow, framework: FrameworkTree | null): LadderProof => ({
  ladder,
  findings: findFindings(ladder, framework),
});

/** @throws not_found, forbidden, published */
async function getOwnDraft(tx: Tx, id: LadderId): Promise<LadderRow> {
  const ladder = await getLadder(tx, id);
  requireOwner(await findAuthority(tx), ladder.ownerId);
  if (ladder.publishedAt !== null) throw published();
  return ladder;
}

/** The ladder that was sent, on a framework that the caller may read. @throws validation_failed with every mistake */
async function accept(tx: Tx, body: unknown): Promise<LadderDraft> {
  const from = sent(body);
  const frameworkId = readUuid<FrameworkId>(from, 'frameworkId');
  const ladder = readLadder(from, 'frameworkId');
  const framework = frameworkId && (await findFramework(tx, frameworkId));
  const unknown = frameworkId && !framework ? [unknownReference('/frameworkId')] : [];
  const mistakes = allMistakes([...from.mistakes, ...unknown], findLadderMistakes(ladder, framework));
  if (mistakes.length > 0 || frameworkId === null) throw validationFailed(mistakes);
  return { ...ladder, frameworkId };
}
