import { Module } from '@nestjs/common';
import { AbsencesController } from './absences/absences.controller.js';
import { AbsencesService } from './absences/absences.service.js';
import { ContractActsController } from './acts/contract-acts.controller.js';
import { ContractActsService } from './acts/contract-acts.service.js';
import { CalendarController } from './calendar/calendar.controller.js';
import { CalendarService } from './calendar/calendar.service.js';
import { CalendarImportsController } from './calendar/imports/imports.controller.js';
import { ChecksModule } from './checks/checks.module.js';
import { ConfirmationsController } from './confirmations/confirmations.controller.js';
import { ConfirmationsService } from './confirmations/confirmations.service.js';
import { ContractsController } from './contracts.controller.js';
import { ContractsService } from './contracts.service.js';
import { CorrectionsController } from './corrections/corrections.controller.js';
import { CorrectionsService } from './corrections/corrections.service.js';
import { DepositsController } from './deposits/deposits.controller.js';
import { DepositsService } from './deposits/deposits.service.js';
import { ContractFormController } from './form/form.controller.js';
import { ContractFormService } from './form/form.service.js';
import { ContractGroupsController } from './groups/groups.controller.js';
import { ContractGroupsService } from './groups/groups.service.js';
import { TrialPeriodController } from './trial-period/trial-period.controller.js';
import { TrialPeriodService } from './trial-period/trial-period.service.js';
import { LifecycleModule } from './termination/lifecycle.module.js';
import { ContractReadsController } from './past/contract-reads.controller.js';
import { PastContractsService } from './past/past-contracts.service.js';

@Module({
  imports: [ChecksModule, LifecycleModule],
  controllers: [
    ContractsController,
    ContractActsController,
    ContractGroupsController,
    ContractFormController,
    CorrectionsController,
    ConfirmationsController,
    CalendarController,
    CalendarImportsController,
    AbsencesController,
    TrialPeriodController,
    DepositsController,
    ContractReadsController,
  ],
  providers: [
    ContractsService,
    ContractActsService,
    ContractGroupsService,
    ContractFormService,
    CorrectionsService,
    ConfirmationsService,
    CalendarService,
    AbsencesService,
    TrialPeriodService,
    DepositsService,
    PastContractsService,
  ],
  exports: [ContractsService, LifecycleModule],
})
export class ContractsModule {}
