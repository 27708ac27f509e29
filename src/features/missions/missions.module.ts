import { Module } from '@nestjs/common';
import { AssignmentsController } from './assignments.controller.js';
import { AssignmentsService } from './assignments.service.js';
import { ConcernsController } from './concerns.controller.js';
import { ConcernsService } from './concerns.service.js';

@Module({
  controllers: [AssignmentsController, ConcernsController],
  providers: [AssignmentsService, ConcernsService],
})
export class MissionsModule {}
