import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ContractId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  CheckOverrideBody,
  CheckOverrideResponse,
  CheckOverrideWithdrawalBody,
  ContractChecksResponse,
  presentChecks,
  presentOverride,
} from './checks.dto.js';
import { ChecksService } from './checks.service.js';
import type { CheckOverrideId } from './overrides.types.js';

@ApiTags('Contracts')
@Controller()
export class ChecksController {
  constructor(private readonly checks: ChecksService) {}

  /** Lists all that the law and the form have to say of the contract, and what of it stops the signature or the deposit. */
  @Get('contracts/:contractId/checks')
  @Allow('contract_forms.read')
  @Returns(200, ContractChecksResponse)
  async listContractChecks(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
  ) {
    return presentChecks(await this.checks.list(actor, id), language);
  }

  /** Says for one side that it knows better than a finding, which then stops nothing as long as it is found on the same days. */
  @Post('contracts/:contractId/check-overrides')
  @Allow('contracts.write')
  @Returns(201, CheckOverrideResponse)
  @Refuses(409, 'already_overridden')
  async recordCheckOverride(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Body() { code, reason }: CheckOverrideBody,
  ) {
    const override = await this.checks.override(actor, id, code, reason);
    return new Answer(presentOverride(override), { location: `/v1/contracts/${id}/checks` });
  }

  /** Takes an override back, for either side: the finding stops again what it stopped. */
  @Post('check-overrides/:checkOverrideId/withdrawals')
  @Allow('contracts.write')
  @Returns(201, CheckOverrideResponse)
  @Refuses(409, 'already_withdrawn')
  async withdrawCheckOverride(
    @CurrentActor() actor: Actor,
    @UuidParam('checkOverrideId') id: CheckOverrideId,
    @Body() { reason }: CheckOverrideWithdrawalBody,
  ) {
    const override = await this.checks.withdraw(actor, id, reason);
    return new Answer(presentOverride(override), { location: `/v1/contracts/${override.contractId}/checks` });
  }
}
