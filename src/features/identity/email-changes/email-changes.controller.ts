import { Body, Controller, Get, Ip, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../../kernel/clock.js';
import { isUuid } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../../platform/responses/pages.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import type { AccountLinkId } from '../identity.types.js';
import {
  AccountEmailResponse,
  ConfirmEmailBody,
  EmailChangeBody,
  EmailChangeResponse,
  presentEmailChange,
  UndoEmailBody,
} from './email-changes.dto.js';
import { EmailChangesService } from './email-changes.service.js';

@ApiTags('Sign in')
@Controller()
export class EmailChangesController {
  constructor(
    private readonly changes: EmailChangesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks to sign in with another address, with one's password. A mail to that address brings a link, good once and for a day, by
   * which it is confirmed; until then nothing changes. It takes the place of the one before. The former address is told once it
   * is confirmed, and can take the account back for 7 days.
   */
  @Post('me/email-changes')
  @Allow('signed_in')
  @Returns(201, EmailChangeResponse)
  @Refuses(409, 'mail_not_configured')
  async askEmailChange(
    @CurrentPerson() actor: PersonActor,
    @Body() body: EmailChangeBody,
    @Ip() address: string,
  ) {
    const change = await this.changes.ask(actor, body, address);
    return new Answer(presentEmailChange(this.clock.now())(change), {
      location: `/v1/me/email-changes/${change.id}`,
    });
  }

  /** Lists the changes of address that one asked for, and what became of each; for 30 days after they expired. */
  @Get('me/email-changes')
  @Allow('signed_in')
  @ReturnsPage(EmailChangeResponse)
  async listEmailChanges(@CurrentPerson() actor: PersonActor, @Query() query: PageQuery) {
    const page = pageRequest(query, isUuid);
    const present = presentEmailChange(this.clock.now());
    return presentPage(await this.changes.list(actor, page), page, (row) => row.id, present);
  }

  /** Reads one of one's changes of address. */
  @Get('me/email-changes/:emailChangeId')
  @Allow('signed_in')
  @Returns(200, EmailChangeResponse)
  async getEmailChange(@CurrentPerson() actor: PersonActor, @UuidParam('emailChangeId') id: AccountLinkId) {
    return presentEmailChange(this.clock.now())(await this.changes.get(actor, id));
  }

  /** Takes a change of address back that was not confirmed yet: its link gives nothing any more. */
  @Post('me/email-changes/:emailChangeId/withdraw')
  @Allow('signed_in')
  @Returns(200, EmailChangeResponse)
  @Refuses(409, 'illegal_transition')
  async withdrawEmailChange(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('emailChangeId') id: AccountLinkId,
  ) {
    return presentEmailChange(this.clock.now())(await this.changes.withdraw(actor, id));
  }

  /** Confirms an address with the token of the link that was sent to it, once: the account is signed in to with it from then on. */
  @Post('auth/email/confirm')
  @Allow('anyone')
  @Returns(200, AccountEmailResponse)
  @Refuses(409, 'email_taken', 'link_void')
  async confirmEmail(@Body() { token }: ConfirmEmailBody) {
    return { email: await this.changes.confirm(token) };
  }

  /**
   * Takes an account back, with the token of the link that was sent to its former address: that address signs in again, with the
   * password that comes along, and every session ends.
   */
  @Post('auth/email/undo')
  @Allow('anyone')
  @Returns(200, AccountEmailResponse)
  @Refuses(409, 'email_taken', 'link_void')
  async undoEmail(@Body() { token, password }: UndoEmailBody, @Ip() address: string) {
    return { email: await this.changes.undo(token, password, address) };
  }
}
