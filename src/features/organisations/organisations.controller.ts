import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OrganisationId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, MayReturn, Returns } from '../../platform/responses/answer.js';
import { IfMatch, NeedsIfMatch, OptionalIfMatch } from '../../platform/responses/etag.js';
import { listRequest, presentList } from '../../platform/responses/changes.js';
import { ReturnsPage } from '../../platform/responses/pages.js';
import { ExternalIdParams, requireSameExternalId } from '../../platform/validation/external-id.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  changesOf,
  detailsOf,
  ListOrganisationsQuery,
  organisationFiltersOf,
  OrganisationBody,
  OrganisationResponse,
  presentOrganisation,
  PutOrganisationBody,
  UpdateOrganisationBody,
} from './organisations.dto.js';
import { OrganisationsService } from './organisations.service.js';
import type { OrganisationRow } from './organisations.types.js';

@ApiTags('Organisations')
@Controller('organisations')
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationsService) {}

  /** Records an employer or a training centre. */
  @Post()
  @Allow('organisations.write')
  @Refuses(409, 'siret_taken')
  @Returns(201, OrganisationResponse, { etag: true })
  async createOrganisation(@CurrentActor() actor: Actor, @Body() body: OrganisationBody) {
    return created(await this.organisations.create(actor, detailsOf(body)));
  }

  /** Lists organisations, in the order of their creation; with `updatedSince`, in that of their last change. */
  @Get()
  @Allow('organisations.read')
  @ReturnsPage(OrganisationResponse)
  async listOrganisations(@CurrentActor() actor: Actor, @Query() query: ListOrganisationsQuery) {
    const page = listRequest(query);
    const found = await this.organisations.list(actor, organisationFiltersOf(query), page);
    return presentList(found, page, presentOrganisation);
  }

  /** Reads the organisation that another system knows by its own id. */
  @Get('by-external-id/:externalId')
  @Allow('organisations.read')
  @Returns(200, OrganisationResponse, { etag: true })
  async getOrganisationByExternalId(@CurrentActor() actor: Actor, @Param() { externalId }: ExternalIdParams) {
    return read(await this.organisations.getByExternalId(actor, externalId));
  }

  /** Reads an organisation. */
  @Get(':organisationId')
  @Allow('organisations.read')
  @Returns(200, OrganisationResponse, { etag: true })
  async getOrganisation(@CurrentActor() actor: Actor, @UuidParam('organisationId') id: OrganisationId) {
    return read(await this.organisations.get(actor, id));
  }

  /** Changes what is sent and leaves the rest. */
  @Patch(':organisationId')
  @Allow('organisations.write')
  @Refuses(409, 'siret_taken')
  @NeedsIfMatch()
  @Returns(200, OrganisationResponse, { etag: true })
  async updateOrganisation(
    @CurrentActor() actor: Actor,
    @UuidParam('organisationId') id: OrganisationId,
    @IfMatch() version: number | null,
    @Body() body: UpdateOrganisationBody,
  ) {
    return read(await this.organisations.update(actor, id, version, changesOf(body)));
  }

  /** Creates or replaces the organisation that another system knows by its own id. */
  @Put('by-external-id/:externalId')
  @Allow('organisations.write')
  @Refuses(409, 'siret_taken')
  @NeedsIfMatch(false)
  @Returns(200, OrganisationResponse, { etag: true })
  @MayReturn(201, OrganisationResponse, { etag: true, description: 'Created.' })
  async putOrganisation(
    @CurrentActor() actor: Actor,
    @Param() { externalId }: ExternalIdParams,
    @OptionalIfMatch() version: number | null,
    @Body() body: PutOrganisationBody,
  ) {
    requireSameExternalId(externalId, body.externalId);
    const put = await this.organisations.put(actor, externalId, version, detailsOf(body));
    return put.created ? created(put.organisation) : read(put.organisation);
  }
}

const read = (row: OrganisationRow) => new Answer(presentOrganisation(row), { version: row.version });

const created = (row: OrganisationRow) =>
  new Answer(presentOrganisation(row), {
    status: 201,
    location: `/v1/organisations/${row.id}`,
    version: row.version,
  });
