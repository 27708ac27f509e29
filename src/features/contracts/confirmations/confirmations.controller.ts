import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  ConfirmationBody,
  ConfirmationResponse,
  ConfirmationWithdrawalBody,
  presentConfirmation,
} from './confirmations.dto.js';
import { ConfirmationsService } from './confirmations.service.js';
import type { ConfirmationId } from './confirmations.types.js';

@ApiTags('Contracts')
@Controller()
export class ConfirmationsController {
  constructor(private readonly confirmations: ConfirmationsService) {}

  /**
   * Says that this contract and a draft of your own organisation are the same: the draft is cancelled, and what you called it
   * by is what you call this one from now on. Nothing else of the draft is carried over.
   */
  @Post('contracts/:contractId/confirmations')
  @Allow('contracts.write')
  @Returns(201, ConfirmationResponse)
  @Refuses(409, 'illegal_transition')
  async confirmContract(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Body() { duplicateId }: ConfirmationBody,
  ) {
    const confirmation = await this.confirmations.confirm(actor, id, duplicateId);
    return new Answer(presentConfirmation(confirmation), { location: `/v1/contracts/${id}/confirmations` });
  }

  /** Lists the drafts that were taken for this contract, in the order of their confirmation, also those taken back. */
  @Get('contracts/:contractId/confirmations')
  @Allow('contracts.read')
  @ReturnsPage(ConfirmationResponse)
  async listContractConfirmations(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.confirmations.list(actor, id, page),
      page,
      (row) => row.id,
      presentConfirmation,
    );
  }

  /**
   * Takes a confirmation back, while the contract is not signed: the two are apart again, the draft is one again, and what you
   * called it by is its own again.
   */
  @Post('contract-confirmations/:confirmationId/withdrawals')
  @Allow('contracts.write')
  @Returns(201, ConfirmationResponse)
  @Refuses(409, 'illegal_transition', 'already_withdrawn')
  async withdrawContractConfirmation(
    @CurrentActor() actor: Actor,
    @UuidParam('confirmationId') id: ConfirmationId,
    @Body() { reason }: ConfirmationWithdrawalBody,
  ) {
    const confirmation = await this.confirmations.withdraw(actor, id, reason);
    const location = `/v1/contracts/${confirmation.contractId}/confirmations`;
    return new Answer(presentConfirmation(confirmation), { location });
  }
}
