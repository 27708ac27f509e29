import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DisputeId } from '../../kernel/ids.js';
import { Allow } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { DisputeResponse, presentDispute } from '../disputes/disputes.dto.js';
import { toAnswerCommand } from '../sign-off-requests/sign-off-requests.dto.js';
import {
  GuestAnswerBody,
  GuestCodeResponse,
  GuestDisownedResponse,
  GuestDisputeBody,
  GuestDisputeWithdrawalBody,
  GuestRequestResponse,
  GuestSessionResponse,
  GuestTokenBody,
  GuestVisitBody,
  presentGuestRequest,
  presentRepresentedLadder,
  presentSession,
  RepresentedLadderResponse,
} from './guests.dto.js';
import { GuestsService } from './guests.service.js';

/** For whoever bears a link. Secrets travel in bodies: no address, no log and no history of a browser holds one. */
@ApiTags('Guest links')
@Controller('guest')
export class GuestsController {
  constructor(private readonly guests: GuestsService) {}

  /**
   * Exchanges the token of a link for a visit of 30 minutes, of that one purpose: no account, and nothing else opens. Opened again,
   * the visit before is over.
   */
  @Post('open')
  @Allow('anyone')
  @Returns(200, GuestSessionResponse)
  @Refuses(410, 'guest_link_closed')
  async openGuestLink(@Body() { token }: GuestTokenBody, @Ip() address: string) {
    return presentSession(await this.guests.open(token, address));
  }

  /**
   * Says that a link reached somebody else, by its token or in its visit: it opens nothing any more, nothing is recorded of the
   * contract, and who gave it is told.
   */
  @Post('disown')
  @Allow('anyone')
  @Returns(200, GuestDisownedResponse)
  @Refuses(410, 'guest_link_closed')
  async disownGuestLink(@Body() { token }: GuestTokenBody, @Ip() address: string) {
    await this.guests.disown(token, address);
    return { disowned: true };
  }

  /** Reads the one request that a tutor met once answers. */
  @Post('request/read')
  @Allow('anyone')
  @Returns(200, GuestRequestResponse)
  @Refuses(403, 'forbidden')
  @Refuses(410, 'guest_link_closed')
  async getGuestRequest(@Body() { session }: GuestVisitBody) {
    return presentGuestRequest(await this.guests.readRequest(session));
  }

  /** Sends a code of six digits to the address of the link: good for 10 minutes and five tries. */
  @Post('code/send')
  @Allow('anyone')
  @Returns(200, GuestCodeResponse)
  @Refuses(403, 'forbidden')
  @Refuses(410, 'guest_link_closed')
  async askGuestCode(@Body() { session }: GuestVisitBody) {
    await this.guests.askForCode(session);
    return { sent: true };
  }

  /** Answers the one request, by the rules of any answer; above the first level with the code. The link is used then. */
  @Post('request/decide')
  @Allow('anyone')
  @Returns(200, GuestRequestResponse)
  @Refuses(403, 'forbidden')
  @Refuses(409, 'contract_not_active', 'quorum_not_met', 'request_not_answerable')
  @Refuses(410, 'guest_link_closed')
  async decideGuestRequest(@Body() body: GuestAnswerBody) {
    const answer = toAnswerCommand(body);
    return presentGuestRequest(await this.guests.answer(body.session, answer, body.code ?? null));
  }

  /** Reads the ladder of a minor and what was decided, for their legal representative. */
  @Post('ladder/read')
  @Allow('anyone')
  @Returns(200, RepresentedLadderResponse)
  @Refuses(403, 'forbidden')
  @Refuses(410, 'guest_link_closed')
  async getRepresentedLadder(@Body() { session }: GuestVisitBody) {
    return presentRepresentedLadder(await this.guests.readLadder(session));
  }

  /** Contests a fact in the name of the minor, within 30 days of its recording. Nothing changes until somebody rules. */
  @Post('disputes')
  @Allow('anyone')
  @Returns(201, DisputeResponse)
  @Refuses(403, 'forbidden')
  @Refuses(409, 'not_disputable', 'dispute_too_late', 'already_disputed')
  @Refuses(410, 'guest_link_closed')
  async openGuestDispute(@Body() { session, about, grounds }: GuestDisputeBody) {
    const dispute = await this.guests.contest(session, { kind: about.kind, id: about.id }, grounds);
    return new Answer(presentDispute(dispute), { location: `/v1/disputes/${dispute.id}` });
  }

  /** Takes back a dispute that the representative opened. */
  @Post('dispute-withdrawals')
  @Allow('anyone')
  @Returns(201, DisputeResponse)
  @Refuses(403, 'forbidden')
  @Refuses(404, 'not_found')
  @Refuses(409, 'illegal_transition')
  @Refuses(410, 'guest_link_closed')
  async withdrawGuestDispute(@Body() { session, disputeId }: GuestDisputeWithdrawalBody) {
    const dispute = await this.guests.withdrawDispute(session, disputeId as DisputeId);
    return new Answer(presentDispute(dispute), { location: `/v1/disputes/${dispute.id}` });
  }
}
