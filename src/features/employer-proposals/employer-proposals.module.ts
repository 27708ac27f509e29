import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { EmployerProposalsController } from './employer-proposals.controller.js';
import { EmployerProposalsService } from './employer-proposals.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [EmployerProposalsController],
  providers: [EmployerProposalsService],
})
export class EmployerProposalsModule {}
