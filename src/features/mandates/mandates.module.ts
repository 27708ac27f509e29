import { Module } from '@nestjs/common';
import { ContractsModule } from '../contracts/contracts.module.js';
import { DeparturesModule } from './departures/departures.module.js';
import { MandatesByExternalIdController } from './external-ids/external-ids.controller.js';
import { MandatesByExternalId } from './external-ids/external-ids.service.js';
import { MandatesController } from './mandates.controller.js';
import { MandatesService } from './mandates.service.js';

@Module({
  imports: [ContractsModule, DeparturesModule],
  controllers: [MandatesController, MandatesByExternalIdController],
  providers: [MandatesService, MandatesByExternalId],
  exports: [MandatesService],
})
export class MandatesModule {}
