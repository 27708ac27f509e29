import { Module } from '@nestjs/common';
import { ContractActsController } from './acts/contract-acts.controller.js';
import { ContractActsService } from './acts/contract-acts.service.js';
import { AlternationModule } from './calendar/alternation.module.js';
import { ChecksModule } from './checks/checks.module.js';
import { ConfirmationsController } from './confirmations/confirmations.controller.js';
import { ConfirmationsService } from './confirmations/confirmations.service.js';
import { ContractsController } from './contracts.controller.js';
import { ContractsService } from './contracts.service.js';
import { CorrectionsController } from './corrections/corrections.controller.js';
import { CorrectionsService } from './corrections/corrections.service.js';
import { ContractFormController } from './form/form.controller.js';
import { ContractFormService } from './form/form.service.js';
import { ContractGroupsController } from './groups/groups.controller.js';
import { ContractGroupsService } from './groups/groups.service.js';
import { ContractReadsController } from './past/contract-reads.controller.js';
import { PastContractsService } from './past/past-contracts.service.js';
import { LifecycleModule } from './termination/lifecycle.module.js';

@Module({
  imports: [AlternationModule, ChecksModule, LifecycleModule],
  controllers: [
    ContractsController,
    ContractActsController,
    ContractGroupsController,
    ContractFormController,
    CorrectionsController,
    ConfirmationsController,
    ContractReadsController,
  ],
  providers: [
    ContractsService,
    ContractActsService,
    ContractGroupsService,
    ContractFormService,
    CorrectionsService,
    ConfirmationsService,
    PastContractsService,
  ],
  exports: [ContractsService, LifecycleModule],
})
export class ContractsModule {}
