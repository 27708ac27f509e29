import { Module } from '@nestjs/common';
import { FrameworksController } from './frameworks.controller.js';
import { FrameworksService } from './frameworks.service.js';
import { LaddersController } from './ladders.controller.js';
import { LaddersService } from './ladders.service.js';

@Module({
  controllers: [FrameworksController, LaddersController],
  providers: [FrameworksService, LaddersService],
})
export class FrameworksModule {}
