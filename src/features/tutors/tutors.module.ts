import { Module } from '@nestjs/common';
import { BranchRulesController } from './branch-rules/branch-rules.controller.js';
import { BranchRulesService } from './branch-rules/branch-rules.service.js';
import { TutorsController } from './tutors.controller.js';
import { TutorsService } from './tutors.service.js';

@Module({
  controllers: [TutorsController, BranchRulesController],
  providers: [TutorsService, BranchRulesService],
})
export class TutorsModule {}
