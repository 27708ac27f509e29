import { Body, Controller, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { isUuid, type ContractId, type ObservationId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses, RefusesItems } from '../../platform/responses/refuses.js';
import { LOG, type Log } from '../../platform/logs/logger.js';
import { problemsOfItems } from '../../platform/responses/problem.filter.js';
import { readItems } from '../../platform/validation/items-by-themselves.js';
import {
  OBSERVATION_ITEM_CODES,
  ObservationBatchBody,
  ObservationBatchItemBody,
  ObservationBatchResponse,
  presentObservationOutcomes,
  toSentObservation,
} from './observation-batch.dto.js';
import { ObservationBatchService } from './observation-batch.service.js';
import {
  ObservationBody,
  ObservationResponse,
  presentObservation,
  toObserveCommand,
  toWithdrawCommand,
  WithdrawalBody,
  WithdrawalResponse,
} from './observations.dto.js';
import { ObservationsService } from './observations.service.js';

@ApiTags('Observations')
@Controller()
export class ObservationsController {
  constructor(
    private readonly observations: ObservationsService,
    private readonly batches: ObservationBatchService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Records what was seen on a day. It grants nothing by itself; it speaks for later sign-offs. */
  @Post('contracts/:contractId/observations')
  @Allow('observations.record')
  @Returns(201, ObservationResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'contract_not_active')
  @Refuses(422, 'observed_in_the_future')
  async recordObservation(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: ObservationBody,
  ) {
    const observation = await this.observations.observe(actor, toObserveCommand(contractId, body));
    return new Answer(presentObservation(observation), { location: `/v1/observations/${observation.id}` });
  }

  /**
   * Records what was seen during a shift, on several contracts: each item by itself, in a transaction of its contract.
   * Made for a phone that may not hear the answer: send the same items again, under the same `clientId`, until each is
   * answered; nothing is recorded twice. An item with status 503 was not reached, or its answer was lost: send it again.
   */
  @Post('observations')
  @Allow('observations.record')
  @Returns(200, ObservationBatchResponse)
  @RefusesItems(...OBSERVATION_ITEM_CODES)
  async recordObservationBatch(
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Body() body: ObservationBatchBody,
  ) {
    const items = await readItems(body.items, ObservationBatchItemBody, toSentObservation);
    const outcomes = await this.batches.observeBatch(actor, items);
    return presentObservationOutcomes(items, outcomes, problemsOfItems(request, this.log));
  }

  /** Lists the observations of a contract, in the order of their recording. */
  @Get('contracts/:contractId/observations')
  @Allow('progress.read')
  @ReturnsPage(ObservationResponse)
  async listObservations(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.observations.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentObservation,
    );
  }

  /** Reads an observation. */
  @Get('observations/:observationId')
  @Allow('progress.read')
  @Returns(200, ObservationResponse)
  async getObservation(@CurrentActor() actor: Actor, @UuidParam('observationId') id: ObservationId) {
    return presentObservation(await this.observations.get(actor, id));
  }

  /**
   * Takes an observation out of the count, or with `item` one of its items: by its author, or the main tutor. What was signed
   * on it stays.
   */
  @Post('observations/:observationId/withdrawals')
  @Allow('observations.record')
  @Returns(201, WithdrawalResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'already_withdrawn')
  async withdrawObservation(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('observationId') id: ObservationId,
    @Body() body: WithdrawalBody,
  ) {
    const withdrawn = await this.observations.withdraw(actor, id, toWithdrawCommand(body));
    return new Answer(
      { id: withdrawn.id, observation: presentObservation(withdrawn.observation) },
      { location: `/v1/observations/${id}` },
    );
  }
}
