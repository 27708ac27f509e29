import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ContractId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { EndingsService } from './endings.service.js';
import { presentGrounds, TerminationGroundsQuery, TerminationGroundsResponse } from './grounds.dto.js';

@ApiTags('Contracts')
@Controller('contracts/:contractId/termination-grounds')
export class TerminationGroundsController {
  constructor(private readonly endings: EndingsService) {}

  /**
   * Lists why the contract may be ended early, by whom, from which day on and with which documents: read it before `terminate`,
   * which judges what is recorded then.
   */
  @Get()
  @Allow('contracts.write')
  @Returns(200, TerminationGroundsResponse)
  async listTerminationGrounds(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Lang() language: Language,
    @Query() query: TerminationGroundsQuery,
  ) {
    const { on, grounds } = await this.endings.grounds(actor, id, query.on ?? null);
    return presentGrounds(on, grounds, language);
  }
}
