import { Module } from '@nestjs/common';
import { ContractActsController } from './acts/contract-acts.controller.js';
import { ContractActsService } from './acts/contract-acts.service.js';
import { ConfirmationsController } from './confirmations/confirmations.controller.js';
import { ConfirmationsService } from './confirmations/confirmations.service.js';
import { ContractsController } from './contracts.controller.js';
import { ContractsService } from './contracts.service.js';
import { CorrectionsController } from './corrections/corrections.controller.js';
import { CorrectionsService } from './corrections/corrections.service.js';
import { ContractGroupsController } from './groups/groups.controller.js';
import { ContractGroupsService } from './groups/groups.service.js';
import { MainTutors } from './signing/main-tutors.service.js';
import { EndingsService } from './termination/endings.service.js';
import { TerminationGroundsController } from './termination/grounds.controller.js';
import { ContractTermsService } from './terms/terms.service.js';

@Module({
  controllers: [
    ContractsController,
    ContractActsController,
    ContractGroupsController,
    CorrectionsController,
    ConfirmationsController,
    TerminationGroundsController,
  ],
  providers: [
    ContractsService,
    ContractActsService,
    ContractGroupsService,
    CorrectionsService,
    ConfirmationsService,
    MainTutors,
    ContractTermsService,
    EndingsService,
  ],
  exports: [ContractsService, MainTutors, ContractTermsService],
})
export class ContractsModule {}
