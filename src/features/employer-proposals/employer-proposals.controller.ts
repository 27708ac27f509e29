import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  DecidedTutorResponse,
  EmployerProposalBody,
  EmployerProposalResponse,
  presentDecidedTutor,
  presentProposal,
  presentProposedTutor,
  proposedEmployerOf,
  proposedPersonOf,
  ProposedTutorBody,
  ProposedTutorResponse,
} from './employer-proposals.dto.js';
import { EmployerProposalsService } from './employer-proposals.service.js';
import type { EmployerProposalId, ProposedTutorId } from './employer-proposals.types.js';

@ApiTags('Organisations')
@Controller()
export class EmployerProposalsController {
  constructor(private readonly proposals: EmployerProposalsService) {}

  /**
   * Proposes an employer that nobody administers yet, for one's own training centre. The employer of that SIRET is found, or
   * recorded; proposed again, it is the same proposal. It gives the centre no right over the employer.
   */
  @Post('employer-proposals')
  @Allow('employers.propose')
  @Refuses(409, 'employer_joined', 'quota_exceeded')
  @Returns(201, EmployerProposalResponse)
  async createEmployerProposal(@CurrentPerson() actor: PersonActor, @Body() body: EmployerProposalBody) {
    const proposal = await this.proposals.propose(actor, proposedEmployerOf(body));
    return new Answer(presentProposal(proposal), { location: `/v1/employer-proposals/${proposal.id}` });
  }

  /** Lists the proposals of one's own centres, and those of one's own employers, in order. */
  @Get('employer-proposals')
  @Allow('employer_proposals.read')
  @ReturnsPage(EmployerProposalResponse)
  async listEmployerProposals(@CurrentPerson() actor: PersonActor, @Query() query: PageQuery) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.proposals.list(actor, page), page, ({ id }) => id, presentProposal);
  }

  /** Reads a proposal, and whether the employer has joined. */
  @Get('employer-proposals/:employerProposalId')
  @Allow('employer_proposals.read')
  @Returns(200, EmployerProposalResponse)
  async getEmployerProposal(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('employerProposalId') id: EmployerProposalId,
  ) {
    return presentProposal(await this.proposals.get(actor, id));
  }

  /**
   * Proposes a tutor of the employer: a new record, which is no member of anything. The centre opens mandates for it on its
   * drafts with that employer; they open nothing until the employer, once it joined, accepts the tutor.
   */
  @Post('employer-proposals/:employerProposalId/proposed-tutors')
  @Allow('employers.propose')
  @Refuses(409, 'employer_joined', 'quota_exceeded')
  @Returns(201, ProposedTutorResponse)
  async createProposedTutor(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('employerProposalId') id: EmployerProposalId,
    @Body() body: ProposedTutorBody,
  ) {
    const tutor = await this.proposals.proposeTutor(actor, id, proposedPersonOf(body));
    return new Answer(presentProposedTutor(tutor), { location: `/v1/proposed-tutors/${tutor.id}` });
  }

  /** Lists the tutors of a proposal, in order, with what was decided of each. */
  @Get('employer-proposals/:employerProposalId/proposed-tutors')
  @Allow('employer_proposals.read')
  @ReturnsPage(ProposedTutorResponse)
  async listProposedTutors(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('employerProposalId') id: EmployerProposalId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    const found = await this.proposals.listTutors(actor, id, page);
    return presentPage(found, page, (row) => row.id, presentProposedTutor);
  }

  /** Reads a proposed tutor. */
  @Get('proposed-tutors/:proposedTutorId')
  @Allow('employer_proposals.read')
  @Returns(200, ProposedTutorResponse)
  async getProposedTutor(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('proposedTutorId') id: ProposedTutorId,
  ) {
    return presentProposedTutor(await this.proposals.getTutor(actor, id));
  }

  /** Makes a proposed tutor a member of one's own employer, which keeps their record from then on. */
  @Post('proposed-tutors/:proposedTutorId/accept')
  @Allow('proposed_tutors.decide')
  @Refuses(409, 'illegal_transition', 'proposed_tutor_taken')
  @Returns(200, DecidedTutorResponse)
  async acceptProposedTutor(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('proposedTutorId') id: ProposedTutorId,
  ) {
    return presentDecidedTutor(await this.proposals.decide(actor, id, 'accepted'));
  }

  /** Refuses a proposed tutor: the mandates that the centre opened for them with one's own employer end. */
  @Post('proposed-tutors/:proposedTutorId/refuse')
  @Allow('proposed_tutors.decide')
  @Refuses(409, 'illegal_transition')
  @Returns(200, DecidedTutorResponse)
  async refuseProposedTutor(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('proposedTutorId') id: ProposedTutorId,
  ) {
    return presentDecidedTutor(await this.proposals.decide(actor, id, 'refused'));
  }

  /** Withdraws a tutor whom one's own centre proposed, before the employer decides; their mandates end. */
  @Post('proposed-tutors/:proposedTutorId/withdraw')
  @Allow('employers.propose')
  @Refuses(409, 'illegal_transition')
  @Returns(200, DecidedTutorResponse)
  async withdrawProposedTutor(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('proposedTutorId') id: ProposedTutorId,
  ) {
    return presentDecidedTutor(await this.proposals.decide(actor, id, 'withdrawn'));
  }
}
