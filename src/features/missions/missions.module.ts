import { Module } from '@nestjs/common';
import { AssignmentsController } from './assignments.controller.js';
import { AssignmentsService } from './assignments.service.js';
import { ConcernsController } from './concerns.controller.js';
import { ConcernsService } from './concerns.service.js';
import { JournalController } from './journal.controller.js';
import { JournalService } from './journal.service.js';
import { PlanController } from './plan.controller.js';
import { PlanService } from './plan.service.js';

@Module({
  controllers: [AssignmentsController, ConcernsController, JournalController, PlanController],
  providers: [AssignmentsService, ConcernsService, JournalService, PlanService],
})
export class MissionsModule {}
