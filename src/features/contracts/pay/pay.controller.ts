import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ContractId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { ContractPayResponse, presentPay } from './pay.dto.js';
import { PayService } from './pay.service.js';

@ApiTags('Contracts')
@Controller('contracts/:contractId')
export class PayController {
  constructor(private readonly pay: PayService) {}

  /** Tells the least pay of each part of the contract and why, beside what its form says. */
  @Get('pay')
  @Allow('contract_forms.read')
  @Returns(200, ContractPayResponse)
  async getContractPay(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
  ) {
    return presentPay(await this.pay.get(actor, id), language);
  }
}
