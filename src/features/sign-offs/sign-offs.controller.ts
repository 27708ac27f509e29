import { Body, Controller, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { isUuid, type ContractId, type SignOffId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import type { Language } from '../../kernel/language.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Lang } from '../../platform/responses/language.js';
import { readItems } from '../../platform/validation/items-by-themselves.js';
import { UuidParam } from '../../platform/validation/params.js';
import { problemsOfItems } from '../../platform/responses/problem.filter.js';
import { Refuses, RefusesItems } from '../../platform/responses/refuses.js';
import { LOG, type Log } from '../../platform/logs/logger.js';
import {
  ITEM_CODES,
  presentOutcomes,
  SignOffBatchBody,
  SignOffBatchItemBody,
  SignOffBatchResponse,
  toSentSignOff,
} from './sign-off-batch.dto.js';
import { SignOffBatchService } from './sign-off-batch.service.js';
import {
  presentSignOff,
  presentSignOffs,
  SignOffResponse,
  SignOffsBody,
  SignOffsResponse,
  toSignOffCommand,
} from './sign-offs.dto.js';
import { SignOffsService } from './sign-offs.service.js';

@ApiTags('Sign-offs')
@Controller()
export class SignOffsController {
  constructor(
    private readonly signOffs: SignOffsService,
    private readonly batches: SignOffBatchService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Records a tutor's judgement on one or more competencies. All items or none. */
  @Post('contracts/:contractId/sign-offs')
  @Allow('sign_offs.record')
  @Returns(201, SignOffsResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'contract_not_active', 'level_locked', 'already_acquired', 'quorum_not_met')
  @Refuses(422, 'observed_in_the_future')
  async signOff(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: SignOffsBody,
    @Lang() language: Language,
  ) {
    const signed = await this.signOffs.signOff(actor, toSignOffCommand(contractId, body));
    const [first] = signed.signOffs;
    const location = first
      ? `/v1/sign-offs/${first.id}`
      : `/v1/observations/${signed.observed[0]?.observationId}`;
    return new Answer(presentSignOffs(signed, language), { location });
  }

  /**
   * Records the judgements of a shift, on several contracts: each item by itself, in a transaction of its contract.
   * Made for a phone that may not hear the answer: send the same items again, under the same `clientId`, until each is
   * answered; nothing is recorded twice. What is refused leaves nothing and may be sent again, also under the same
   * `clientId`. An item with status 503 was not reached, or its answer was lost: send it again. No `Idempotency-Key` is
   * needed. Under one, an answer is kept as it is, refusals included, when something in it was recorded and nothing has a
   * status of 500 or more.
   */
  @Post('sign-offs')
  @Allow('sign_offs.record')
  @Returns(200, SignOffBatchResponse)
  @RefusesItems(...ITEM_CODES)
  async signOffBatch(
    @CurrentPerson() actor: PersonActor,
    @Req() request: FastifyRequest,
    @Body() body: SignOffBatchBody,
    @Lang() language: Language,
  ) {
    const items = await readItems(body.items, SignOffBatchItemBody, toSentSignOff);
    const outcomes = await this.batches.signOffBatch(actor, items);
    return presentOutcomes(items, outcomes, problemsOfItems(request, this.log), language);
  }

  /** Lists the sign-offs of a contract, in the order of their recording. */
  @Get('contracts/:contractId/sign-offs')
  @Allow('progress.read')
  @ReturnsPage(SignOffResponse)
  async listSignOffs(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.signOffs.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentSignOff,
    );
  }

  /** Reads a sign-off. */
  @Get('sign-offs/:signOffId')
  @Allow('progress.read')
  @Returns(200, SignOffResponse)
  async getSignOff(@CurrentActor() actor: Actor, @UuidParam('signOffId') id: SignOffId) {
    return presentSignOff(await this.signOffs.get(actor, id));
  }
}
