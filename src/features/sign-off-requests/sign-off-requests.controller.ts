import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type SignOffRequestId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  presentRequest,
  SignOffRequestBody,
  SignOffRequestResponse,
  toAnswerCommand,
  toSubmitCommand,
} from './sign-off-requests.dto.js';
import { SignOffRequestsService } from './sign-off-requests.service.js';
import type { RequestState } from './sign-off-requests.types.js';
import { JudgementsBody } from '../sign-offs/sign-offs.dto.js';

@ApiTags('Sign-off requests')
@Controller()
export class SignOffRequestsController {
  constructor(private readonly requests: SignOffRequestsService) {}

  /**
   * Asks that competencies be judged: the alternant for themselves, a tutor or an observer. It goes to whoever may sign
   * those levels today and is not absent: the main tutor, else a co-tutor, else a substitute, else the referent, who
   * sees to it that somebody can. All items or none.
   */
  @Post('contracts/:contractId/sign-off-requests')
  @Allow('sign_off_requests.submit')
  @Returns(201, SignOffRequestResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'contract_not_active', 'level_locked', 'already_acquired')
  async submitSignOffRequest(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: SignOffRequestBody,
  ) {
    const request = await this.requests.submit(actor, toSubmitCommand(contractId, body));
    return recorded(request);
  }

  /** Lists the requests of a contract, whatever became of them, in the order of their recording. */
  @Get('contracts/:contractId/sign-off-requests')
  @Allow('progress.read')
  @ReturnsPage(SignOffRequestResponse)
  async listSignOffRequests(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.requests.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentRequest,
    );
  }

  /** Reads a request as it stands now. */
  @Get('sign-off-requests/:signOffRequestId')
  @Allow('progress.read')
  @Returns(200, SignOffRequestResponse)
  async getSignOffRequest(@CurrentActor() actor: Actor, @UuidParam('signOffRequestId') id: SignOffRequestId) {
    return presentRequest(await this.requests.get(actor, id));
  }

  /**
   * Takes a request on: nobody else decides it, until 72 h have passed, the mandate ends or its holder is declared
   * absent; then it stands as `submitted` again. Whoever holds it already is answered with the request as it stands. Who
   * is declared absent claims nothing, but may decide.
   */
  @Post('sign-off-requests/:signOffRequestId/claims')
  @Allow('sign_off_requests.decide')
  @Returns(201, SignOffRequestResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition', 'already_claimed', 'contract_not_active')
  async claimSignOffRequest(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('signOffRequestId') id: SignOffRequestId,
  ) {
    return recorded(await this.requests.claim(actor, id));
  }

  /**
   * Answers a request with sign-offs, by the rules of sign-offs: by whoever claimed it, or may sign while nobody did.
   * Every item that nobody has judged since is answered, if need be with `cannot_assess`, but for those that are `obsolete`.
   */
  @Post('sign-off-requests/:signOffRequestId/decide')
  @Allow('sign_off_requests.decide')
  @Returns(200, SignOffRequestResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(
    409,
    'illegal_transition',
    'already_claimed',
    'contract_not_active',
    'level_locked',
    'already_acquired',
    'quorum_not_met',
  )
  @Refuses(422, 'observed_in_the_future')
  async decideSignOffRequest(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('signOffRequestId') id: SignOffRequestId,
    @Body() body: JudgementsBody,
  ) {
    return presentRequest(await this.requests.decide(actor, id, toAnswerCommand(body)));
  }

  /** Takes a request back: whoever asked, until it is decided. */
  @Post('sign-off-requests/:signOffRequestId/withdrawals')
  @Allow('sign_off_requests.withdraw')
  @Returns(201, SignOffRequestResponse)
  @Refuses(409, 'illegal_transition')
  async withdrawSignOffRequest(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('signOffRequestId') id: SignOffRequestId,
  ) {
    return recorded(await this.requests.withdraw(actor, id));
  }
}

const recorded = (request: RequestState) =>
  new Answer(presentRequest(request), { location: `/v1/sign-off-requests/${request.id}` });
