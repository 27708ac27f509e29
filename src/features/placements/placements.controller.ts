import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { isUuid, type ContractId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { readAsOf } from '../../platform/validation/as-of.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  EndPlacementBody,
  ListContractPlacementsQuery,
  PlacementBody,
  PlacementCorrectionBody,
  PlacementResponse,
  PlacementWithdrawalBody,
  presentPlacement,
  toPlacement,
} from './placements.dto.js';
import { PlacementsService } from './placements.service.js';
import type { PlacementId, PlacementRow } from './placements.types.js';

@ApiTags('Placements')
@Controller()
export class PlacementsController {
  constructor(
    private readonly placements: PlacementsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Places the alternant at a host between two days. What they may do there follows its structure type; a mandate with
   * `placementId` lets somebody of the host tutor there.
   */
  @Post('contracts/:contractId/placements')
  @Allow('contracts.write')
  @Returns(201, PlacementResponse)
  @Refuses(409, 'illegal_transition', 'placement_overlap', 'too_many_placements')
  async recordPlacement(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Body() body: PlacementBody,
  ) {
    return recorded(await this.placements.record(actor, id, toPlacement(body)));
  }

  /** Lists the placements of a contract, each as it was recorded last, withdrawn or not. */
  @Get('contracts/:contractId/placements')
  @Allow('contracts.read')
  @ReturnsPage(PlacementResponse)
  @Refuses(429, 'too_many_long_reads')
  async listContractPlacements(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() query: ListContractPlacementsQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const at = query.at === undefined ? null : readAsOf(query.at, this.clock.now());
    return presentPage(
      await this.placements.list(actor, id, at, page),
      page,
      (one) => one.id,
      presentPlacement,
    );
  }

  /** Lists who is placed at your own organisation, once somebody of yours tutors them there. For HR of the host. */
  @Get('placements')
  @Allow('contracts.read')
  @ReturnsPage(PlacementResponse)
  async listHostedPlacements(@CurrentActor() actor: Actor, @Query() query: PageQuery) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.placements.hosted(actor, page), page, (one) => one.id, presentPlacement);
  }

  /** Reads a placement as it was recorded last. */
  @Get('placements/:placementId')
  @Allow('contracts.read')
  @Returns(200, PlacementResponse)
  async getPlacement(@CurrentActor() actor: Actor, @UuidParam('placementId') id: PlacementId) {
    return presentPlacement(await this.placements.get(actor, id));
  }

  /** Says anew, whole, what the placement should have said. Its host stays, and so do the days of mandates there. */
  @Post('placements/:placementId/corrections')
  @Allow('contracts.write')
  @Returns(201, PlacementResponse)
  @Refuses(
    409,
    'already_withdrawn',
    'illegal_transition',
    'placement_overlap',
    'too_many_placements',
    'tutor_over_capacity',
  )
  async correctPlacement(
    @CurrentActor() actor: Actor,
    @UuidParam('placementId') id: PlacementId,
    @Body() body: PlacementCorrectionBody,
  ) {
    return recorded(await this.placements.correct(actor, id, toPlacement(body)));
  }

  /** Ends a placement sooner, and the mandates at the host with it: `on` is the first day out. */
  @Post('placements/:placementId/end')
  @Allow('contracts.write')
  @ApiBody({ type: EndPlacementBody, required: false })
  @Returns(200, PlacementResponse)
  @Refuses(409, 'already_withdrawn')
  async endPlacement(
    @CurrentActor() actor: Actor,
    @UuidParam('placementId') id: PlacementId,
    @Body() body?: EndPlacementBody,
  ) {
    const command = { on: body?.on ?? null, reason: body?.reason ?? null };
    return presentPlacement(await this.placements.end(actor, id, command));
  }

  /** Takes back a placement that never was; the mandates at the host never gave a right. */
  @Post('placements/:placementId/withdrawals')
  @Allow('contracts.write')
  @Returns(201, PlacementResponse)
  @Refuses(409, 'already_withdrawn')
  async withdrawPlacement(
    @CurrentActor() actor: Actor,
    @UuidParam('placementId') id: PlacementId,
    @Body() { reason }: PlacementWithdrawalBody,
  ) {
    return recorded(await this.placements.withdraw(actor, id, reason));
  }
}

const recorded = (placement: PlacementRow) =>
  new Answer(presentPlacement(placement), { location: `/v1/placements/${placement.id}` });
