import { Module } from '@nestjs/common';
import { PayController } from '../pay/pay.controller.js';
import { PayService } from '../pay/pay.service.js';
import { ChecksController } from './checks.controller.js';
import { ChecksService } from './checks.service.js';

/** What the law says of a contract, and of its pay. */
@Module({
  controllers: [ChecksController, PayController],
  providers: [ChecksService, PayService],
})
export class ChecksModule {}
