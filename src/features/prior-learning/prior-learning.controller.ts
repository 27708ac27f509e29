import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  presentPriorContract,
  presentPriorFact,
  PriorContractsResponse,
  PriorFactResponse,
} from './prior-learning.dto.js';
import { PriorLearningService } from './prior-learning.service.js';

@ApiTags('Ladder')
@Controller('contracts/:contractId')
export class PriorLearningController {
  constructor(private readonly prior: PriorLearningService) {}

  /**
   * Lists the contracts that this signed contract continues, eight at most, with where the alternant stands on their ladders:
   * for whoever reads this contract, also where they may not read the earlier one.
   */
  @Get('prior-contracts')
  @Allow('progress.read')
  @Returns(200, PriorContractsResponse)
  async listPriorContracts(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
  ): Promise<PriorContractsResponse> {
    return { data: (await this.prior.contracts(actor, contractId)).map(presentPriorContract) };
  }

  /**
   * Lists the observations and sign-offs of those contracts, in the order of their recording: who, when, what, at which
   * level. What was taken back is not among them; comments, disputes, self-assessments and files stay where they were made.
   */
  @Get('prior-facts')
  @Allow('progress.read')
  @ReturnsPage(PriorFactResponse)
  async listPriorFacts(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.prior.facts(actor, contractId, page);
    return presentPage(found, page, ({ id }) => id, presentPriorFact);
  }
}
