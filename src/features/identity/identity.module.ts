import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountsService } from './accounts/accounts.service.js';
import { Attempts } from './sign-in/attempts.service.js';
import { AuthController } from './sign-in/auth.controller.js';
import { InvitationMails } from './invitations/invitation-mails.service.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { PasswordsController } from './passwords/passwords.controller.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { PasswordProofs } from './passwords/password-proof.service.js';
import { PasswordTurns } from './sign-in/password-turns.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SignInService } from './sign-in/sign-in.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [
    AuthController,
    SessionsController,
    PasswordsController,
    AccountsController,
    InvitationsController,
  ],
  providers: [
    SignInService,
    Attempts,
    PasswordTurns,
    SessionsService,
    PasswordsService,
    PasswordProofs,
    AccountsService,
    InvitationsService,
    InvitationMails,
  ],
})
export class IdentityModule {}
