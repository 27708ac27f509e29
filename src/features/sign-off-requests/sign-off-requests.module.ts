import { Module } from '@nestjs/common';
import { SignOffRequestsController } from './sign-off-requests.controller.js';
import { SignOffRequestsService } from './sign-off-requests.service.js';

@Module({
  controllers: [SignOffRequestsController],
  providers: [SignOffRequestsService],
  exports: [SignOffRequestsService],
})
export class SignOffRequestsModule {}
