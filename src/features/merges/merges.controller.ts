import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type PersonId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, MayReturn, Returns } from '../../platform/responses/answer.js';
import { Lang } from '../../platform/responses/language.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import { MergeBody, MergedResponse, MergeResponse, presentMerge, presentMerged } from './merges.dto.js';
import { MergesService } from './merges.service.js';
import type { PersonMergeId } from './merges.types.js';

@ApiTags('People')
@Controller()
export class MergesController {
  constructor(private readonly merges: MergesService) {}

  /**
   * Makes one of two records of one human: contracts, mandates, memberships, the account and external ids of the duplicate
   * become those of the record in the path, to which its id leads from then on. What was recorded keeps its author. Ask for
   * a dry run first: it lists what moves and what stands against it. For who administers all that both records are.
   */
  @Post('people/:personId/merges')
  @Allow('people.merge')
  @Returns(201, MergedResponse)
  @MayReturn(200, MergedResponse, { description: 'A dry run: nothing was changed.' })
  @Refuses(409, 'merge_refused')
  async mergePeople(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('personId') keptId: PersonId,
    @Body() body: MergeBody,
    @Lang() language: Language,
  ) {
    const duplicateId = body.duplicateId.toLowerCase() as PersonId;
    const merged = await this.merges.merge(actor, {
      keptId,
      duplicateId,
      reason: body.reason,
      dryRun: body.dryRun ?? false,
    });
    return new Answer(
      presentMerged(merged, language),
      merged.merge ? { location: `/v1/merges/${merged.merge.id}` } : { status: 200 },
    );
  }

  /** Lists what was merged into a person, also what was undone, in order. For who administers all that the person is. */
  @Get('people/:personId/merges')
  @Allow('people.merge')
  @ReturnsPage(MergeResponse)
  async listMerges(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('personId') personId: PersonId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.merges.list(actor, personId, page), page, ({ id }) => id, presentMerge);
  }

  /** Reads a merge. */
  @Get('merges/:mergeId')
  @Allow('people.merge')
  @Returns(200, MergeResponse)
  async getMerge(@CurrentPerson() actor: PersonActor, @UuidParam('mergeId') id: PersonMergeId) {
    return presentMerge(await this.merges.get(actor, id));
  }

  /** Makes two records of one again, each with what it had, within 30 days and unless something recorded since forbids it. */
  @Post('merges/:mergeId/undo')
  @Allow('people.merge')
  @Returns(200, MergeResponse)
  @Refuses(409, 'merge_not_undoable')
  async undoMerge(@CurrentPerson() actor: PersonActor, @UuidParam('mergeId') id: PersonMergeId) {
    return presentMerge(await this.merges.undo(actor, id));
  }
}
