import { Module } from '@nestjs/common';
import { ContractActsController } from './acts/contract-acts.controller.js';
import { AlternationModule } from './calendar/alternation.module.js';
import { ChecksModule } from './checks/checks.module.js';
import { ConfirmationsController } from './confirmations/confirmations.controller.js';
import { ConfirmationsService } from './confirmations/confirmations.service.js';
import { ContractsController } from './contracts.controller.js';
import { ContractsService } from './contracts.service.js';
import { CorrectionsController } from './corrections/corrections.controller.js';
import { CorrectionsService } from './corrections/corrections.service.js';
import { ContractFormModule } from './form/form.module.js';
import { ContractGroupsController } from './groups/groups.controller.js';
import { ContractGroupsService } from './groups/groups.service.js';
import { ContractReadsController } from './past/contract-reads.controller.js';
import { PastContractsService } from './past/past-contracts.service.js';
import { LifecycleModule } from './termination/lifecycle.module.js';

@Module({
  imports: [AlternationModule, ChecksModule, ContractFormModule, LifecycleModule],
  controllers: [
    ContractsController,
    ContractActsController,
    ContractGroupsController,
    CorrectionsController,
    ConfirmationsController,
    ContractReadsController,
  ],
  providers: [
    ContractsService,
    ContractGroupsService,
    CorrectionsService,
    ConfirmationsService,
    PastContractsService,
  ],
  exports: [ContractsService, LifecycleModule],
})
export class ContractsModule {}
