import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { AuthController } from './auth.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [AuthController, InvitationsController],
  providers: [SignInService, InvitationsService],
})
export class IdentityModule {}
