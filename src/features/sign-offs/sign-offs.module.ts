import { Module } from '@nestjs/common';
import { LevelDecisionsController } from '../level-decisions/level-decisions.controller.js';
import { LevelDecisionsService } from '../level-decisions/level-decisions.service.js';
import { ObservationsController } from '../observations/observations.controller.js';
import { ObservationsService } from '../observations/observations.service.js';
import { OverturnsService } from '../contract-history/overturns.service.js';
import { ResumptionsController } from '../level-decisions/resumptions.controller.js';
import { ResumptionsService } from '../level-decisions/resumptions.service.js';
import { RevocationsController } from '../revocations/revocations.controller.js';
import { RevocationsService } from '../revocations/revocations.service.js';
import { SignOffRequestsController } from '../sign-off-requests/sign-off-requests.controller.js';
import { SignOffRequestsService } from '../sign-off-requests/sign-off-requests.service.js';
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
    SignOffRequestsController,
  ],
  providers: [
    ObservationsService,
    SignOffsService,
    SignOffBatchService,
    RevocationsService,
    LevelDecisionsService,
    ResumptionsService,
    SignOffRequestsService,
    OverturnsService,
  ],
  exports: [OverturnsService],
})
export class SignOffsModule {}
