import { Module } from '@nestjs/common';
import { ContractsModule } from '../contracts/contracts.module.js';
import { MandatesModule } from '../mandates/mandates.module.js';
import { AmendmentsController } from './amendments.controller.js';
import { AmendmentsService } from './amendments.service.js';

@Module({
  imports: [ContractsModule, MandatesModule],
  controllers: [AmendmentsController],
  providers: [AmendmentsService],
})
export class AmendmentsModule {}
