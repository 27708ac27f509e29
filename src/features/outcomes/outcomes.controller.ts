import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import { OutcomeBody, OutcomeResponse, presentOutcome, toOutcome } from './outcomes.dto.js';

import { OutcomesService } from './outcomes.service.js';

@ApiTags('Outcomes')
@Controller('contracts/:contractId/outcomes')
export class OutcomesController {
  constructor(private readonly outcomes: OutcomesService) {}

  /**
   * Records what became of the alternant as the contract ended, or six months later: the diploma, and where they are. For the
   * alternant, the centre and its referent; the employer’s HR may record that it hired. The last word counts, the others stay.
   */
  @Post()
  @Allow('outcomes.record')
  @Returns(201, OutcomeResponse)
  @Refuses(409, 'illegal_transition', 'quota_exceeded')
  async recordOutcome(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Body() body: OutcomeBody,
  ) {
    const outcome = await this.outcomes.record(actor, id, toOutcome(body));
    return new Answer(presentOutcome(outcome), { location: `/v1/contracts/${id}/outcomes` });
  }

  /** Lists all that was recorded, in that order. The employer reads what it recorded; tutors and auditors nothing. */
  @Get()
  @Allow('outcomes.read')
  @ReturnsPage(OutcomeResponse)
  async listOutcomes(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.outcomes.list(actor, id, page), page, (row) => row.id, presentOutcome);
  }
}
