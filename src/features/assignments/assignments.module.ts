import { Module } from '@nestjs/common';
import { AssignmentsController } from './assignments.controller.js';
import { AssignmentsService } from './assignments.service.js';
import { ConcernsController } from '../concerns/concerns.controller.js';
import { ConcernsService } from '../concerns/concerns.service.js';
import { JournalController } from '../journal/journal.controller.js';
import { JournalService } from '../journal/journal.service.js';
import { PlanController } from '../training-plan/plan.controller.js';
import { PlanService } from '../training-plan/plan.service.js';

@Module({
  controllers: [AssignmentsController, ConcernsController, JournalController, PlanController],
  providers: [AssignmentsService, ConcernsService, JournalService, PlanService],
})
export class MissionsModule {}
