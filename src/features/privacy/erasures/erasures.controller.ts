import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ErasureId, type PersonId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../../platform/access/allow.js';
import { Answer, MayReturn, Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  ErasureBody,
  ErasurePlanResponse,
  ErasureResponse,
  ErasureWithdrawalBody,
  presentErasure,
  presentPlan,
} from './erasures.dto.js';
import { ErasuresService } from './erasures.service.js';

@ApiTags('Privacy')
@Controller()
export class ErasuresController {
  constructor(private readonly erasures: ErasuresService) {}

  /**
   * Asks that a person be made nobody: names, birth date, addresses, account, files and words go; facts, their order and
   * progress stay, of « Personne effacée ». It is carried out thirty days later, and can be withdrawn until then. For the person,
   * the platform, and the organisation that alone ever answered for them. With `dryRun` it only says what would go.
   */
  @Post('people/:personId/erasures')
  @Allow('signed_in')
  @Returns(201, ErasurePlanResponse)
  @MayReturn(200, ErasurePlanResponse, { description: 'What would go; nothing was asked.' })
  @Refuses(403, 'forbidden')
  @Refuses(409, 'erasure_obstructed', 'erasure_exists')
  async erasePerson(
    @CurrentPerson() actor: PersonActor,
    @Lang() language: Language,
    @UuidParam('personId') id: PersonId,
    @Body() { reason, dryRun = false }: ErasureBody,
  ) {
    const plan = await this.erasures.ask(actor, id, { reason, dryRun });
    const options = plan.erasure ? { location: `/v1/erasures/${plan.erasure.id}` } : { status: 200 };
    return new Answer(presentPlan(plan, language), options);
  }

  /** Lists the erasures that were asked of a person, in the order of asking. */
  @Get('people/:personId/erasures')
  @Allow('signed_in')
  @ReturnsPage(ErasureResponse)
  async listErasures(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('personId') id: PersonId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.erasures.list(actor, id, page);
    return presentPage(found, page, (erasure) => erasure.id, presentErasure);
  }

  /** Reads one erasure, and what holds it back. */
  @Get('erasures/:erasureId')
  @Allow('signed_in')
  @Returns(200, ErasureResponse)
  async getErasure(@CurrentPerson() actor: PersonActor, @UuidParam('erasureId') id: ErasureId) {
    return presentErasure(await this.erasures.get(actor, id));
  }

  /**
   * Withdraws an erasure before it is carried out: for whoever may ask it, and for the training centres of the person's
   * contracts, who may have to keep them.
   */
  @Post('erasures/:erasureId/withdraw')
  @Allow('signed_in')
  @Returns(200, ErasureResponse)
  @Refuses(409, 'erasure_ended')
  async withdrawErasure(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('erasureId') id: ErasureId,
    @Body() { reason }: ErasureWithdrawalBody,
  ) {
    return presentErasure(await this.erasures.withdraw(actor, id, reason));
  }
}
