import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ConcernId, type ContractId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  ConcernBody,
  ConcernResponse,
  ConcernReviewBody,
  presentConcern,
  toRaiseCommand,
} from './concerns.dto.js';
import { ConcernsService } from './concerns.service.js';

@ApiTags('Concerns')
@Controller()
export class ConcernsController {
  constructor(private readonly concerns: ConcernsService) {}

  /** Says what worries about some missions. A `high` concern withdraws them at once, until it is reviewed. */
  @Post('contracts/:contractId/concerns')
  @Allow('concerns.raise')
  @Returns(201, ConcernResponse)
  @Refuses(403, 'mandate_missing')
  async raiseConcern(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: ConcernBody,
  ) {
    const concern = await this.concerns.raise(actor, toRaiseCommand(contractId, body));
    return new Answer(presentConcern(concern), { location: `/v1/concerns/${concern.id}` });
  }

  /** Lists the concerns of a contract, reviewed or not, in the order of their recording. */
  @Get('contracts/:contractId/concerns')
  @Allow('progress.read')
  @ReturnsPage(ConcernResponse)
  async listConcerns(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.concerns.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentConcern,
    );
  }

  /** Reads a concern, with its review. */
  @Get('concerns/:concernId')
  @Allow('progress.read')
  @Returns(200, ConcernResponse)
  async getConcern(@CurrentActor() actor: Actor, @UuidParam('concernId') id: ConcernId) {
    return presentConcern(await this.concerns.get(actor, id));
  }

  /**
   * Ends a concern: the main tutor (a co-tutor in their absence) or the referent says what was decided. A `high` one
   * is reviewed by somebody else than whoever raised it, unless nobody else who may is there.
   */
  @Post('concerns/:concernId/review')
  @Allow('concerns.review')
  @Returns(200, ConcernResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'already_reviewed', 'reviewer_not_distinct')
  async reviewConcern(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('concernId') id: ConcernId,
    @Body() { text }: ConcernReviewBody,
  ) {
    return presentConcern(await this.concerns.review(actor, id, text));
  }
}
