import { Module } from '@nestjs/common';
import { ObservationsController } from './observations.controller.js';
import { ObservationsService } from './observations.service.js';
import { ProposalsController } from './proposals/proposals.controller.js';
import { ProposalsService } from './proposals/proposals.service.js';

@Module({
  controllers: [ObservationsController, ProposalsController],
  providers: [ObservationsService, ProposalsService],
})
export class ObservationsModule {}
