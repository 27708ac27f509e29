import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type ObservationId } from '../../../kernel/ids.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { presentProposal, ProposalDismissalBody, RevocationProposalResponse } from './proposals.dto.js';
import { ProposalsService } from './proposals.service.js';

@ApiTags('Revocations')
@Controller()
export class ProposalsController {
  constructor(private readonly proposals: ProposalsService) {}

  /**
   * Lists what unsafe observations propose to revoke: an `acquired` that stands and was signed before, of that competency
   * at that level or above. None takes anything back. It is listed until the sign-off is revoked or the observation
   * withdrawn; with its `dismissal` once somebody said that nothing is taken back.
   */
  @Get('contracts/:contractId/revocation-proposals')
  @Allow('progress.read')
  @ReturnsPage(RevocationProposalResponse)
  async listRevocationProposals(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(
      await this.proposals.list(actor, contractId, page),
      page,
      (row) => row.observationId,
      presentProposal,
    );
  }

  /**
   * Says that an unsafe observation takes nothing back, for good: whoever may revoke, and another than whoever observed it
   * while one is there.
   */
  @Post('observations/:observationId/proposal-dismissals')
  @Allow('sign_offs.revoke')
  @Returns(201, RevocationProposalResponse)
  @Refuses(403, 'mandate_missing')
  @Refuses(409, 'nothing_proposed', 'dismisser_not_distinct')
  async dismissRevocationProposal(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('observationId') id: ObservationId,
    @Body() { reason }: ProposalDismissalBody,
  ) {
    const proposal = presentProposal(await this.proposals.dismiss(actor, id, reason));
    return new Answer(proposal, { location: `/v1/observations/${id}` });
  }
}
