import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { ContractTermsQuery } from '../amendment-bodies.dto.js';
import { ContractTermsResponse, presentAgreed } from '../amendments.dto.js';
import { AgreedTermsService } from './agreed-terms.service.js';

@ApiTags('Contracts')
@Controller('contracts/:contractId/terms')
export class AgreedTermsController {
  constructor(private readonly terms: AgreedTermsService) {}

  /** Says what the parties have agreed of a day: what they first signed, and every amendment in force by then. */
  @Get()
  @Allow('contracts.read')
  @Returns(200, ContractTermsResponse)
  async getContractTerms(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() { on }: ContractTermsQuery,
  ) {
    return presentAgreed(id, await this.terms.read(actor, id, on ?? null));
  }
}
