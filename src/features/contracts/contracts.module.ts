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
import { MainTutors } from './signing/main-tutors.service.js';

@Module({
  imports: [AlternationModule, ChecksModule],
  controllers: [
    ContractsController,
    ContractActsController,
    ContractGroupsController,
    ContractFormController,
    CorrectionsController,
    ConfirmationsController,
  ],
  providers: [
    ContractsService,
    ContractActsService,
    ContractGroupsService,
    ContractFormService,
    CorrectionsService,
    ConfirmationsService,
    MainTutors,
  ],
  exports: [ContractsService, MainTutors],
})
export class ContractsModule {}
