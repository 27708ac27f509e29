import { Module } from '@nestjs/common';
import { ContractsModule } from '../contracts/contracts.module.js';
import { DeparturesModule } from './departures/departures.module.js';
import { EligibilityController } from './eligibility/eligibility.controller.js';
import { EligibilityService } from './eligibility/eligibility.service.js';
import { MandatesByExternalIdController } from './external-ids/external-ids.controller.js';
import { MandatesByExternalId } from './external-ids/external-ids.service.js';
import { MandatesController } from './mandates.controller.js';
import { MandatesService } from './mandates.service.js';
import { TeamController } from './team/team.controller.js';
import { TeamService } from './team/team.service.js';
import { WorkloadController } from './workload/workload.controller.js';
import { WorkloadService } from './workload/workload.service.js';

@Module({
  imports: [ContractsModule, DeparturesModule],
  controllers: [
    MandatesController,
    MandatesByExternalIdController,
    EligibilityController,
    TeamController,
    WorkloadController,
  ],
  providers: [MandatesService, MandatesByExternalId, EligibilityService, TeamService, WorkloadService],
  exports: [MandatesService],
})
export class MandatesModule {}
