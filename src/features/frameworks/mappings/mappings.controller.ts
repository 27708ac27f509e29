import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type LadderId } from '../../../kernel/ids.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import {
  LadderMappingBody,
  LadderMappingResponse,
  ListMappingsQuery,
  presentMapping,
  toMapCommand,
} from './mappings.dto.js';
import { MappingsService } from './mappings.service.js';
import type { LadderMappingId } from './mappings.types.js';

@ApiTags('Ladders')
@Controller()
export class MappingsController {
  constructor(private readonly mappings: MappingsService) {}

  /** Says what of this ladder stands for what of another. It never changes: one made later takes its place. */
  @Post('ladders/:ladderId/mappings')
  @Allow('ladders.write')
  @Returns(201, LadderMappingResponse)
  @Refuses(409, 'ladder_not_published', 'quota_exceeded')
  async createLadderMapping(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('ladderId') ladderId: LadderId,
    @Body() body: LadderMappingBody,
  ) {
    const mapping = await this.mappings.create(actor, toMapCommand(ladderId, body));
    return new Answer(presentMapping(mapping), { location: `/v1/ladder-mappings/${mapping.id}` });
  }

  /** Lists the mappings that lead away from this ladder, in the order of their creation. */
  @Get('ladders/:ladderId/mappings')
  @Allow('ladders.read')
  @ReturnsPage(LadderMappingResponse)
  async listLadderMappings(
    @CurrentActor() actor: Actor,
    @UuidParam('ladderId') ladderId: LadderId,
    @Query() query: ListMappingsQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.mappings.list(actor, ladderId, query.toLadderId ?? null, page);
    return presentPage(found, page, (row) => row.id, presentMapping);
  }

  /** Reads a mapping. */
  @Get('ladder-mappings/:mappingId')
  @Allow('ladders.read')
  @Returns(200, LadderMappingResponse)
  async getLadderMapping(@CurrentActor() actor: Actor, @UuidParam('mappingId') id: LadderMappingId) {
    return presentMapping(await this.mappings.get(actor, id));
  }
}
