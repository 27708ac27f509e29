import { Module } from '@nestjs/common';
import { LadderAnswers } from './ladder-answers.js';
import { LadderController } from './ladder.controller.js';
import { LadderService } from './ladder.service.js';

@Module({
  controllers: [LadderController],
  providers: [LadderAnswers, LadderService],
  exports: [LadderService],
})
export class LadderModule {}
