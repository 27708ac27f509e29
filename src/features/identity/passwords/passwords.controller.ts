import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { ChangedPasswordResponse, ChangePasswordBody } from './passwords.dto.js';
import { PasswordsService } from './passwords.service.js';

@ApiTags('Sign in')
@Controller('me/password')
export class PasswordsController {
  constructor(private readonly passwords: PasswordsService) {}

  /** Changes one's password, with the present one. Every other session ends. Wrong ones count as failed sign-ins do. */
  @Post('change')
  @Allow('signed_in')
  @Returns(200, ChangedPasswordResponse)
  async changePassword(
    @CurrentPerson() actor: PersonActor,
    @Body() { currentPassword, newPassword }: ChangePasswordBody,
    @Ip() address: string,
  ) {
    const endedSessions = await this.passwords.change(
      actor,
      { current: currentPassword, next: newPassword },
      address,
    );
    return { passwordSet: true, endedSessions };
  }
}
