import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { Answer } from '../../platform/responses/answer.js';
import { headerRef } from '../../platform/openapi/openapi-headers.js';
import { presentQueue, QueueQuery, QueueResponse, toQueuePage } from './queue.dto.js';
import { QueueService } from './queue.service.js';

@ApiTags('Me')
@Controller('me/queue')
export class QueueController {
  constructor(private readonly queue: QueueService) {}

  /**
   * What awaits an act of the caller, oldest first: to decide or to co-sign, to review, to answer, to rule on, to acknowledge,
   * to cover or to replace. Computed when it is read, by mandate, absence and level.
   */
  @Get()
  @Allow('signed_in')
  @ApiOkResponse({ description: 'One page.', type: QueueResponse, headers: { Link: headerRef('Link') } })
  async listQueue(@CurrentPerson() actor: PersonActor, @Query() query: QueueQuery) {
    const page = toQueuePage(query);
    const answer = presentQueue(await this.queue.read(actor, page), page.limit);
    return new Answer(answer, { next: answer.page.next });
  }
}
