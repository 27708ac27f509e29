import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { OwnerQuery } from '../frameworks.dto.js';
import { LadderVersionResponse, presentLadder } from '../ladders/ladders.dto.js';
import {
  LadderDraftBody,
  LadderTemplateQuery,
  LadderTemplateResponse,
  presentTemplate,
} from './templates.dto.js';
import { TemplatesService } from './templates.service.js';

@ApiTags('Ladders')
@Controller()
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  /** What Palier knows of the missions of a diploma in some structures, by level and kind, and what it lacks. */
  @Get('ladder-templates')
  @Allow('ladders.read')
  @Returns(200, LadderTemplateResponse)
  @Refuses(404, 'not_found')
  async getLadderTemplate(
    @CurrentActor() actor: Actor,
    @Query() { frameworkId, structureType, kind }: LadderTemplateQuery,
    @Lang() language: Language,
  ) {
    const found = await this.templates.preview(actor, frameworkId, structureType);
    return presentTemplate(found, language, kind ?? null);
  }

  /** Drafts a ladder from what its template shows. It is edited and published as any draft; its preview says what to write. */
  @Post('ladder-drafts')
  @Allow('ladders.write')
  @Returns(201, LadderVersionResponse, { etag: true })
  @Refuses(409, 'quota_exceeded')
  async createLadderDraft(
    @CurrentActor() actor: Actor,
    @Query() { organisationId }: OwnerQuery,
    @Body() body: LadderDraftBody,
  ) {
    const drafted = await this.templates.draft(actor, body, organisationId ?? null);
    return new Answer(presentLadder(drafted), {
      status: 201,
      location: `/v1/ladders/${drafted.id}`,
      version: drafted.rowVersion,
    });
  }
}
