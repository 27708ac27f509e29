import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type SignOffId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, MayReturn, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  presentRevocation,
  presentRevoked,
  RevocationBody,
  RevocationResponse,
  RevokedResponse,
} from './revocations.dto.js';
import { RevocationsService } from './revocations.service.js';

@ApiTags('Revocations')
@Controller()
export class RevocationsController {
  constructor(private readonly revocations: RevocationsService) {}

  /** Takes a sign-off back, with the same competency above it. Ask for a dry run first: it lists all that would fall. */
  @Post('sign-offs/:signOffId/revocations')
  @Allow('sign_offs.revoke')
  @Returns(201, RevokedResponse)
  @MayReturn(200, RevokedResponse, { description: 'A dry run: nothing was recorded.' })
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'not_effective')
  async revokeSignOff(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('signOffId') signOffId: SignOffId,
    @Body() body: RevocationBody,
  ) {
    const revoked = await this.revocations.revoke(actor, {
      signOffId,
      reasonCode: body.reasonCode,
      reason: body.reason,
      dryRun: body.dryRun ?? false,
    });
    const { revocation } = revoked;
    return new Answer(
      presentRevoked(revoked),
      revocation ? { location: `/v1/revocations/${revocation.id}` } : { status: 200 },
    );
  }

  /** Lists the revocations of a contract, in the order of their recording. */
  @Get('contracts/:contractId/revocations')
  @Allow('progress.read')
  @ReturnsPage(RevocationResponse)
  async listRevocations(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.revocations.list(actor, contractId, page),
      page,
      (row) => row.id,
      presentRevocation,
    );
  }

  /** Reads a revocation. */
  @Get('revocations/:revocationId')
  @Allow('progress.read')
  @Returns(200, RevocationResponse)
  async getRevocation(@CurrentActor() actor: Actor, @UuidParam('revocationId') id: string) {
    return presentRevocation(await this.revocations.get(actor, id));
  }
}
