import { Module } from '@nestjs/common';
import { LadderController } from './ladder.controller.js';
import { LadderService } from './ladder.service.js';

@Module({ controllers: [LadderController], providers: [LadderService], exports: [LadderService] })
export class LadderModule {}
