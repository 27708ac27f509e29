import { Module } from '@nestjs/common';
import { FrameworksController } from './frameworks.controller.js';
import { FrameworksService } from './frameworks.service.js';
import { LaddersController } from './ladders/ladders.controller.js';
import { LaddersService } from './ladders/ladders.service.js';
import { MappingsController } from './mappings/mappings.controller.js';
import { SheetsController } from './sheets/sheets.controller.js';
import { MappingsService } from './mappings/mappings.service.js';
import { TemplatesController } from './templates/templates.controller.js';
import { TemplatesService } from './templates/templates.service.js';

@Module({
  controllers: [
    FrameworksController,
    LaddersController,
    MappingsController,
    SheetsController,
    TemplatesController,
  ],
  providers: [FrameworksService, LaddersService, MappingsService, TemplatesService],
})
export class FrameworksModule {}
