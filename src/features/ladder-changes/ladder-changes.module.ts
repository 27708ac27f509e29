import { Module } from '@nestjs/common';
import { LadderChangesController } from './ladder-changes.controller.js';
import { LadderChangesService } from './ladder-changes.service.js';

@Module({ controllers: [LadderChangesController], providers: [LadderChangesService] })
export class LadderChangesModule {}
