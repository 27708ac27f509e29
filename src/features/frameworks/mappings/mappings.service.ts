import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { LadderId } from '../../../kernel/ids.js';
import { unknownReference, validationFailed } from '../../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import { requireOwner } from '../frameworks.policy.js';
import { findAuthority, getFramework } from '../frameworks.queries.js';
import type { LadderRow } from '../frameworks.types.js';
import { findLadder, getLadder } from '../ladders/ladders.queries.js';
import { ladderNotPublished, targetNotPublished } from './mappings.errors.js';
import { getMapping, listMappings, type MappingRow } from './mappings.queries.js';
import { findMappingMistakes, levelsOf, type Side } from './mappings.rules.js';
import { insertMapping } from './mappings.store.js';
import { keepRoomForMapping } from '../quota.store.js';
import type { LadderMappingId, MapCommand } from './mappings.types.js';

@Injectable()
export class MappingsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** By whoever may write the ladder that it leads to. */
  create(actor: PersonActor, command: MapCommand): Promise<MappingRow> {
    return this.db.transaction(actor, async (tx) => {
      const from = await getLadder(tx, command.fromLadderId);
      if (from.publishedAt === null) throw ladderNotPublished();
      const to = await findLadder(tx, command.toLadderId);
      if (!to) throw validationFailed([unknownReference('/toLadderId')]);
      if (to.publishedAt === null) throw validationFailed([targetNotPublished()]);
      const [here, there] = [await sideOf(tx, from), await sideOf(tx, to)];
      const mistakes = findMappingMistakes(here, there, command);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      requireOwner(await findAuthority(tx), to.ownerId);
      await keepRoomForMapping(tx, to.ownerId);

      const id: LadderMappingId = newId();
      await insertMapping(tx, {
        id,
        fromLadderId: from.id,
        toLadderId: to.id,
        ownerId: to.ownerId,
        competencies: command.competencies,
        levels: levelsOf(here, there, command),
        createdBy: actor.personId,
        createdAt: this.clock.now(),
      });
      return getMapping(tx, id);
    });
  }

  get(actor: Actor, id: LadderMappingId): Promise<MappingRow> {
    return this.db.read(actor, (q) => getMapping(q, id));
  }

  /** @throws not_found when the ladder may not be seen */
  list(
    actor: Actor,
    fromLadderId: LadderId,
    toLadderId: LadderId | null,
    page: { after: string | null; limit: number },
  ): Promise<MappingRow[]> {
    return this.db.read(actor, async (q) => {
      await getLadder(q, fromLadderId);
      return listMappings(q, fromLadderId, toLadderId, page);
    });
  }
}

const sideOf = async (q: Queryable, ladder: LadderRow): Promise<Side> => ({
  ladder,
  framework: await getFramework(q, ladder.frameworkId),
});
