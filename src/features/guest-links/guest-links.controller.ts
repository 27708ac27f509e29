import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid, type ContractId, type GuestLinkId } from '../../kernel/ids.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentActor, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  GuestLinkResponse,
  IssuedGuestLinkResponse,
  presentIssued,
  presentLink,
  RepresentativeLinkBody,
  toTutorLinkCommand,
  TutorLinkBody,
} from './guest-links.dto.js';
import { GuestLinksService, type IssuedLink } from './guest-links.service.js';
import { USUAL_DAYS } from './guest-links.types.js';

@ApiTags('Guest links')
@Controller()
export class GuestLinksController {
  constructor(private readonly links: GuestLinksService) {}

  /**
   * Gives a link to a tutor met once, without an account: it answers one request, by the rules of any answer, for a few days. The
   * employer’s HR give it, never to themselves nor to anybody who follows the contract already.
   */
  @Post('contracts/:contractId/tutor-links')
  @Allow('guest_links.write')
  @Returns(201, IssuedGuestLinkResponse)
  @Refuses(409, 'guest_link_not_possible')
  async createTutorLink(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() body: TutorLinkBody,
  ) {
    return created(await this.links.issueToTutor(actor, toTutorLinkCommand(contractId, body)));
  }

  /**
   * Gives a link to the legal representative whom the contract of a minor names: they read the ladder and what was decided, contest
   * and withdraw what they contested, and sign nothing. The centre’s administrators give it.
   */
  @Post('contracts/:contractId/representative-links')
  @Allow('guest_links.write')
  @Returns(201, IssuedGuestLinkResponse)
  @Refuses(409, 'guest_link_not_possible')
  async createRepresentativeLink(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('contractId') contractId: ContractId,
    @Body() { days }: RepresentativeLinkBody,
  ) {
    return created(await this.links.issueToRepresentative(actor, contractId, days ?? USUAL_DAYS));
  }

  /** Lists the links of a contract, and what became of each. The employer’s HR see those that they give. */
  @Get('contracts/:contractId/guest-links')
  @Allow('guest_links.read')
  @ReturnsPage(GuestLinkResponse)
  async listGuestLinks(
    @CurrentActor() actor: Actor,
    @UuidParam('contractId') contractId: ContractId,
    @Query() query: PageQuery,
  ) {
    const page = pageRequest(query, isUuid);
    return presentPage(await this.links.list(actor, contractId, page), page, (row) => row.id, presentLink);
  }

  /** Reads a link, and what became of it. */
  @Get('guest-links/:guestLinkId')
  @Allow('guest_links.read')
  @Returns(200, GuestLinkResponse)
  async getGuestLink(@CurrentActor() actor: Actor, @UuidParam('guestLinkId') id: GuestLinkId) {
    return presentLink(await this.links.get(actor, id));
  }

  /** Takes a link back, at will: it opens nothing any more. What was recorded by it stays. The centre may withdraw any. */
  @Post('guest-links/:guestLinkId/withdraw')
  @Allow('guest_links.write')
  @Returns(200, GuestLinkResponse)
  @Refuses(409, 'guest_link_over')
  async withdrawGuestLink(@CurrentPerson() actor: PersonActor, @UuidParam('guestLinkId') id: GuestLinkId) {
    return presentLink(await this.links.withdraw(actor, id));
  }

  /** Sends it again: another link takes the place of the one before, and is good for the days that are left. */
  @Post('guest-links/:guestLinkId/resend')
  @Allow('guest_links.write')
  @Returns(200, IssuedGuestLinkResponse)
  @Refuses(409, 'guest_link_over')
  async resendGuestLink(@CurrentPerson() actor: PersonActor, @UuidParam('guestLinkId') id: GuestLinkId) {
    return new Answer(presentIssued(await this.links.resend(actor, id)), { shownOnce: ['url'] });
  }
}

const created = (issued: IssuedLink) =>
  new Answer(presentIssued(issued), { location: `/v1/guest-links/${issued.link.id}`, shownOnce: ['url'] });
