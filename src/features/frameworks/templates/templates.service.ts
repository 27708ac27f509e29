import { Injectable } from '@nestjs/common';
import type { FrameworkId, OrganisationId } from '../../../kernel/ids.js';
import { refuseAny, unknownReference, validationFailed } from '../../../kernel/refusals.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import { findFramework, getFramework } from '../frameworks.queries.js';
import type { FrameworkRow, LadderRow } from '../frameworks.types.js';
import { LaddersService } from '../ladders/ladders.service.js';
import { nothingKnown } from './templates.errors.js';
import { findBaseLadder } from './templates.queries.js';
import { composeTemplate, findUnknownTypes } from './templates.rules.js';
import type { DraftCommand, LadderTemplate, ReadTemplate } from './templates.types.js';

@Injectable()
export class TemplatesService {
  constructor(
    private readonly db: Db,
    private readonly ladders: LaddersService,
  ) {}

  /** What a draft would hold, on any framework that the caller may read. */
  preview(actor: Actor, frameworkId: FrameworkId, structureTypes: readonly string[]): Promise<ReadTemplate> {
    refuseAny(findUnknownTypes(structureTypes, 'structureType'));
    return this.db.read(actor, async (q) => {
      const framework = await getFramework(q, frameworkId);
      return { framework, template: await compose(q, framework, structureTypes) };
    });
  }

  /** A ladder like one that was sent: it is edited, published and counted as any draft. */
  draft(actor: Actor, command: DraftCommand, organisationId: OrganisationId | null): Promise<LadderRow> {
    const { frameworkId, structureTypes, code, title } = command;
    refuseAny(findUnknownTypes(structureTypes, 'structureTypes'));
    const composed = async (q: Queryable) => {
      const framework = await findFramework(q, frameworkId);
      if (!framework) throw validationFailed([unknownReference('/frameworkId')]);
      const { levels, missions, madeFrom } = await compose(q, framework, structureTypes);
      if (missions.length === 0) throw nothingKnown();
      return { body: { frameworkId, code, title, levels, missions }, madeFrom };
    };
    return this.ladders.createFrom(actor, composed, organisationId);
  }
}

const compose = async (
  q: Queryable,
  framework: FrameworkRow,
  structureTypes: readonly string[],
): Promise<LadderTemplate> => composeTemplate(framework, await findBaseLadder(q, framework), structureTypes);
