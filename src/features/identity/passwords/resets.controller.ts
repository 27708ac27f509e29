import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../../platform/access/allow.js';
import { Answer, Returns } from '../../../platform/responses/answer.js';
import { Lang } from '../../../platform/responses/language.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import { UuidParam } from '../../../platform/validation/params.js';
import {
  ForgetPasswordBody,
  ForgottenPasswordResponse,
  IssuedResetResponse,
  ResetPasswordBody,
  ResetPasswordResponse,
} from './resets.dto.js';
import { ResetsService } from './resets.service.js';

@ApiTags('Sign in')
@Controller()
export class ResetsController {
  constructor(private readonly resets: ResetsService) {}

  /**
   * Asks for a link to choose a new password. It goes by mail to the address, serves once, and is good for 30 minutes. The
   * answer is the same, and takes as long, whether or not somebody signs in with that address. After 3 for an address, or 20
   * from one place, they are slowed: 429 with `Retry-After`.
   */
  @Post('auth/password/forget')
  @Allow('anyone')
  @Returns(200, ForgottenPasswordResponse)
  async forgetPassword(
    @Body() { email }: ForgetPasswordBody,
    @Ip() address: string,
    @Lang() language: Language,
  ) {
    return { nextStep: (await this.resets.forget(email, address))[language] };
  }

  /**
   * Chooses a new password with the token of a link, once. Every session ends, and other links to the account are void. It is
   * judged as it is used: the account may have been disabled since, and whoever gave the link may have lost the right to.
   */
  @Post('auth/password/reset')
  @Allow('anyone')
  @Returns(200, ResetPasswordResponse)
  @Refuses(409, 'link_void')
  async resetPassword(@Body() { token, password }: ResetPasswordBody, @Ip() address: string) {
    return { passwordSet: true, email: await this.resets.reset(token, password, address) };
  }

  /**
   * Gives somebody who forgot their password a link to choose another, good once and for 30 minutes. Where mail is configured
   * it goes to the address of the account, and nobody else sees it; else it is answered here, this once. HR for HR and tutors of
   * their organisation, a centre for its members and alternants, as long as these stand nowhere else; a platform
   * administrator for anyone; nobody for themselves. The account keeps who gave it.
   */
  @Post('people/:personId/account/reset-links')
  @Allow('accounts.write')
  @Returns(201, IssuedResetResponse)
  @Refuses(409, 'reset_not_possible')
  async issueResetLink(@CurrentPerson() actor: PersonActor, @UuidParam('personId') personId: PersonId) {
    const issued = await this.resets.issue(actor, personId);
    return new Answer({ ...issued }, { location: `/v1/people/${personId}/account`, shownOnce: ['resetUrl'] });
  }
}
