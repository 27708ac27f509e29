import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isDay } from '../../kernel/days.js';
import { isUuid, type ContractId } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  agreementOf,
  presentAgreement,
  presentView,
  ProspectAgreementBody,
  ProspectAgreementResponse,
  ProspectViewResponse,
} from './prospects.dto.js';
import { ProspectsService } from './prospects.service.js';
import type { ProspectAgreementId } from './prospects.types.js';

const isDayAndUuid = (key: string): boolean => isDay(key.slice(0, 10)) && isUuid(key.slice(11));

@ApiTags('Prospects')
@Controller()
export class AgreementsController {
  constructor(private readonly prospects: ProspectsService) {}

  /**
   * The alternant agrees to be seen by employers, in place of what they agreed to before. Their present employer sees nothing of
   * it, nor does its company, unless they say so.
   */
  @Post('contracts/:contractId/prospect-agreements')
  @Allow('prospect_agreements.write')
  @Refuses(409, 'prospects_unavailable')
  @Returns(201, ProspectAgreementResponse)
  async createProspectAgreement(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: ProspectAgreementBody,
  ) {
    const agreement = await this.prospects.agree(actor, contractId, agreementOf(body));
    return new Answer(presentAgreement(agreement), { location: `/v1/prospect-agreements/${agreement.id}` });
  }

  /** Lists what the alternant agreed to, in order; to themself and their centre. */
  @Get('contracts/:contractId/prospect-agreements')
  @Allow('prospect_agreements.read')
  @ReturnsPage(ProspectAgreementResponse)
  async listProspectAgreements(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.prospects.list(actor, contractId, page);
    return presentPage(found, page, ({ id }) => id, presentAgreement);
  }

  /** Reads an agreement. */
  @Get('prospect-agreements/:prospectAgreementId')
  @Allow('prospect_agreements.read')
  @Returns(200, ProspectAgreementResponse)
  async getProspectAgreement(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('prospectAgreementId') id: ProspectAgreementId,
  ) {
    return presentAgreement(await this.prospects.get(actor, id));
  }

  /** Withdraws an agreement: no employer sees them from now on, and what awaits an answer lapses. */
  @Post('prospect-agreements/:prospectAgreementId/withdraw')
  @Allow('prospect_agreements.write')
  @Returns(200, ProspectAgreementResponse)
  async withdrawProspectAgreement(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('prospectAgreementId') id: ProspectAgreementId,
  ) {
    return presentAgreement(await this.prospects.withdraw(actor, id));
  }

  /** Lists which employers saw the alternant, and on which days; to themself and their centre. */
  @Get('contracts/:contractId/prospect-views')
  @Allow('prospect_agreements.read')
  @ReturnsPage(ProspectViewResponse)
  async listProspectViews(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isDayAndUuid);
    const found = await this.prospects.views(actor, contractId, page);
    return presentPage(found, page, ({ id }) => id, presentView);
  }
}
