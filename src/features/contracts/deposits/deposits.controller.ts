import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { readAsOf } from '../../../platform/validation/as-of.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { DepositBody, DepositQuery, DepositResponse, presentDeposit, toDeposit } from './deposits.dto.js';
import { DepositsService } from './deposits.service.js';

@ApiTags('Alternation')
@Controller('contracts/:contractId')
export class DepositsController {
  constructor(
    private readonly deposits: DepositsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Says what became of the deposit with the OPCO, or with the State for a public employer: the day, the number, the decision.
   * The last word counts, those before stay in the history.
   */
  @Post('deposits')
  @Allow('contracts.write')
  @Returns(201, DepositResponse)
  async recordContractDeposit(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Body() body: DepositBody,
  ) {
    const deposit = await this.deposits.record(actor, id, toDeposit(body));
    return new Answer(presentDeposit(deposit), { location: `/v1/contracts/${id}/deposit` });
  }

  /** Says until when the contract is to be deposited, whether it was, and what was decided, by somebody or by silence. */
  @Get('deposit')
  @Allow('contracts.read')
  @Returns(200, DepositResponse)
  @Refuses(429, 'too_many_long_reads')
  async getContractDeposit(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() { at }: DepositQuery,
  ) {
    const moment = at === undefined ? null : readAsOf(at, this.clock.now());
    return presentDeposit(await this.deposits.read(actor, id, moment));
  }
}
