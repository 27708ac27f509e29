import { Module } from '@nestjs/common';
import { FormerMembers } from './former-members.service.js';
import { IdentityCorrections } from './identity-corrections.service.js';
import { Memberships } from './memberships.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';

@Module({
  controllers: [PeopleController],
  providers: [PeopleService, Memberships, IdentityCorrections, FormerMembers],
  exports: [PeopleService],
})
export class PeopleModule {}
