import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { isUuid, type LadderId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { IfMatch, NeedsIfMatch } from '../../../platform/responses/etag.js';
import { Lang } from '../../../platform/responses/language.js';
import { pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { isPublished, OwnerQuery } from '../frameworks.dto.js';
import type { LadderRow } from '../frameworks.types.js';
import {
  LadderBody,
  LadderSummaryResponse,
  LadderVersionResponse,
  ListLaddersQuery,
  presentLadder,
  presentLadderSummary,
  presentPublished,
  PublishedLadderResponse,
} from './ladders.dto.js';
import { LadderPreviewQuery, LadderPreviewResponse, presentPreview } from './preview.dto.js';
import { LaddersService } from './ladders.service.js';

@ApiTags('Ladders')
@Controller('ladders')
export class LaddersController {
  constructor(private readonly ladders: LaddersService) {}

  /** Drafts a ladder on a framework version. Everything in it that could not work is told at once. */
  @Post()
  @Allow('ladders.write')
  @ApiBody({ type: LadderBody })
  @Returns(201, LadderVersionResponse, { etag: true })
  @Refuses(409, 'quota_exceeded')
  async createLadder(
    @CurrentActor() actor: Actor,
    @Query() query: OwnerQuery,
    @Body() body: Record<string, unknown>,
  ) {
    const created = await this.ladders.create(actor, body, query.organisationId ?? null);
    return answer(created, { status: 201, location: `/v1/ladders/${created.id}` });
  }

  /** Lists the published ladders and one's own drafts, in the order of their creation. The document of one is read by its id. */
  @Get()
  @Allow('ladders.read')
  @ReturnsPage(LadderSummaryResponse)
  async listLadders(@CurrentActor() actor: Actor, @Query() query: ListLaddersQuery) {
    const page = pageRequest(query, isUuid);
    const filters = {
      frameworkId: query.frameworkId ?? null,
      code: query.code ?? null,
      isPublished: isPublished(query),
    };
    const found = await this.ladders.list(actor, filters, page);
    return presentPage(found, page, (row) => row.id, presentLadderSummary);
  }

  /** Reads a revision of a ladder. */
  @Get(':ladderId')
  @Allow('ladders.read')
  @Returns(200, LadderVersionResponse, { etag: true })
  async getLadderVersion(@CurrentActor() actor: Actor, @UuidParam('ladderId') id: LadderId) {
    return answer(await this.ladders.get(actor, id));
  }

  /** The staircase before anybody climbs it: the least that each level takes, what it opens, and what is odd or wrong. */
  @Get(':ladderId/preview')
  @Allow('ladders.read')
  @Returns(200, LadderPreviewResponse)
  async getLadderPreview(
    @CurrentActor() actor: Actor,
    @UuidParam('ladderId') id: LadderId,
    @Query() { kind }: LadderPreviewQuery,
    @Lang() language: Language,
  ) {
    return presentPreview(await this.ladders.prove(actor, id), language, kind ?? null);
  }

  /** Replaces a draft as a whole. */
  @Put(':ladderId')
  @Allow('ladders.write')
  @NeedsIfMatch()
  @ApiBody({ type: LadderBody })
  @Returns(200, LadderVersionResponse, { etag: true })
  @Refuses(409, 'published')
  async replaceLadder(
    @CurrentActor() actor: Actor,
    @UuidParam('ladderId') id: LadderId,
    @IfMatch() version: number | null,
    @Body() body: Record<string, unknown>,
  ) {
    return answer(await this.ladders.replace(actor, id, version, body));
  }

  /**
   * From then on it never changes and contracts may pin it; published again under its code, it is the next revision. What
   * nobody could finish is refused; what is odd is told in `findings`, as its preview tells it before.
   */
  @Post(':ladderId/publish')
  @Allow('ladders.write')
  @Returns(200, PublishedLadderResponse, { etag: true })
  @Refuses(409, 'published', 'framework_not_published')
  async publishLadder(
    @CurrentActor() actor: Actor,
    @UuidParam('ladderId') id: LadderId,
    @Lang() language: Language,
  ) {
    const proof = await this.ladders.publish(actor, id);
    return new Answer(presentPublished(proof, language), { version: proof.ladder.rowVersion });
  }
}

const answer = (row: LadderRow, options: { status?: number; location?: string } = {}) =>
  new Answer(presentLadder(row), { ...options, version: row.rowVersion });
