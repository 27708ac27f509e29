import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AttestationId, type ContractId, isUuid } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { AttestationsService } from './attestations.service.js';
import {
  AttestationBody,
  AttestationResponse,
  presentAttestation,
  toAttestCommand,
} from './attestations.dto.js';

@ApiTags('Attestations')
@Controller()
export class AttestationsController {
  constructor(private readonly attestations: AttestationsService) {}

  /** Records that the alternant holds a prerequisite, and until when: a code and days, never why. */
  @Post('contracts/:contractId/attestations')
  @Allow('attestations.record')
  @Returns(201, AttestationResponse)
  @Refuses(403, 'mandate_missing')
  async recordAttestation(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: AttestationBody,
  ) {
    const attestation = await this.attestations.record(actor, toAttestCommand(contractId, body));
    return new Answer(presentAttestation(attestation), { location: `/v1/attestations/${attestation.id}` });
  }

  /** Lists what the alternant of a contract holds or held, in the order of recording. */
  @Get('contracts/:contractId/attestations')
  @Allow('progress.read')
  @ReturnsPage(AttestationResponse)
  async listAttestations(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.attestations.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentAttestation,
    );
  }

  /** Reads an attestation. */
  @Get('attestations/:attestationId')
  @Allow('progress.read')
  @Returns(200, AttestationResponse)
  async getAttestation(@CurrentActor() actor: Actor, @UuidParam('attestationId') id: AttestationId) {
    return presentAttestation(await this.attestations.get(actor, id));
  }

  /** Ends an attestation before its time. To replace one, record the new one, then withdraw the old one. */
  @Post('attestations/:attestationId/withdrawals')
  @Allow('attestations.record')
  @Returns(201, AttestationResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'already_withdrawn')
  async withdrawAttestation(@CurrentActor() actor: Actor, @UuidParam('attestationId') id: AttestationId) {
    const attestation = await this.attestations.withdraw(actor, id);
    return new Answer(presentAttestation(attestation), { location: `/v1/attestations/${id}` });
  }
}
