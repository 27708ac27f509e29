import { Body, Controller, Get, Ip, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Actor, PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import type { InvitationId } from '../identity.types.js';
import {
  AcceptedInvitationResponse,
  AcceptInvitationBody,
  CreatedInvitationResponse,
  InvitationBody,
  invitationCommandOf,
  InvitationResponse,
  ListInvitationsQuery,
  presentAcceptance,
  presentInvitation,
} from './invitations.dto.js';
import { InvitationsService } from './invitations.service.js';

@ApiTags('Sign in')
@Controller('invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  /** Invites somebody to join an organisation in a role. A mail brings the link, which is good for 7 days. */
  @Post()
  @Allow('invitations.create')
  @Returns(201, CreatedInvitationResponse)
  @Refuses(409, 'quota_exceeded', 'person_erased')
  async createInvitation(
    @CurrentPerson() actor: PersonActor,
    @Body() body: InvitationBody,
    @Lang() language: Language,
  ) {
    const { invitation, acceptUrl } = await this.invitations.create(actor, invitationCommandOf(body));
    return new Answer(
      { ...presentInvitation(invitation, language), ...(acceptUrl === undefined ? {} : { acceptUrl }) },
      { location: `/v1/invitations/${invitation.id}`, shownOnce: ['acceptUrl'] },
    );
  }

  /**
   * Sends an invitation again that is still pending, with a link that takes the place of the one before and is good for 7 days
   * again. Whoever may give the role may; a minute after it was sent, then after 4, 16, 64…: 429 with `Retry-After`.
   */
  @Post(':invitationId/resend')
  @Allow('invitations.create')
  @Returns(200, CreatedInvitationResponse)
  @Refuses(409, 'illegal_transition')
  async resendInvitation(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('invitationId') id: InvitationId,
    @Lang() language: Language,
  ) {
    const { invitation, acceptUrl } = await this.invitations.resend(actor, id);
    return new Answer(
      { ...presentInvitation(invitation, language), ...(acceptUrl === undefined ? {} : { acceptUrl }) },
      { shownOnce: ['acceptUrl'] },
    );
  }

  /** Lists the invitations to one's own organisations, in the order of their creation, and what became of each. */
  @Get()
  @Allow('invitations.read')
  @ReturnsPage(InvitationResponse)
  async listInvitations(
    @CurrentActor() actor: Actor,
    @Query() query: ListInvitationsQuery,
    @Lang() language: Language,
  ) {
    const page = pageRequest(query, isUuid);
    const filters = { organisationId: query.organisationId ?? null, email: query.email ?? null };
    return presentPage(
      await this.invitations.list(actor, filters, page),
      page,
      (row) => row.id,
      (row) => presentInvitation(row, language),
    );
  }

  /** Reads an invitation. */
  @Get(':invitationId')
  @Allow('invitations.read')
  @Returns(200, InvitationResponse)
  async getInvitation(
    @CurrentActor() actor: Actor,
    @UuidParam('invitationId') id: InvitationId,
    @Lang() language: Language,
  ) {
    return presentInvitation(await this.invitations.get(actor, id), language);
  }

  /**
   * Takes an invitation back that was not accepted yet: its link gives nothing any more. Whoever may give the role may withdraw
   * it, whoever gave it.
   */
  @Post(':invitationId/withdraw')
  @Allow('invitations.create')
  @Returns(200, InvitationResponse)
  @Refuses(409, 'illegal_transition')
  async withdrawInvitation(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('invitationId') id: InvitationId,
    @Lang() language: Language,
  ) {
    return presentInvitation(await this.invitations.withdraw(actor, id), language);
  }

  /**
   * Accepts an invitation with the token of its link, once: gives the role, and a password to an account that has none. It is
   * judged again by the rules by which it was made: one that could not be made today is refused, with what to do.
   */
  @Post('accept')
  @Allow('anyone')
  @Returns(200, AcceptedInvitationResponse)
  @Refuses(409, 'email_taken', 'invitation_void')
  async acceptInvitation(
    @Body() { token, password }: AcceptInvitationBody,
    @Lang() language: Language,
    @Ip() address: string,
  ) {
    return presentAcceptance(await this.invitations.accept(token, password, address), language);
  }
}
