import { Module } from '@nestjs/common';
import { FormerMembers } from './memberships/former-members.service.js';
import { IdentityCorrections } from './identity/identity-corrections.service.js';
import { IdentityController } from './identity/identity.controller.js';
import { Memberships } from './memberships/memberships.service.js';
import { PeopleController } from './people.controller.js';
import { ProposedPeople } from './proposed-people.service.js';
import { PeopleService } from './people.service.js';

@Module({
  controllers: [PeopleController, IdentityController],
  providers: [PeopleService, Memberships, IdentityCorrections, FormerMembers, ProposedPeople],
  exports: [PeopleService, ProposedPeople],
})
export class PeopleModule {}
