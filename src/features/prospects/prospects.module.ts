import { Module } from '@nestjs/common';
import { AgreementsController } from './agreements.controller.js';
import { ProspectsController } from './prospects.controller.js';
import { ProspectsService } from './prospects.service.js';

@Module({
  controllers: [AgreementsController, ProspectsController],
  providers: [ProspectsService],
})
export class ProspectsModule {}
