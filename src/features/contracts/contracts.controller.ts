import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ContractId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, MayReturn, Returns } from '../../platform/responses/answer.js';
import { IfMatch, NeedsIfMatch, OptionalIfMatch } from '../../platform/responses/etag.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import {
  ByExternalIdQuery,
  ExternalIdParams,
  requireSameExternalId,
} from '../../platform/validation/external-id.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import type { ContractRow } from './contract-details.types.js';
import { EventResponse, isSequence, presentEvent } from './contract-events.dto.js';
import {
  ContractBody,
  ContractResponse,
  detailsOf,
  presentContract,
  PutContractBody,
  PutContractQuery,
  putDetailsOf,
} from './contracts.dto.js';
import { changesOf, UpdateContractBody } from './corrections/update-contract.dto.js';
import { contractPage, ListContractsQuery } from './finding/finding.dto.js';
import { ContractsService } from './contracts.service.js';

@ApiTags('Contracts')
@Controller('contracts')
export class ContractsController {
  constructor(private readonly contracts: ContractsService) {}

  /**
   * Records a draft. You may name people, organisations and ladders that you cannot otherwise read; the other
   * organisation sees the draft at once.
   */
  @Post()
  @Allow('contracts.write')
  @Refuses(409, 'person_erased')
  @Returns(201, ContractResponse, { etag: true })
  async createContract(@CurrentActor() actor: Actor, @Body() body: ContractBody) {
    return created(await this.contracts.create(actor, detailsOf(body, body.externalId ?? null)));
  }

  /**
   * Lists the contracts that you may see, in the order of their creation or of `sort`; with `updatedSince`, in that of their last
   * change. Filters combine; a cursor goes on in the same list alone.
   */
  @Get()
  @Allow('contracts.read')
  @ReturnsPage(ContractResponse)
  async listContracts(@CurrentActor() actor: Actor, @Query() query: ListContractsQuery) {
    const { filters, page, present } = contractPage(query);
    return present(await this.contracts.list(actor, filters, page), presentContract);
  }

  /** Reads the contract that an organisation knows by its own id. */
  @Get('by-external-id/:externalId')
  @Allow('contracts.read')
  @Returns(200, ContractResponse, { etag: true })
  async getContractByExternalId(
    @CurrentActor() actor: Actor,
    @Param() { externalId }: ExternalIdParams,
    @Query() { organisationId }: ByExternalIdQuery,
  ) {
    return read(await this.contracts.getByExternalId(actor, externalId, organisationId ?? null));
  }

  /**
   * Changes what is sent and leaves the rest; `null` clears. Everything of a draft may change; of a signed contract the legal
   * representative, and the external id for the organisation that keeps the contract.
   */
  @Patch(':contractId')
  @Allow('contracts.write')
  @NeedsIfMatch()
  @Returns(200, ContractResponse, { etag: true })
  @Refuses(409, 'amendment_required', 'not_amendable', 'legal_representative_missing', 'person_erased')
  async updateContract(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @IfMatch() version: number | null,
    @Body() body: UpdateContractBody,
  ) {
    return read(await this.contracts.update(actor, id, version, changesOf(body)));
  }

  /**
   * Creates or replaces the contract that your own system knows by this id. Everything of a draft may change; of a signed
   * contract only the legal representative. Leave `ladderId` out for the ladder that it follows, also once it moved.
   */
  @Put('by-external-id/:externalId')
  @Allow('contracts.write')
  @NeedsIfMatch(false)
  @Returns(200, ContractResponse, { etag: true })
  @MayReturn(201, ContractResponse, { etag: true, description: 'Created.' })
  @Refuses(409, 'amendment_required', 'not_amendable', 'legal_representative_missing', 'person_erased')
  async putContract(
    @CurrentActor() actor: Actor,
    @Param() { externalId }: ExternalIdParams,
    @Query() query: PutContractQuery,
    @OptionalIfMatch() version: number | null,
    @Body() body: PutContractBody,
  ) {
    requireSameExternalId(externalId, body.externalId);
    const put = await this.contracts.put(actor, {
      organisationId: query.organisationId ?? null,
      externalId,
      version,
      details: putDetailsOf(body, externalId),
    });
    return put.created ? created(put.contract) : read(put.contract);
  }

  /** Everything that happened to the contract, oldest first. */
  @Get(':contractId/events')
  @Allow('events.read')
  @ReturnsPage(EventResponse)
  async listContractEvents(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') id: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isSequence);
    return presentPage(
      await this.contracts.history(actor, id, page),
      page,
      (row) => String(row.sequence),
      presentEvent,
    );
  }
}

const read = (row: ContractRow) => new Answer(presentContract(row), { version: row.version });

const created = (row: ContractRow) =>
  new Answer(presentContract(row), {
    status: 201,
    location: `/v1/contracts/${row.id}`,
    version: row.version,
  });
