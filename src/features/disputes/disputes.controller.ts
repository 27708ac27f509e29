import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type DisputeId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { DisputeBody, DisputeResponse, presentDispute, RulingBody, toOpenCommand } from './disputes.dto.js';
import { DisputesService } from './disputes.service.js';
import type { DisputeRead } from './disputes.types.js';

@ApiTags('Disputes')
@Controller()
export class DisputesController {
  constructor(private readonly disputes: DisputesService) {}

  /**
   * The alternant contests a fact, within 30 days of its recording (a figure of Palier, not of the law). The fact is shown
   * as `contested` and nothing else changes until the referent rules.
   */
  @Post('contracts/:contractId/disputes')
  @Allow('disputes.open')
  @Returns(201, DisputeResponse)
  @Refuses(409, 'not_disputable', 'dispute_too_late', 'already_disputed')
  async openDispute(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: DisputeBody,
  ) {
    const dispute = await this.disputes.open(actor, toOpenCommand(contractId, body));
    return recorded(dispute);
  }

  /** Lists the disputes of a contract, ended or not, in the order of their recording. The employer’s HR do not read them. */
  @Get('contracts/:contractId/disputes')
  @Allow('disputes.read')
  @ReturnsPage(DisputeResponse)
  async listDisputes(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.disputes.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentDispute,
    );
  }

  /** Reads a dispute, with what ended it. */
  @Get('disputes/:disputeId')
  @Allow('disputes.read')
  @Returns(200, DisputeResponse)
  async getDispute(@CurrentActor() actor: Actor, @UuidParam('disputeId') id: DisputeId) {
    return presentDispute(await this.disputes.get(actor, id));
  }

  /**
   * Says what becomes of the contested fact, for good: the referent; the administrator of the centre where no referent but
   * the author of the fact is there. An overturned sign-off stands no more; of an overturned revocation, what it took back
   * counts again, but levels are decided again; an overturned refusal of a level leaves it to be decided.
   */
  @Post('disputes/:disputeId/rulings')
  @Allow('disputes.rule')
  @Returns(201, DisputeResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'illegal_transition', 'ruler_not_distinct')
  async ruleOnDispute(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('disputeId') id: DisputeId,
    @Body() { ruling, reason }: RulingBody,
  ) {
    return recorded(await this.disputes.rule(actor, id, ruling, reason));
  }

  /** Takes a dispute back. The same fact may be contested again while its 30 days last. */
  @Post('disputes/:disputeId/withdrawals')
  @Allow('disputes.open')
  @Returns(201, DisputeResponse)
  @Refuses(409, 'illegal_transition')
  async withdrawDispute(@CurrentPerson() actor: PersonActor, @UuidParam('disputeId') id: DisputeId) {
    return recorded(await this.disputes.withdraw(actor, id));
  }
}

const recorded = (dispute: DisputeRead) =>
  new Answer(presentDispute(dispute), { location: `/v1/disputes/${dispute.id}` });
