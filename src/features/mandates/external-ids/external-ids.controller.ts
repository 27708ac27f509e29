import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../../platform/access/allow.js';
import { Answer, MayReturn, Returns } from '../../../platform/responses/answer.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { ByExternalIdQuery, requireSameExternalId } from '../../../platform/validation/external-id.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  MandateExternalIdParams,
  MandateResponse,
  presentActed,
  presentMandate,
  PutMandateBody,
  toNewMandate,
} from '../mandates.dto.js';
import { MandatesByExternalId } from './external-ids.service.js';

@ApiTags('Mandates')
@Controller('contracts/:contractId/mandates/by-external-id')
export class MandatesByExternalIdController {
  constructor(private readonly mandates: MandatesByExternalId) {}

  /** Reads the mandate of a contract that your organisation knows by its own id. */
  @Get(':externalId')
  @Allow('contracts.read')
  @Returns(200, MandateResponse)
  async getMandateByExternalId(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Param() { externalId }: MandateExternalIdParams,
    @Query() { organisationId }: ByExternalIdQuery,
  ) {
    return presentMandate(await this.mandates.get(actor, contractId, externalId, organisationId ?? null));
  }

  /**
   * Opens the mandate that your own system knows by this id, or finds it as it is sent. What was opened is a fact: an earlier
   * `to` ends it; another holder or level with a later `from` takes over, as with `replaces`; once it is over the id is that
   * of one that begins later. One that was opened without an id, and says the same, takes it. At a host that keeps somebody for
   * longer, another goes on where this one ended.
   */
  @Put(':externalId')
  @Allow('mandates.write')
  @Returns(200, MandateResponse)
  @MayReturn(201, MandateResponse, { description: 'Opened.' })
  @Refuses(
    409,
    'illegal_transition',
    'main_tutor_overlap',
    'mandate_exists',
    'mandate_fixed',
    'tutor_under_age',
    'tutor_over_capacity',
  )
  async putMandate(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Param() { externalId }: MandateExternalIdParams,
    @Query() { organisationId }: ByExternalIdQuery,
    @Body() body: PutMandateBody,
  ) {
    requireSameExternalId(externalId, body.externalId);
    const { created, ...put } = await this.mandates.put(actor, contractId, {
      externalId,
      organisationId: organisationId ?? null,
      mandate: toNewMandate(body),
    });
    return new Answer(
      presentActed(put),
      created ? { status: 201, location: `/v1/mandates/${put.mandate.id}` } : {},
    );
  }
}
