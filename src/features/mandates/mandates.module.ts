import { Module } from '@nestjs/common';
import { ContractsModule } from '../contracts/contracts.module.js';
import { DeparturesModule } from './departures/departures.module.js';
import { MandatesController } from './mandates.controller.js';
import { MandatesService } from './mandates.service.js';

@Module({
  imports: [ContractsModule, DeparturesModule],
  controllers: [MandatesController],
  providers: [MandatesService],
})
export class MandatesModule {}
