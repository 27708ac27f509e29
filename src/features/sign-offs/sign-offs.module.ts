import { Module } from '@nestjs/common';
import { OverturnsService } from './facts/overturns.service.js';
import { SignOffBatchService } from './sign-off-batch.service.js';
import { ShiftService } from './shift/shift.service.js';
import { SignOffsController } from './sign-offs.controller.js';
import { SignOffsService } from './sign-offs.service.js';

@Module({
  controllers: [SignOffsController],
  providers: [SignOffsService, SignOffBatchService, ShiftService, OverturnsService],
  exports: [OverturnsService, ShiftService],
})
export class SignOffsModule {}
