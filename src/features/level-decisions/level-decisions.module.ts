import { Module } from '@nestjs/common';
import { LevelDecisionsController } from './level-decisions.controller.js';
import { LevelDecisionsService } from './level-decisions.service.js';
import { ResumptionsController } from './resumptions.controller.js';
import { ResumptionsService } from './resumptions.service.js';

@Module({
  controllers: [LevelDecisionsController, ResumptionsController],
  providers: [LevelDecisionsService, ResumptionsService],
})
export class LevelDecisionsModule {}
