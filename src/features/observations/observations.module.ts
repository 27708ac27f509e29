import { Module } from '@nestjs/common';
import { SignOffsModule } from '../sign-offs/sign-offs.module.js';
import { ObservationBatchService } from './observation-batch.service.js';
import { ObservationsController } from './observations.controller.js';
import { ObservationsService } from './observations.service.js';
import { ProposalsController } from './proposals/proposals.controller.js';
import { ProposalsService } from './proposals/proposals.service.js';

@Module({
  controllers: [ObservationsController, ProposalsController],
  imports: [SignOffsModule],
  providers: [ObservationsService, ObservationBatchService, ProposalsService],
})
export class ObservationsModule {}
