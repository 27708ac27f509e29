import { Module } from '@nestjs/common';
import { ContractHistoryModule } from '../contract-history/contract-history.module.js';
import { ContestedFactsController } from './contested-facts/contested-facts.controller.js';
import { ContestedFactsService } from './contested-facts/contested-facts.service.js';
import { DisputesController } from './disputes.controller.js';
import { DisputesService } from './disputes.service.js';

@Module({
  imports: [ContractHistoryModule],
  controllers: [DisputesController, ContestedFactsController],
  providers: [DisputesService, ContestedFactsService],
})
export class DisputesModule {}
