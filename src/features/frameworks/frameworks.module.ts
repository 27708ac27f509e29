import { Module } from '@nestjs/common';
import { FrameworksController } from './frameworks.controller.js';
import { FrameworksService } from './frameworks.service.js';
import { LaddersController } from './ladders/ladders.controller.js';
import { LaddersService } from './ladders/ladders.service.js';
import { MappingsController } from './mappings/mappings.controller.js';
import { SheetsController } from './sheets/sheets.controller.js';
import { MappingsService } from './mappings/mappings.service.js';

@Module({
  controllers: [FrameworksController, LaddersController, MappingsController, SheetsController],
  providers: [FrameworksService, LaddersService, MappingsService],
})
export class FrameworksModule {}
