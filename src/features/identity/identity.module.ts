import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountsService } from './accounts/accounts.service.js';
import { AuthController } from './sign-in/auth.controller.js';
import { InvitationMails } from './invitations/invitation-mails.service.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { PasswordTurns } from './sign-in/password-turns.js';
import { SignInService } from './sign-in/sign-in.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [AuthController, AccountsController, InvitationsController],
  providers: [SignInService, PasswordTurns, AccountsService, InvitationsService, InvitationMails],
})
export class IdentityModule {}
