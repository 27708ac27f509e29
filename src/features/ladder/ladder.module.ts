import { Module } from '@nestjs/common';
import { LadderAnswers } from './ladder-answers.js';
import { LadderController } from './ladder.controller.js';
import { presentLadder } from './ladder.dto.js';
import { LadderService } from './ladder.service.js';

const answers = {
  provide: LadderAnswers,
  useFactory: () => new LadderAnswers((read) => JSON.stringify(presentLadder(read))),
};

@Module({ controllers: [LadderController], providers: [answers, LadderService], exports: [LadderService] })
export class LadderModule {}
