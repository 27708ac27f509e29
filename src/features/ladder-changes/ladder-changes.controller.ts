import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, MayReturn, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';
import {
  LadderChangeBody,
  LadderChangeResponse,
  LadderMovedResponse,
  MovePreviewResponse,
  presentLadderChange,
  presentMoved,
  presentPreview,
  toMoveCommand,
} from './ladder-changes.dto.js';
import { LadderChangesService } from './ladder-changes.service.js';
import type { LadderChangeId } from './ladder-changes.types.js';

@ApiTags('Ladder')
@Controller()
export class LadderChangesController {
  constructor(private readonly changes: LadderChangesService) {}

  /**
   * Moves a contract to another ladder, from now on. Ask for a dry run first: it lists what the alternant keeps, needs
   * again and loses, and what to acknowledge.
   */
  @Post('contracts/:contractId/ladder-changes')
  @Allow('contracts.write')
  @Returns(201, LadderMovedResponse)
  @MayReturn(200, LadderMovedResponse, { description: 'A dry run: nothing was recorded.' })
  @Refuses(
    409,
    'contract_not_running',
    'ladder_mismatch',
    'mapping_replaced',
    'concern_open',
    'losses_not_acknowledged',
  )
  async changeLadder(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: LadderChangeBody,
  ) {
    const moved = await this.changes.move(actor, toMoveCommand(contractId, body));
    const { change } = moved;
    return new Answer(
      presentMoved(moved),
      change ? { location: `/v1/ladder-changes/${change.id}` } : { status: 200 },
    );
  }

  /** Lists the ladders that a contract moved to, in the order of the acts. */
  @Get('contracts/:contractId/ladder-changes')
  @Allow('progress.read')
  @ReturnsPage(LadderChangeResponse)
  async listLadderChanges(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.changes.list(actor, contractId, page);
    return presentPage(found, page, (row) => row.id, presentLadderChange);
  }

  /** Reads the act by which a contract moved to another ladder. */
  @Get('ladder-changes/:ladderChangeId')
  @Allow('progress.read')
  @Returns(200, LadderChangeResponse)
  async getLadderChange(@CurrentActor() actor: Actor, @UuidParam('ladderChangeId') id: LadderChangeId) {
    return presentLadderChange(await this.changes.get(actor, id));
  }

  /**
   * What a mapping would do to each running contract on the ladder that it leads away from: a dry run over a cohort, as
   * far as the caller sees its contracts.
   */
  @Get('ladder-mappings/:mappingId/preview')
  @Allow('progress.read')
  @ReturnsPage(MovePreviewResponse)
  async previewLadderMapping(
    @CurrentActor() actor: Actor,
    @UuidParam('mappingId') id: LadderMappingId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.changes.preview(actor, id, page);
    return presentPage(found, page, ({ moving }) => moving.contractId, presentPreview);
  }
}
