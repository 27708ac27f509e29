import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ApiClientId, type OrganisationId } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  ApiClientGrantBody,
  ApiClientGrantResponse,
  ListApiClientGrantsQuery,
  presentGrant,
} from './grants.dto.js';
import { GrantsService } from './grants.service.js';
import type { ApiClientGrantId } from './grants.types.js';

@ApiTags('API clients')
@Controller()
export class GrantsController {
  constructor(private readonly grants: GrantsService) {}

  /**
   * Asks that a client of one's own organisation act for another establishment too: an employer of the same SIREN, or a
   * training centre. An administrator of that establishment accepts; at once where the caller is one.
   */
  @Post('api-clients/:apiClientId/grants')
  @Allow('api_client_grants.write')
  @Returns(201, ApiClientGrantResponse)
  async askApiClientGrant(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('apiClientId') clientId: ApiClientId,
    @Body() { organisationId }: ApiClientGrantBody,
  ) {
    const asked = await this.grants.ask(actor, clientId, organisationId.toLowerCase() as OrganisationId);
    return new Answer(presentGrant(asked), { location: `/v1/api-client-grants/${asked.id}` });
  }

  /** Lists what was asked of one's own establishments, and for one's own clients, in order. */
  @Get('api-client-grants')
  @Allow('api_clients.read')
  @ReturnsPage(ApiClientGrantResponse)
  async listApiClientGrants(@CurrentPerson() actor: PersonActor, @Query() query: ListApiClientGrantsQuery) {
    const page = pageRequest(query, isUuid);
    const filters = { clientId: query.apiClientId ?? null, organisationId: query.organisationId ?? null };
    return presentPage(await this.grants.list(actor, filters, page), page, ({ id }) => id, presentGrant);
  }

  /** Reads what was asked, and whether it stands. */
  @Get('api-client-grants/:grantId')
  @Allow('api_clients.read')
  @Returns(200, ApiClientGrantResponse)
  async getApiClientGrant(@CurrentPerson() actor: PersonActor, @UuidParam('grantId') id: ApiClientGrantId) {
    return presentGrant(await this.grants.get(actor, id));
  }

  /** Accepts that the client acts for one's own establishment, as long as one administers it. */
  @Post('api-client-grants/:grantId/accept')
  @Allow('api_client_grants.write')
  @Returns(200, ApiClientGrantResponse)
  @Refuses(409, 'illegal_transition')
  async acceptApiClientGrant(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('grantId') id: ApiClientGrantId,
  ) {
    return presentGrant(await this.grants.accept(actor, id));
  }

  /** Takes it back, from either side: the client is out at its next request. To give it again, ask anew. */
  @Post('api-client-grants/:grantId/withdraw')
  @Allow('api_clients.write')
  @Returns(200, ApiClientGrantResponse)
  async withdrawApiClientGrant(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('grantId') id: ApiClientGrantId,
  ) {
    return presentGrant(await this.grants.withdraw(actor, id));
  }
}
