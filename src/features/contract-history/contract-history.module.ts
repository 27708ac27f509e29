import { Module } from '@nestjs/common';
import { OverturnsService } from './overturns.service.js';

@Module({
  providers: [OverturnsService],
  exports: [OverturnsService],
})
export class ContractHistoryModule {}
