import { Module } from '@nestjs/common';
import { FiguresController } from './figures.controller.js';
import { FiguresService } from './figures.service.js';
import { SignalsController } from './signals/signals.controller.js';
import { SignalsService } from './signals/signals.service.js';

@Module({
  controllers: [FiguresController, SignalsController],
  providers: [FiguresService, SignalsService],
})
export class FiguresModule {}
