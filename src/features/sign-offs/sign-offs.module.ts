import { Module } from '@nestjs/common';
import { LevelDecisionsController } from './level-decisions.controller.js';
import { LevelDecisionsService } from './level-decisions.service.js';
import { ObservationsController } from './observations.controller.js';
import { ObservationsService } from './observations.service.js';
import { OverturnsService } from './overturns.service.js';
import { ResumptionsController } from './resumptions.controller.js';
import { ResumptionsService } from './resumptions.service.js';
import { RevocationsController } from './revocations.controller.js';
import { RevocationsService } from './revocations.service.js';
import { SignOffBatchService } from './sign-off-batch.service.js';
import { SignOffsController } from './sign-offs.controller.js';
import { SignOffsService } from './sign-offs.service.js';

@Module({
  controllers: [
    ObservationsController,
    SignOffsController,
    RevocationsController,
    LevelDecisionsController,
    ResumptionsController,
  ],
  providers: [
    ObservationsService,
    SignOffsService,
    SignOffBatchService,
    RevocationsService,
    LevelDecisionsService,
    ResumptionsService,
    OverturnsService,
  ],
  exports: [OverturnsService],
})
export class SignOffsModule {}
