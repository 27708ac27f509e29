import { Module } from '@nestjs/common';
import { MainTutors } from '../signing/main-tutors.service.js';
import { ContractActsService } from '../acts/contract-acts.service.js';
import { SuccessorsService } from '../transfer/successors.service.js';
import { ContractTermsService } from '../terms/terms.service.js';
import { EndingsService } from './endings.service.js';
import { TerminationGroundsController } from './grounds.controller.js';

/** What judges the days of a contract, and writes them: asked by its acts, their corrections and amendments. */
@Module({
  controllers: [TerminationGroundsController],
  providers: [MainTutors, ContractTermsService, EndingsService, ContractActsService, SuccessorsService],
  exports: [MainTutors, ContractTermsService, EndingsService, ContractActsService, SuccessorsService],
})
export class LifecycleModule {}
