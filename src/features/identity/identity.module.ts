import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { AuthController } from './auth.controller.js';
import { InvitationMails } from './invitation-mails.service.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { PasswordTurns } from './password-turns.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [AuthController, AccountsController, InvitationsController],
  providers: [SignInService, PasswordTurns, AccountsService, InvitationsService, InvitationMails],
})
export class IdentityModule {}
