import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  ContractStepResponse,
  presentCorrected,
  presentStep,
  StepCorrectedResponse,
  StepCorrectionBody,
  StepWithdrawalBody,
  toCorrectCommand,
} from './corrections.dto.js';
import { CorrectionsService } from './corrections.service.js';
import type { StepCorrected, StepId } from './corrections.types.js';

@ApiTags('Contracts')
@Controller()
export class CorrectionsController {
  constructor(private readonly corrections: CorrectionsService) {}

  /** Lists the facts of a contract’s life in the order of their recording: what was corrected stays, with its correction. */
  @Get('contracts/:contractId/steps')
  @Allow('contracts.read')
  @ReturnsPage(ContractStepResponse)
  async listContractSteps(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.corrections.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentStep,
    );
  }

  /** Reads one fact of a contract’s life. */
  @Get('contract-steps/:stepId')
  @Allow('contracts.read')
  @Returns(200, ContractStepResponse)
  async getContractStep(@CurrentActor() actor: Actor, @UuidParam('stepId') id: StepId) {
    return presentStep(await this.corrections.get(actor, id));
  }

  /**
   * Says what a suspension, a return, a termination or a completion should have said: the day, the cause, who asked for it.
   * What it corrects is kept; the past is told with the correction from its recording on. Where a day lies before today,
   * `contested` lists what was recorded of those days.
   */
  @Post('contract-steps/:stepId/corrections')
  @Allow('contracts.write')
  @Returns(201, StepCorrectedResponse)
  @Refuses(
    409,
    'not_correctable',
    'already_corrected',
    'end_not_grounded',
    'contract_overlap',
    'tutor_over_capacity',
    'transfer_agreed',
  )
  async correctContractStep(
    @CurrentActor() actor: Actor,
    @UuidParam('stepId') id: StepId,
    @Lang() language: Language,
    @Body() body: StepCorrectionBody,
  ) {
    return corrected(await this.corrections.correct(actor, id, toCorrectCommand(body)), language);
  }

  /**
   * Takes back a suspension, a return, a termination or a completion that never was: a return goes with its suspension, and
   * what a termination had replaced counts again. A termination is final six months after its day, or once the alternant
   * has signed another contract for these days.
   */
  @Post('contract-steps/:stepId/withdrawals')
  @Allow('contracts.write')
  @Returns(201, StepCorrectedResponse)
  @Refuses(
    409,
    'not_correctable',
    'already_corrected',
    'built_upon',
    'end_is_final',
    'contract_overlap',
    'tutor_over_capacity',
    'transfer_agreed',
  )
  async withdrawContractStep(
    @CurrentActor() actor: Actor,
    @UuidParam('stepId') id: StepId,
    @Lang() language: Language,
    @Body() { reason }: StepWithdrawalBody,
  ) {
    return corrected(await this.corrections.withdraw(actor, id, reason), language);
  }
}

const corrected = (done: StepCorrected, language: Language) =>
  new Answer(presentCorrected(done, language), { location: `/v1/contract-steps/${done.step.id}` });
