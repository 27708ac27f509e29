import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { type AttestationId, type ContractId, isUuid } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { Lang } from '../../platform/responses/language.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { readAsOf } from '../../platform/validation/as-of.js';
import { AttestationsService } from './attestations.service.js';
import {
  AttestationBody,
  AttestationResponse,
  presentAttestation,
  toAttestCommand,
} from './attestations.dto.js';
import {
  ExpiringPrerequisiteResponse,
  ExpiringQuery,
  isExpiringKey,
  keyOfExpiring,
  placeOf,
  PrerequisitesQuery,
  PrerequisitesResponse,
  presentExpiring,
  presentPrerequisites,
} from './prerequisites.dto.js';

@ApiTags('Attestations')
@Controller()
export class AttestationsController {
  constructor(
    private readonly attestations: AttestationsService,
    private readonly clock: Clock,
  ) {}

  /** Records that the alternant holds a prerequisite, and until when: a code and days, never why. */
  @Post('contracts/:contractId/attestations')
  @Allow('attestations.record')
  @Returns(201, AttestationResponse)
  @Refuses(403, 'mandate_missing')
  async recordAttestation(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: AttestationBody,
    @Lang() language: Language,
  ) {
    const attestation = await this.attestations.record(actor, toAttestCommand(contractId, body));
    return new Answer(presentAttestation(attestation, language), {
      location: `/v1/attestations/${attestation.id}`,
    });
  }

  /** Lists what the alternant of a contract holds or held, in the order of recording. */
  @Get('contracts/:contractId/attestations')
  @Allow('progress.read')
  @ReturnsPage(AttestationResponse)
  async listAttestations(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
    @Lang() language: Language,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.attestations.list(actor, contractId, page),
      page,
      (row) => row.id,
      (row) => presentAttestation(row, language),
    );
  }

  /**
   * Shows how it is on a day (today unless given, also one to come) with each prerequisite of the contract’s ladder, and which
   * missions wait for it. Of a past day, as it was known then.
   */
  @Get('contracts/:contractId/prerequisites')
  @Allow('progress.read')
  @Returns(200, PrerequisitesResponse)
  async listContractPrerequisites(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() { at }: PrerequisitesQuery,
    @Lang() language: Language,
  ): Promise<PrerequisitesResponse> {
    const asOf = at === undefined ? null : readAsOf(at, this.clock.now(), { future: true });
    return presentPrerequisites(await this.attestations.prerequisites(actor, contractId, asOf), language);
  }

  /** Lists what ends before a day and before its contract does, and nothing follows, what ends first first; also what is over. */
  @Get('prerequisites/expiring')
  @Allow('reports.cohort')
  @ReturnsPage(ExpiringPrerequisiteResponse)
  async listExpiringPrerequisites(
    @CurrentActor() actor: Actor,
    @Query() query: ExpiringQuery,
    @Lang() language: Language,
  ) {
    const page = pageRequest(query, isExpiringKey);
    const found = await this.attestations.expiring(actor, query, { ...page, after: placeOf(page.after) });
    return presentPage(found, page, keyOfExpiring, (row) => presentExpiring(row, language));
  }

  /** Reads an attestation. */
  @Get('attestations/:attestationId')
  @Allow('progress.read')
  @Returns(200, AttestationResponse)
  async getAttestation(
    @CurrentActor() actor: Actor,
    @UuidParam('attestationId') id: AttestationId,
    @Lang() language: Language,
  ) {
    return presentAttestation(await this.attestations.get(actor, id), language);
  }

  /** Ends an attestation before its time. To replace one, record the new one, then withdraw the old one. */
  @Post('attestations/:attestationId/withdrawals')
  @Allow('attestations.record')
  @Returns(201, AttestationResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'already_withdrawn')
  async withdrawAttestation(
    @CurrentActor() actor: Actor,
    @UuidParam('attestationId') id: AttestationId,
    @Lang() language: Language,
  ) {
    const attestation = await this.attestations.withdraw(actor, id);
    return new Answer(presentAttestation(attestation, language), { location: `/v1/attestations/${id}` });
  }
}
