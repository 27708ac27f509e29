import { Module } from '@nestjs/common';
import { FrameworksController } from './frameworks.controller.js';
import { FrameworksService } from './frameworks.service.js';
import { LaddersController } from './ladders.controller.js';
import { LaddersService } from './ladders.service.js';
import { MappingsController } from './mappings.controller.js';
import { MappingsService } from './mappings.service.js';

@Module({
  controllers: [FrameworksController, LaddersController, MappingsController],
  providers: [FrameworksService, LaddersService, MappingsService],
})
export class FrameworksModule {}
