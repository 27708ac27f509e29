import { Module } from '@nestjs/common';
import { LegalRulesController } from './legal-rules.controller.js';
import { PrerequisitesController } from './prerequisites.controller.js';
import { ReferenceDataController } from './reference-data.controller.js';
import { ReferenceDataService } from './reference-data.service.js';

@Module({
  controllers: [ReferenceDataController, LegalRulesController, PrerequisitesController],
  providers: [ReferenceDataService],
})
export class ReferenceDataModule {}
