import { Module } from '@nestjs/common';
import { DeclarationsController } from './declarations.controller.js';
import { DeclarationsService } from './declarations.service.js';

@Module({
  controllers: [DeclarationsController],
  providers: [DeclarationsService],
})
export class DeclarationsModule {}
