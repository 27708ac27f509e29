import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { isUuid, type ApiClientId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  ApiClientBody,
  ApiClientResponse,
  ApiClientWithSecretResponse,
  DEFAULT_OVERLAP_DAYS,
  ListApiClientsQuery,
  newApiClientOf,
  presentApiClient,
  RotateApiClientBody,
} from './api-clients.dto.js';
import { ApiClientsService, type WithSecret } from './api-clients.service.js';

@ApiTags('API clients')
@Controller('api-clients')
export class ApiClientsController {
  constructor(private readonly clients: ApiClientsService) {}

  /** Makes a program's access to one organisation. Its secret is shown in this answer and never again. */
  @Post()
  @Allow('api_clients.write')
  @Returns(201, ApiClientWithSecretResponse)
  @Refuses(409, 'quota_exceeded')
  async createApiClient(@CurrentPerson() actor: PersonActor, @Body() body: ApiClientBody) {
    const made = await this.clients.create(actor, newApiClientOf(body));
    return new Answer(withSecret(made), {
      location: `/v1/api-clients/${made.client.id}`,
      shownOnce: ['clientSecret'],
    });
  }

  /** Lists the clients of one's own organisations, in the order of their creation. */
  @Get()
  @Allow('api_clients.read')
  @ReturnsPage(ApiClientResponse)
  async listApiClients(@CurrentActor() actor: Actor, @Query() query: ListApiClientsQuery) {
    const page = pageRequest(query, isUuid);
    const found = await this.clients.list(actor, query.organisationId ?? null, page);
    return presentPage(found, page, (row) => row.id, presentApiClient);
  }

  /** Reads an API client, without its secrets. */
  @Get(':apiClientId')
  @Allow('api_clients.read')
  @Returns(200, ApiClientResponse)
  async getApiClient(@CurrentActor() actor: Actor, @UuidParam('apiClientId') id: ApiClientId) {
    return presentApiClient(await this.clients.get(actor, id));
  }

  /** Gives a new secret; the present one goes on for a while beside it, and an older one ends at once. */
  @Post(':apiClientId/rotate')
  @Allow('api_clients.write')
  @ApiBody({ type: RotateApiClientBody, required: false })
  @Returns(200, ApiClientWithSecretResponse)
  @Refuses(409, 'client_ended')
  async rotateApiClient(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('apiClientId') id: ApiClientId,
    @Body() body?: RotateApiClientBody,
  ) {
    const rotated = await this.clients.rotate(actor, id, body?.overlapDays ?? DEFAULT_OVERLAP_DAYS);
    return new Answer(withSecret(rotated), { shownOnce: ['clientSecret'] });
  }

  /** Ends a client at once, with its secrets and the tokens given for them. It cannot be taken back: make another. */
  @Post(':apiClientId/revoke')
  @Allow('api_clients.write')
  @Returns(200, ApiClientResponse)
  async revokeApiClient(@CurrentPerson() actor: PersonActor, @UuidParam('apiClientId') id: ApiClientId) {
    return presentApiClient(await this.clients.revoke(actor, id));
  }
}

const withSecret = ({ client, secret }: WithSecret): ApiClientWithSecretResponse => ({
  ...presentApiClient(client),
  clientSecret: secret,
});
