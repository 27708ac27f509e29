import { Module } from '@nestjs/common';
import { ContractActsController } from './acts/contract-acts.controller.js';
import { ContractActsService } from './acts/contract-acts.service.js';
import { ContractsController } from './contracts.controller.js';
import { ContractsService } from './contracts.service.js';
import { MainTutors } from './signing/main-tutors.service.js';

@Module({
  controllers: [ContractsController, ContractActsController],
  providers: [ContractsService, ContractActsService, MainTutors],
  exports: [ContractsService, MainTutors],
})
export class ContractsModule {}
