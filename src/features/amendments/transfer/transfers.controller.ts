import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { AmendmentResponse, presentAmendment } from '../amendments.dto.js';
import { TransfersService } from './transfers.service.js';

@ApiTags('Contracts')
@Controller('amendments')
export class TransfersController {
  constructor(private readonly transfers: TransfersService) {}

  /** Lists the amendments by which contracts pass to an employer of which the caller is HR, as it reads them: to sign, and signed. */
  @Get()
  @Allow('contracts.read')
  @ReturnsPage(AmendmentResponse)
  async listTransfersOffered(@CurrentActor() actor: Actor, @Query() query: PageQuery) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.transfers.list(actor, page), page, (row) => row.id, presentAmendment);
  }
}
