import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type Id } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  presentResumption,
  ResumptionBody,
  ResumptionResponse,
  ResumptionWithdrawalBody,
  toResumeCommand,
} from './resumptions.dto.js';
import { ResumptionsService } from './resumptions.service.js';

@ApiTags('Level decisions')
@Controller()
export class ResumptionsController {
  constructor(private readonly resumptions: ResumptionsService) {}

  /** After 90 days away or more every mission is watched one level closer, until the main tutor records this. */
  @Post('contracts/:contractId/resumptions')
  @Allow('level_decisions.record')
  @ApiBody({ type: ResumptionBody, required: false })
  @Returns(201, ResumptionResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'contract_not_active', 'resumption_not_needed')
  async recordResumption(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body?: ResumptionBody,
  ) {
    const resumption = await this.resumptions.record(actor, toResumeCommand(contractId, body));
    return new Answer(presentResumption(resumption), { location: `/v1/resumptions/${resumption.id}` });
  }

  /** Says that it was none: missions are watched one level closer again, until another one is recorded. What it was is kept. */
  @Post('resumptions/:resumptionId/withdrawals')
  @Allow('level_decisions.record')
  @Returns(201, ResumptionResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'already_withdrawn')
  async withdrawResumption(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('resumptionId') id: Id<'resumption'>,
    @Body() { reason }: ResumptionWithdrawalBody,
  ) {
    const resumption = await this.resumptions.withdraw(actor, id, reason);
    return new Answer(presentResumption(resumption), { location: `/v1/resumptions/${id}` });
  }

  /** Lists the resumptions of a contract, in the order of their recording. */
  @Get('contracts/:contractId/resumptions')
  @Allow('progress.read')
  @ReturnsPage(ResumptionResponse)
  async listResumptions(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.resumptions.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentResumption,
    );
  }

  /** Reads a resumption. */
  @Get('resumptions/:resumptionId')
  @Allow('progress.read')
  @Returns(200, ResumptionResponse)
  async getResumption(@CurrentActor() actor: Actor, @UuidParam('resumptionId') id: string) {
    return presentResumption(await this.resumptions.get(actor, id));
  }
}
