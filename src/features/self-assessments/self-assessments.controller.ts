import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type SelfAssessmentId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  presentSelfAssessment,
  SelfAssessmentBody,
  SelfAssessmentResponse,
  toAssessCommand,
} from './self-assessments.dto.js';
import { SelfAssessmentsService } from './self-assessments.service.js';

@ApiTags('Self-assessments')
@Controller()
export class SelfAssessmentsController {
  constructor(private readonly assessments: SelfAssessmentsService) {}

  /** The alternant says how they see themselves. It stands beside the rules: no sign-off, level or entitlement reads it. */
  @Post('contracts/:contractId/self-assessments')
  @Allow('self_assessments.record')
  @Returns(201, SelfAssessmentResponse)
  @Refuses(409, 'contract_not_active')
  async recordSelfAssessment(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: SelfAssessmentBody,
  ) {
    const recorded = await this.assessments.record(actor, toAssessCommand(contractId, body));
    return new Answer(presentSelfAssessment(recorded), { location: `/v1/self-assessments/${recorded.id}` });
  }

  /** Lists the self-assessments of a contract in the order of their recording. The employer’s HR read none. */
  @Get('contracts/:contractId/self-assessments')
  @Allow('progress.read')
  @ReturnsPage(SelfAssessmentResponse)
  async listSelfAssessments(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.assessments.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentSelfAssessment,
    );
  }

  /** Reads a self-assessment. */
  @Get('self-assessments/:selfAssessmentId')
  @Allow('progress.read')
  @Returns(200, SelfAssessmentResponse)
  async getSelfAssessment(@CurrentActor() actor: Actor, @UuidParam('selfAssessmentId') id: SelfAssessmentId) {
    return presentSelfAssessment(await this.assessments.get(actor, id));
  }
}
