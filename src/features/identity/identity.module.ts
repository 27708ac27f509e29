import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountsService } from './accounts/accounts.service.js';
import { InvitationMails } from './invitations/invitation-mails.service.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { IdentityPages } from './pages/identity-pages.js';
import { PasswordsModule } from './passwords/passwords.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';

@Module({
  imports: [PeopleModule, SignInModule, PasswordsModule],
  controllers: [AccountsController, InvitationsController],
  providers: [AccountsService, InvitationsService, InvitationMails, IdentityPages],
})
export class IdentityModule {}
